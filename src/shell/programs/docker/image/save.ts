/** docker image save: declared with its help, not simulated yet. */
import { atLeast } from '../toolkit/arity.ts';
import { defineCommand, notSimulated } from '../toolkit/define-command.ts';
import { string } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['image save', 'save'],
  usage: '[OPTIONS] IMAGE [IMAGE...]',
  summary: 'Save one or more images to a tar archive (streamed to STDOUT by default)',
  arguments: atLeast(1),
  flags: {
    output: string('Write to a file, instead of STDOUT', 'o'),
    platform: string('Save only the given platform variant. Formatted as "os[/arch[/variant]]" (e.g., "linux/amd64")'),
  },
  run: notSimulated,
});
