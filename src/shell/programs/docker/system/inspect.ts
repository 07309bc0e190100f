/** docker system inspect: declared with its help, not simulated yet. */
import { atLeast } from '../toolkit/arity.ts';
import { defineCommand, notSimulated } from '../toolkit/define-command.ts';
import { bool, objectFormat, string } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['inspect'],
  usage: '[OPTIONS] NAME|ID [NAME|ID...]',
  summary: 'Return low-level information on Docker objects',
  arguments: atLeast(1),
  flags: {
    format: objectFormat('f'),
    size: bool('Display total file sizes if the type is container', 's'),
    type: string('Only inspect objects of the given type'),
  },
  run: notSimulated,
});
