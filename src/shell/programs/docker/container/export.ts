/** docker container export: declared with its help, not simulated yet. */
import { exactly } from '../toolkit/arity.ts';
import { defineCommand, notSimulated } from '../toolkit/define-command.ts';
import { string } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['container export', 'export'],
  usage: '[OPTIONS] CONTAINER',
  summary: "Export a container's filesystem as a tar archive",
  arguments: exactly(1),
  flags: {
    output: string('Write to a file, instead of STDOUT', 'o'),
  },
  run: notSimulated,
});
