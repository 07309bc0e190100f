/** docker restart: stops containers and starts them again. As docker/cli cli/command/container/restart.go. */
import { restartContainer } from '../../../../sim/engine/runtime/stop.ts';
import { containers } from '../toolkit/candidates.ts';
import { forEachArgument, requireName } from '../toolkit/each.ts';
import { waitFor } from '../toolkit/run/session.ts';
import { atLeast } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { stopFlags, stopOptions } from '../toolkit/stop-options.ts';

export default defineCommand({
  paths: ['container restart', 'restart'],
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  summary: 'Restart one or more containers',
  arguments: atLeast(1),
  complete: [containers()],
  flags: stopFlags,
  run: (context) => {
    const { process } = context;
    const options = stopOptions(context.flags, context.changed);
    return forEachArgument(context, (name) =>
      waitFor(process, restartContainer(context.engine(`Post /containers/${name}/restart`), requireName(name), options)),
    );
  },
});
