/** docker network ls: declared with its help, not simulated yet. */
import { none } from '../toolkit/arity.ts';
import { defineCommand, notSimulated } from '../toolkit/define-command.ts';
import { bool, filter, tableFormat } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['network ls', 'network list'],
  usage: '[OPTIONS]',
  summary: 'List networks',
  arguments: none,
  flags: {
    filter: filter('Provide filter values (e.g. "driver=bridge")', 'f'),
    format: tableFormat(),
    'no-trunc': bool('Do not truncate the output'),
    quiet: bool('Only display network IDs', 'q'),
  },
  run: notSimulated,
});
