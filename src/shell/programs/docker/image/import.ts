/** docker import: an image of one layer from a tar archive. As docker/cli cli/command/image/import.go. */
import { importImage } from '../../../../sim/engine/image/import.ts';
import { nothing } from '../toolkit/candidates.ts';
import { checkReference } from '../toolkit/image-reference.ts';
import { readInputFile } from '../toolkit/input-file.ts';
import { readAll } from '../../program-io.ts';
import { atLeast } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { list, string } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['image import', 'import'],
  usage: '[OPTIONS] file|URL|- [REPOSITORY[:TAG]]',
  summary: 'Import the contents from a tarball to create a filesystem image',
  arguments: atLeast(1),
  complete: [nothing],
  flags: {
    change: list('Apply Dockerfile instruction to the created image', 'c'),
    message: string('Set commit message for imported image', 'm'),
    platform: string('Set platform if server is multi-platform capable'),
  },
  run: async (context) => {
    const { flags, process } = context;
    const [source = '', reference = ''] = context.arguments;
    if (reference !== '') checkReference(reference);
    if (/^https?:/.test(source)) {
      await context.err('drydock: docker import of a URL is not simulated; a file or - is\n');
      return 1;
    }
    const bytes = source === '-' ? await readAll(process, 0) : await readInputFile(process, source);
    const id = importImage(context.engine('Post /images/create?fromSrc=-'), bytes, {
      ...(reference === '' ? {} : { reference }),
      ...(flags.message === '' ? {} : { message: flags.message }),
      changes: flags.change,
    });
    await context.out(`${id}\n`);
    return 0;
  },
});
