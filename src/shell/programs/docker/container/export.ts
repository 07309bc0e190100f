/** docker export: a container's files as a tar archive. As docker/cli cli/command/container/export.go. */
import { exportContainer } from '../../../../sim/engine/container/export.ts';
import { containers } from '../toolkit/candidates.ts';
import { requireName } from '../toolkit/each.ts';
import { checkOutput, writeOutput } from '../toolkit/output-file.ts';
import { exactly } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { string } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['container export', 'export'],
  usage: '[OPTIONS] CONTAINER',
  summary: "Export a container's filesystem as a tar archive",
  arguments: exactly(1),
  complete: [containers()],
  flags: {
    output: string('Write to a file, instead of STDOUT', 'o'),
  },
  run: async (context) => {
    const name = requireName(context.arguments[0] ?? '');
    checkOutput(context.process, context.flags.output, 'failed to export container');
    await writeOutput(context, context.flags.output, await exportContainer(context.engine(`Get /containers/${name}/export`), name));
  },
});
