/** docker kill: sends a signal to containers. As docker/cli cli/command/container/kill.go. */
import { killContainer } from '../../../../sim/engine/runtime/stop.ts';
import { containers } from '../toolkit/candidates.ts';
import { forEachArgument, requireName } from '../toolkit/each.ts';
import { waitFor } from '../toolkit/run/session.ts';
import { atLeast } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { string } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['container kill', 'kill'],
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  summary: 'Kill one or more running containers',
  arguments: atLeast(1),
  complete: [containers('running', 'paused')],
  flags: {
    signal: string('Signal to send to the container', 's'),
  },
  run: (context) =>
    forEachArgument(context, (name) =>
      waitFor(context.process, killContainer(context.engine(`Post /containers/${name}/kill`), requireName(name), context.flags.signal)),
    ),
});
