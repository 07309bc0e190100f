/** docker network prune: declared with its help, not simulated yet. */
import { none } from '../toolkit/arity.ts';
import { defineCommand, notSimulated } from '../toolkit/define-command.ts';
import { bool, filter } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['network prune'],
  usage: '[OPTIONS]',
  summary: 'Remove all unused networks',
  arguments: none,
  flags: {
    filter: filter('Provide filter values (e.g. "until=<timestamp>")'),
    force: bool('Do not prompt for confirmation', 'f'),
  },
  run: notSimulated,
});
