/** `docker stack …`: declared with help and errors, not simulated. Texts are docker 28.5.2's own. */
import { notAManager, notAManagerEach } from './no-swarm.ts';
import { atLeast, exactly, none } from '../arity.ts';
import { defineCommand, notSimulated } from '../define-command.ts';
import { bool, filter, string, strings, tableFormat } from '../flags.ts';

export const stackCommands = [
  defineCommand({
    paths: ['stack config'],
    usage: '[OPTIONS]',
    summary: 'Outputs the final config file, after doing merges and interpolations',
    arguments: none,
    flags: {
      'compose-file': strings('Path to a Compose file, or "-" to read from stdin', 'c'),
      'skip-interpolation': bool('Skip interpolation and output only merged config'),
    },
    run: notSimulated,
  }),
  defineCommand({
    paths: ['stack deploy', 'stack up'],
    usage: '[OPTIONS] STACK',
    summary: 'Deploy a new stack or update an existing stack',
    arguments: exactly(1),
    flags: {
      'compose-file': strings('Path to a Compose file, or "-" to read from stdin', 'c'),
      detach: bool('Exit immediately instead of waiting for the stack services to converge', 'd', true),
      prune: bool('Prune services that are no longer referenced'),
      quiet: bool('Suppress progress output', 'q'),
      'resolve-image': string(
        'Query the registry to resolve image digest and supported platforms ("always", "changed", "never")',
        undefined,
        'always',
      ),
      'with-registry-auth': bool('Send registry authentication details to Swarm agents'),
    },
    run: notSimulated,
  }),
  defineCommand({
    paths: ['stack ls', 'stack list'],
    usage: '[OPTIONS]',
    summary: 'List stacks',
    arguments: none,
    flags: {
      format: tableFormat(),
    },
    run: notAManager,
  }),
  defineCommand({
    paths: ['stack ps'],
    usage: '[OPTIONS] STACK',
    summary: 'List the tasks in the stack',
    arguments: exactly(1),
    flags: {
      filter: filter('Filter output based on conditions provided', 'f'),
      format: tableFormat(),
      'no-resolve': bool('Do not map IDs to Names'),
      'no-trunc': bool('Do not truncate output'),
      quiet: bool('Only display task IDs', 'q'),
    },
    run: notAManager,
  }),
  defineCommand({
    paths: ['stack rm', 'stack remove', 'stack down'],
    usage: '[OPTIONS] STACK [STACK...]',
    summary: 'Remove one or more stacks',
    arguments: atLeast(1),
    flags: {
      detach: bool('Do not wait for stack removal', 'd', true),
    },
    run: notAManagerEach,
  }),
  defineCommand({
    paths: ['stack services'],
    usage: '[OPTIONS] STACK',
    summary: 'List the services in the stack',
    arguments: exactly(1),
    flags: {
      filter: filter('Filter output based on conditions provided', 'f'),
      format: tableFormat(),
      quiet: bool('Only display IDs', 'q'),
    },
    run: notAManager,
  }),
];
