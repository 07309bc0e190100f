/** docker wait: until containers have stopped; prints their exit codes. As docker/cli cli/command/container/wait.go. */
import { waitContainer } from '../../../../sim/engine/runtime/wait.ts';
import { containers } from '../toolkit/candidates.ts';
import { forEachArgument, requireName } from '../toolkit/each.ts';
import { waitFor } from '../toolkit/run/session.ts';
import { atLeast } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';

export default defineCommand({
  paths: ['container wait', 'wait'],
  usage: 'CONTAINER [CONTAINER...]',
  summary: 'Block until one or more containers stop, then print their exit codes',
  arguments: atLeast(1),
  complete: [containers('running', 'paused')],
  flags: {},
  run: (context) =>
    forEachArgument(context, async (name) => {
      const engine = context.engine(`Post /containers/${name}/wait?condition=`);
      return String(await waitFor(context.process, waitContainer(engine, requireName(name), 'not-running')));
    }),
});
