/** docker network create: declared with its help, not simulated yet. */
import { exactly } from '../toolkit/arity.ts';
import { defineCommand, notSimulated } from '../toolkit/define-command.ts';
import { bool, list, map, string, strings } from '../toolkit/flags.ts';

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
  run: notSimulated,
});
