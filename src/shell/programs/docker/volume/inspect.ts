/** docker volume inspect. As docker/cli cli/command/volume/inspect.go. */
import { inspectVolume } from '../../../../sim/engine/volume/list.ts';
import { volumes } from '../toolkit/candidates.ts';
import { inspectAll } from '../toolkit/inspect.ts';
import { requireName } from '../toolkit/each.ts';
import { atLeast } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { objectFormat } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['volume inspect'],
  usage: '[OPTIONS] VOLUME [VOLUME...]',
  summary: 'Display detailed information on one or more volumes',
  arguments: atLeast(1),
  complete: [volumes],
  flags: {
    format: objectFormat('f'),
  },
  run: (context) =>
    inspectAll(context, context.flags.format, (name) => ({
      value: inspectVolume(context.engine(`Get /volumes/${name}`).state, requireName(name, 'volume')),
      kind: 'volume',
    })),
});
