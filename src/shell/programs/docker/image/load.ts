/** docker image load: declared with its help, not simulated yet. */
import { none } from '../toolkit/arity.ts';
import { defineCommand, notSimulated } from '../toolkit/define-command.ts';
import { bool, string } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['image load', 'load'],
  usage: '[OPTIONS]',
  summary: 'Load an image from a tar archive or STDIN',
  arguments: none,
  flags: {
    input: string('Read from tar archive file, instead of STDIN', 'i'),
    platform: string('Load only the given platform variant. Formatted as "os[/arch[/variant]]" (e.g., "linux/amd64")'),
    quiet: bool('Suppress the load output', 'q'),
  },
  run: notSimulated,
});
