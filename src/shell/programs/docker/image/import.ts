/** docker image import: declared with its help, not simulated yet. */
import { atLeast } from '../toolkit/arity.ts';
import { defineCommand, notSimulated } from '../toolkit/define-command.ts';
import { list, string } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['image import', 'import'],
  usage: '[OPTIONS] file|URL|- [REPOSITORY[:TAG]]',
  summary: 'Import the contents from a tarball to create a filesystem image',
  arguments: atLeast(1),
  flags: {
    change: list('Apply Dockerfile instruction to the created image', 'c'),
    message: string('Set commit message for imported image', 'm'),
    platform: string('Set platform if server is multi-platform capable'),
  },
  run: notSimulated,
});
