/** `docker swarm …`: declared with help and errors, not simulated. Texts are docker 28.5.2's own. */
import { exactly, none } from '../arity.ts';
import { defineCommand, notSimulated } from '../define-command.ts';
import { bool, duration, int, listOf, string, uint32, uint64 } from '../flags.ts';

export const swarmCommands = [
  defineCommand({
    paths: ['swarm ca'],
    usage: '[OPTIONS]',
    summary: 'Display and rotate the root CA',
    arguments: none,
    flags: {
      'ca-cert': listOf('pem-file', 'Path to the PEM-formatted root CA certificate to use for the new cluster'),
      'ca-key': listOf('pem-file', 'Path to the PEM-formatted root CA key to use for the new cluster'),
      'cert-expiry': duration('Validity period for node certificates (ns|us|ms|s|m|h)', undefined, '2160h0m0s'),
      detach: bool('Exit immediately instead of waiting for the root rotation to converge', 'd'),
      'external-ca': listOf('external-ca', 'Specifications of one or more certificate signing endpoints'),
      quiet: bool('Suppress progress output', 'q'),
      rotate: bool('Rotate the swarm CA - if no certificate or key are provided, new ones will be generated'),
    },
    run: notSimulated,
  }),
  defineCommand({
    paths: ['swarm init'],
    usage: '[OPTIONS]',
    summary: 'Initialize a swarm',
    arguments: none,
    flags: {
      'advertise-addr': string('Advertised address (format: "<ip|interface>[:port]")'),
      autolock: bool('Enable manager autolocking (requiring an unlock key to start a stopped manager)'),
      availability: string('Availability of the node ("active", "pause", "drain")', undefined, 'active'),
      'cert-expiry': duration('Validity period for node certificates (ns|us|ms|s|m|h)', undefined, '2160h0m0s'),
      'data-path-addr': string('Address or interface to use for data path traffic (format: "<ip|interface>")'),
      'data-path-port': uint32(
        'Port number to use for data path traffic (1024 - 49151). If no value is set or is set to 0, the default port (4789) is used.',
      ),
      'default-addr-pool': listOf('ipNetSlice', 'default address pool in CIDR format', undefined, { shown: '[]' }),
      'default-addr-pool-mask-length': uint32('default address pool subnet mask length', undefined, '24'),
      'dispatcher-heartbeat': duration('Dispatcher heartbeat period (ns|us|ms|s|m|h)', undefined, '5s'),
      'external-ca': listOf('external-ca', 'Specifications of one or more certificate signing endpoints'),
      'force-new-cluster': bool('Force create a new cluster from current state'),
      'listen-addr': listOf('node-addr', 'Listen address (format: "<ip|interface>[:port]")', undefined, { shown: '0.0.0.0:2377' }),
      'max-snapshots': uint64('Number of additional Raft snapshots to retain'),
      'snapshot-interval': uint64('Number of log entries between Raft snapshots', undefined, '10000'),
      'task-history-limit': int('Task history retention limit', undefined, 5),
    },
    run: notSimulated,
  }),
  defineCommand({
    paths: ['swarm join'],
    usage: '[OPTIONS] HOST:PORT',
    summary: 'Join a swarm as a node and/or manager',
    arguments: exactly(1),
    flags: {
      'advertise-addr': string('Advertised address (format: "<ip|interface>[:port]")'),
      availability: string('Availability of the node ("active", "pause", "drain")', undefined, 'active'),
      'data-path-addr': string('Address or interface to use for data path traffic (format: "<ip|interface>")'),
      'listen-addr': listOf('node-addr', 'Listen address (format: "<ip|interface>[:port]")', undefined, { shown: '0.0.0.0:2377' }),
      token: string('Token for entry into the swarm'),
    },
    run: notSimulated,
  }),
  defineCommand({
    paths: ['swarm join-token'],
    usage: '[OPTIONS] (worker|manager)',
    summary: 'Manage join tokens',
    arguments: exactly(1),
    flags: {
      quiet: bool('Only display token', 'q'),
      rotate: bool('Rotate join token'),
    },
    run: notSimulated,
  }),
  defineCommand({
    paths: ['swarm leave'],
    usage: '[OPTIONS]',
    summary: 'Leave the swarm',
    arguments: none,
    flags: {
      force: bool('Force this node to leave the swarm, ignoring warnings', 'f'),
    },
    run: notSimulated,
  }),
  defineCommand({
    paths: ['swarm unlock'],
    usage: '',
    summary: 'Unlock swarm',
    arguments: none,
    flags: {},
    run: notSimulated,
  }),
  defineCommand({
    paths: ['swarm unlock-key'],
    usage: '[OPTIONS]',
    summary: 'Manage the unlock key',
    arguments: none,
    flags: {
      quiet: bool('Only display token', 'q'),
      rotate: bool('Rotate unlock key'),
    },
    run: notSimulated,
  }),
  defineCommand({
    paths: ['swarm update'],
    usage: '[OPTIONS]',
    summary: 'Update the swarm',
    arguments: none,
    flags: {
      autolock: bool('Change manager autolocking setting (true|false)'),
      'cert-expiry': duration('Validity period for node certificates (ns|us|ms|s|m|h)', undefined, '2160h0m0s'),
      'dispatcher-heartbeat': duration('Dispatcher heartbeat period (ns|us|ms|s|m|h)', undefined, '5s'),
      'external-ca': listOf('external-ca', 'Specifications of one or more certificate signing endpoints'),
      'max-snapshots': uint64('Number of additional Raft snapshots to retain'),
      'snapshot-interval': uint64('Number of log entries between Raft snapshots', undefined, '10000'),
      'task-history-limit': int('Task history retention limit', undefined, 5),
    },
    run: notSimulated,
  }),
];
