/** docker commit: an image from a container's files and config. As docker/cli cli/command/container/commit.go. */
import { commitContainer } from '../../../../sim/engine/container/commit.ts';
import { containers, nothing } from '../toolkit/candidates.ts';
import { requireName } from '../toolkit/each.ts';
import { checkReference } from '../toolkit/image-reference.ts';
import { StatusError } from '../toolkit/status-error.ts';
import { between } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { bool, list, string } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['container commit', 'commit'],
  usage: '[OPTIONS] CONTAINER [REPOSITORY[:TAG]]',
  summary: "Create a new image from a container's changes",
  arguments: between(1, 2),
  complete: [containers(), nothing],
  interspersed: false,
  flags: {
    author: string('Author (e.g., "John Hannibal Smith <hannibal@a-team.com>")', 'a'),
    change: list('Apply Dockerfile instruction to the created image', 'c'),
    message: string('Commit message', 'm'),
    pause: bool('Pause container during commit', 'p', true),
  },
  run: async (context) => {
    const { flags } = context;
    const [container = '', repository = ''] = context.arguments;
    if (repository !== '') checkReference(repository);
    if (repository.includes('@')) throw new StatusError('refusing to create a tag with a digest reference');
    const id = commitContainer(context.engine(`Post /commit?container=${container}`), requireName(container), {
      reference: repository === '' ? undefined : repository,
      author: flags.author,
      comment: flags.message,
      pause: flags.pause,
      changes: flags.change,
    });
    await context.out(`${id}\n`);
  },
});
