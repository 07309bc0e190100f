/** docker network connect. As docker/cli cli/command/network/connect.go. */
import { connectNetwork } from '../../../../sim/engine/network/connect.ts';
import { containers, networks } from '../toolkit/candidates.ts';
import { exactly } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { int, list, string, strings } from '../toolkit/flags.ts';

/** Flags that would change how packets go. */
const NOT_SIMULATED = ['driver-opt', 'ip6', 'link', 'link-local-ip'];

export default defineCommand({
  paths: ['network connect'],
  usage: '[OPTIONS] NETWORK CONTAINER',
  summary: 'Connect a container to a network',
  arguments: exactly(2),
  complete: [networks, containers()],
  flags: {
    alias: strings('Add network-scoped alias for the container'),
    'driver-opt': strings('driver options for the network'),
    'gw-priority': int('Highest gw-priority provides the default gateway. Accepts positive and negative values.'),
    ip: string('IPv4 address (e.g., "172.30.100.104")'),
    ip6: string('IPv6 address (e.g., "2001:db8::33")'),
    link: list('Add link to another container'),
    'link-local-ip': strings('Add a link-local address for the container'),
  },
  run: async (context) => {
    const { flags, changed } = context;
    const refused = NOT_SIMULATED.find((name) => changed.has(name));
    if (refused !== undefined) {
      await context.err(`drydock: docker network connect --${refused} is not simulated\n`);
      return 1;
    }
    const [network = '', container = ''] = context.arguments;
    const verb = connectNetwork(network, container, { aliases: flags.alias, address: flags.ip });
    context.engine(`Post /networks/${network}/connect`).change('network connect', verb);
    return 0;
  },
});
