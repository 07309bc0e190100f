/** docker save: images as a tar archive. As docker/cli cli/command/image/save.go. */
import { saveImages } from '../../../../sim/engine/image/save.ts';
import { images } from '../toolkit/candidates.ts';
import { checkOutput, writeOutput } from '../toolkit/output-file.ts';
import { atLeast } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { string } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['image save', 'save'],
  usage: '[OPTIONS] IMAGE [IMAGE...]',
  summary: 'Save one or more images to a tar archive (streamed to STDOUT by default)',
  arguments: atLeast(1),
  complete: [images],
  flags: {
    output: string('Write to a file, instead of STDOUT', 'o'),
    platform: string('Save only the given platform variant. Formatted as "os[/arch[/variant]]" (e.g., "linux/amd64")'),
  },
  run: async (context) => {
    const { flags } = context;
    checkOutput(context.process, flags.output, 'failed to save image');
    const engine = context.engine('Get /images/get');
    await writeOutput(context, flags.output, saveImages(engine.state, context.arguments));
  },
});
