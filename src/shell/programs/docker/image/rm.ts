/** docker image rm, docker rmi: untags images and deletes those without a name. As docker/cli cli/command/image/remove.go. */
import { removeImage } from '../../../../sim/engine/image/remove.ts';
import { images } from '../toolkit/candidates.ts';
import { EngineError } from '../../../../sim/engine/engine-error.ts';
import { messageOf } from '../toolkit/each.ts';
import { StatusError } from '../toolkit/status-error.ts';
import { atLeast } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { bool, strings } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['image rm', 'image remove', 'rmi'],
  usage: '[OPTIONS] IMAGE [IMAGE...]',
  summary: 'Remove one or more images',
  arguments: atLeast(1),
  complete: [images],
  flags: {
    force: bool('Force removal of the image', 'f'),
    'no-prune': bool('Do not delete untagged parents'),
    platform: strings('Remove only the given platform variant. Formatted as "os[/arch[/variant]]" (e.g., "linux/amd64")'),
  },
  run: async (context) => {
    const { flags } = context;
    const errors: string[] = [];
    let fatal = false;
    for (const image of context.arguments) {
      try {
        const engine = context.engine(`Delete /images/${image}`);
        if (image === '') throw new EngineError('notFound', 'page not found'); // the API's path ends there
        const rows = engine.ask('rmi', removeImage(image, { force: flags.force, prune: !flags['no-prune'] }));
        for (const row of rows) await context.out('untagged' in row ? `Untagged: ${row.untagged}\n` : `Deleted: ${row.deleted}\n`);
      } catch (error) {
        const message = messageOf(error);
        if (message === undefined) throw error;
        if (!(error instanceof EngineError && error.kind === 'notFound')) fatal = true;
        errors.push(message);
      }
    }
    if (errors.length === 0) return;
    if (!flags.force || fatal) throw new StatusError(errors.join('\n'));
    await context.err(`${errors.join('\n')}\n`);
  },
});
