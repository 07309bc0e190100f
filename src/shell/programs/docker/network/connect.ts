/** docker network connect. As docker/cli cli/command/network/connect.go. */
import { connectNetwork } from '../../../../sim/engine/network/networks.ts';
import { containers, networks } from '../toolkit/candidates.ts';
import { exactly } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { int, list, string, strings } from '../toolkit/flags.ts';

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
  run: (context) => {
    const [network = '', container = ''] = context.arguments;
    context.engine(`Post /networks/${network}/connect`).change('network connect', connectNetwork(network, container, context.flags.alias));
  },
});
