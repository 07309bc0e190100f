/** docker stop: asks containers to end, and ends them when they do not. As docker/cli cli/command/container/stop.go. */
import { stopContainer } from '../../../../sim/engine/runtime/stop.ts';
import { containers } from '../toolkit/candidates.ts';
import { forEachArgument, requireName } from '../toolkit/each.ts';
import { waitFor } from '../toolkit/run/session.ts';
import { atLeast } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { stopFlags, stopOptions } from '../toolkit/stop-options.ts';

export default defineCommand({
  paths: ['container stop', 'stop'],
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  summary: 'Stop one or more running containers',
  arguments: atLeast(1),
  complete: [containers('running', 'paused')],
  flags: stopFlags,
  run: (context) => {
    const { process } = context;
    const options = stopOptions(context.flags, context.changed);
    return forEachArgument(context, (name) =>
      waitFor(process, stopContainer(context.engine(`Post /containers/${name}/stop`), requireName(name), options)),
    );
  },
});
