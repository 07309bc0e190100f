/** docker unpause: lets the processes of paused containers go on. As docker/cli cli/command/container/unpause.go. */
import { unpauseContainer } from '../../../../sim/engine/runtime/pause.ts';
import { containers } from '../toolkit/candidates.ts';
import { forEachArgument, requireName } from '../toolkit/each.ts';
import { atLeast } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';

export default defineCommand({
  paths: ['container unpause', 'unpause'],
  usage: 'CONTAINER [CONTAINER...]',
  summary: 'Unpause all processes within one or more containers',
  arguments: atLeast(1),
  complete: [containers('paused')],
  flags: {},
  run: (context) =>
    forEachArgument(context, (name) => unpauseContainer(context.engine(`Post /containers/${name}/unpause`), requireName(name))),
});
