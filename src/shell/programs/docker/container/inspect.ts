/** docker container inspect: containers as JSON or through a template. As docker/cli cli/command/container/inspect.go. */
import { inspectContainer } from '../../../../sim/engine/container/inspect.ts';
import { containers } from '../toolkit/candidates.ts';
import { requireName } from '../toolkit/each.ts';
import { inspectAll } from '../toolkit/inspect.ts';
import { atLeast } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { bool, objectFormat } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['container inspect'],
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  summary: 'Display detailed information on one or more containers',
  arguments: atLeast(1),
  complete: [containers()],
  flags: {
    format: objectFormat('f'),
    size: bool('Display total file sizes', 's'),
  },
  run: (context) => {
    const { flags } = context;
    return inspectAll(context, flags.format, (name) => {
      const engine = context.engine(`Get /containers/${name}/json`);
      return { value: inspectContainer(engine, requireName(name), { size: flags.size }), kind: 'container' };
    });
  },
});
