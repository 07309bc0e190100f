/** docker diff: what a container has changed in its image's files. As docker/cli cli/command/container/diff.go. */
import { containerChanges } from '../../../../sim/engine/container/diff.ts';
import { containers } from '../toolkit/candidates.ts';
import { requireName } from '../toolkit/each.ts';
import { exactly } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';

export default defineCommand({
  paths: ['container diff', 'diff'],
  usage: 'CONTAINER',
  summary: "Inspect changes to files or directories on a container's filesystem",
  arguments: exactly(1),
  complete: [containers()],
  flags: {},
  run: async (context) => {
    const name = requireName(context.arguments[0] ?? '');
    const changes = containerChanges(context.engine(`Get /containers/${name}/changes`), name);
    const { process } = context;
    for (let i = 0; i < changes.length; i += LINES_AT_ONCE) {
      const lines = changes.slice(i, i + LINES_AT_ONCE).map(({ kind, path }) => `${kind} ${path}\n`);
      await context.out(lines.join(''));
      await process.tick(lines.length);
    }
  },
});

/** Written together; a tick between keeps a long list interruptible. */
const LINES_AT_ONCE = 256;
