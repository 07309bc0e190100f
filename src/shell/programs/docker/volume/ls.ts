/** docker volume ls: declared with its help, not simulated yet. */
import { none } from '../toolkit/arity.ts';
import { defineCommand, notSimulated } from '../toolkit/define-command.ts';
import { bool, filter, tableFormat } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['volume ls', 'volume list'],
  usage: '[OPTIONS]',
  summary: 'List volumes',
  arguments: none,
  flags: {
    filter: filter('Provide filter values (e.g. "dangling=true")', 'f'),
    format: tableFormat(),
    quiet: bool('Only display volume names', 'q'),
  },
  run: notSimulated,
});
