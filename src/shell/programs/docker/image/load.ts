/** docker load: images from a tar archive. As docker/cli cli/command/image/load.go. */
import { EngineError } from '../../../../sim/engine/engine-error.ts';
import { loadImages } from '../../../../sim/engine/image/load.ts';
import { readAll } from '../../program-io.ts';
import { readInputFile } from '../toolkit/input-file.ts';
import { ProgressDisplay } from '../toolkit/pull/display.ts';
import { StatusError } from '../toolkit/status-error.ts';
import { shortId } from '../toolkit/text.ts';
import { none } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { bool, string } from '../toolkit/flags.ts';

/** What the real client was about to send when it cannot read the file. */
const REQUEST = 'error during connect: Post "http://%2Fvar%2Frun%2Fdocker.sock/v1.51/images/load?quiet=1": ';

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
  run: async (context) => {
    const { flags, process } = context;
    if (flags.input === '' && process.terminal(0) !== undefined) throw new StatusError('requested load from stdin, but stdin is empty');
    const bytes = flags.input === '' ? await readAll(process, 0) : await readInputFile(process, flags.input, REQUEST);
    const engine = context.engine('Post /images/load');
    try {
      const terminal = flags.quiet ? undefined : process.terminal(1);
      const display = new ProgressDisplay({ write: context.out, columns: () => terminal?.size.columns });
      for (const { references, id, layers, replaced } of loadImages(engine, bytes)) {
        for (const { diffId, bytes: total } of terminal ? layers : []) {
          const message = { id: shortId(diffId), status: 'Loading layer', progress: { current: total, total } };
          await display.show(message);
          await display.show(message);
        }
        for (const old of replaced)
          await context.out(`The image ${old.reference} already exists, renaming the old one with ID ${old.id} to empty string\n`);
        const lines = references.length > 0 ? references.map((name) => `Loaded image: ${name}\n`) : [`Loaded image ID: ${id}\n`];
        await context.out(lines.join(''));
      }
    } catch (error) {
      // The daemon's answer has begun by then: its errors come without a prefix.
      if (error instanceof EngineError) throw new StatusError(error.message);
      throw error;
    }
  },
});
