/** docker network disconnect. As docker/cli cli/command/network/disconnect.go. */
import { disconnectNetwork } from '../../../../sim/engine/network/connect.ts';
import { containers, networks } from '../toolkit/candidates.ts';
import { exactly } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { bool } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['network disconnect'],
  usage: '[OPTIONS] NETWORK CONTAINER',
  summary: 'Disconnect a container from a network',
  arguments: exactly(2),
  complete: [networks, containers()],
  flags: {
    force: bool('Force the container to disconnect from a network', 'f'),
  },
  run: (context) => {
    const [network = '', container = ''] = context.arguments;
    context
      .engine(`Post /networks/${network}/disconnect`)
      .change('network disconnect', disconnectNetwork(network, container, context.flags.force));
  },
});
