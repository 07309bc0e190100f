/** docker volume prune: declared with its help, not simulated yet. */
import { none } from '../toolkit/arity.ts';
import { defineCommand, notSimulated } from '../toolkit/define-command.ts';
import { bool, filter } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['volume prune'],
  usage: '[OPTIONS]',
  summary: 'Remove unused local volumes',
  arguments: none,
  flags: {
    all: bool('Remove all unused volumes, not just anonymous ones', 'a'),
    filter: filter('Provide filter values (e.g. "label=<label>")'),
    force: bool('Do not prompt for confirmation', 'f'),
  },
  run: notSimulated,
});
