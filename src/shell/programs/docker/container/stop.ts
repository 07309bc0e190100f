/** docker stop: asks containers to end, and ends them when they do not. As docker/cli cli/command/container/stop.go. */
import { stopContainer } from '../../../../sim/engine/runtime/stop.ts';
import { containers } from '../toolkit/candidates.ts';
import { forEachArgument, requireName } from '../toolkit/each.ts';
import { waitFor } from '../toolkit/run/session.ts';
import { atLeast } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { another, deprecated, int, string } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['container stop', 'stop'],
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  summary: 'Stop one or more running containers',
  arguments: atLeast(1),
  complete: [containers('running', 'paused')],
  flags: {
    signal: string('Signal to send to the container', 's'),
    timeout: int('Seconds to wait before killing the container', 't'),
    time: deprecated(another('timeout', int('Seconds to wait before killing the container')), 'use --timeout instead'),
  },
  run: (context) => {
    const { flags, changed, process } = context;
    const options = {
      ...(changed.has('timeout') ? { timeout: flags.timeout } : {}),
      ...(flags.signal === '' ? {} : { signal: flags.signal }),
    };
    return forEachArgument(context, (name) =>
      waitFor(process, stopContainer(context.engine(`Post /containers/${name}/stop`), requireName(name), options)),
    );
  },
});
