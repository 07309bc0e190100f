/** docker network create. As docker/cli cli/command/network/create.go. */
import { createNetwork } from '../../../../sim/engine/network/networks.ts';
import { pairsOf } from '../toolkit/run/key-values.ts';
import { addressPools } from '../toolkit/network-pools.ts';
import { exactly } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { bool, list, map, string, strings } from '../toolkit/flags.ts';

/** Flags that would change how packets go; only the record of the plain ones is kept. */
const NOT_SIMULATED = ['aux-address', 'config-from', 'config-only', 'ingress', 'ipam-driver', 'ipam-opt', 'ipv6', 'scope'];

export default defineCommand({
  paths: ['network create'],
  usage: '[OPTIONS] NETWORK',
  summary: 'Create a network',
  arguments: exactly(1),
  flags: {
    attachable: bool('Enable manual container attachment'),
    'aux-address': map('Auxiliary IPv4 or IPv6 addresses used by Network driver'),
    'config-from': string('The network from which to copy the configuration'),
    'config-only': bool('Create a configuration only network'),
    driver: string('Driver to manage the Network', 'd', 'bridge'),
    gateway: strings('IPv4 or IPv6 Gateway for the master subnet'),
    ingress: bool('Create swarm routing-mesh network'),
    internal: bool('Restrict external access to the network'),
    'ip-range': strings('Allocate container ip from a sub-range'),
    'ipam-driver': string('IP Address Management Driver', undefined, 'default'),
    'ipam-opt': map('Set IPAM driver specific options'),
    ipv4: bool('Enable or disable IPv4 address assignment', undefined, true),
    ipv6: bool('Enable or disable IPv6 address assignment'),
    label: list('Set metadata on a network'),
    opt: map('Set driver specific options', 'o'),
    scope: string("Control the network's scope"),
    subnet: strings('Subnet in CIDR format that represents a network segment'),
  },
  run: async (context) => {
    const { flags, changed } = context;
    const refused = NOT_SIMULATED.find((name) => changed.has(name));
    if (refused !== undefined) {
      await context.err(`drydock: docker network create --${refused} is not simulated\n`);
      return 1;
    }
    const pools = addressPools({ subnets: flags.subnet, ranges: flags['ip-range'], gateways: flags.gateway });
    const id = context.engine('Post /networks/create').ask(
      'network create',
      createNetwork({
        name: context.arguments[0] ?? '',
        driver: flags.driver,
        pools,
        internal: flags.internal,
        attachable: flags.attachable,
        options: Object.fromEntries(flags.opt),
        labels: pairsOf(flags.label),
      }),
    );
    await context.out(`${id}\n`);
    return 0;
  },
});
