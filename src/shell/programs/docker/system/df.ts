/** docker system df: declared with its help, not simulated yet. */
import { none } from '../toolkit/arity.ts';
import { defineCommand, notSimulated } from '../toolkit/define-command.ts';
import { bool, tableFormat } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['system df'],
  usage: '[OPTIONS]',
  summary: 'Show docker disk usage',
  arguments: none,
  flags: {
    format: tableFormat(),
    verbose: bool('Show detailed information on space usage', 'v'),
  },
  run: notSimulated,
});
