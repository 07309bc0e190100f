/** docker system prune: declared with its help, not simulated yet. */
import { none } from '../toolkit/arity.ts';
import { defineCommand, notSimulated } from '../toolkit/define-command.ts';
import { bool, filter } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['system prune'],
  usage: '[OPTIONS]',
  summary: 'Remove unused data',
  arguments: none,
  flags: {
    all: bool('Remove all unused images not just dangling ones', 'a'),
    filter: filter('Provide filter values (e.g. "label=<key>=<value>")'),
    force: bool('Do not prompt for confirmation', 'f'),
    volumes: bool('Prune anonymous volumes'),
  },
  run: notSimulated,
});
