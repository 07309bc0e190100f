/** docker pause: stops every process of containers, unseen by them. As docker/cli cli/command/container/pause.go. */
import { pauseContainer } from '../../../../sim/engine/runtime/pause.ts';
import { containers } from '../toolkit/candidates.ts';
import { forEachArgument, requireName } from '../toolkit/each.ts';
import { atLeast } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';

export default defineCommand({
  paths: ['container pause', 'pause'],
  usage: 'CONTAINER [CONTAINER...]',
  summary: 'Pause all processes within one or more containers',
  arguments: atLeast(1),
  complete: [containers('running')],
  flags: {},
  run: (context) => forEachArgument(context, (name) => pauseContainer(context.engine(`Post /containers/${name}/pause`), requireName(name))),
});
