/** docker attach: one's own terminal or pipes on a running container. As docker/cli cli/command/container/attach.go. */
import { getContainer } from '../../../../sim/engine/container/find.ts';
import { containers } from '../toolkit/candidates.ts';
import { requireName } from '../toolkit/each.ts';
import { requireTerminal } from '../toolkit/run/session.ts';
import { runAttached } from '../toolkit/run/run-attached.ts';
import { StatusError } from '../toolkit/status-error.ts';
import { exactly } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { bool, string } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['container attach', 'attach'],
  usage: '[OPTIONS] CONTAINER',
  summary: 'Attach local standard input, output, and error streams to a running container',
  arguments: exactly(1),
  complete: [containers('running')],
  flags: {
    'detach-keys': string('Override the key sequence for detaching a container'),
    'no-stdin': bool('Do not attach STDIN'),
    'sig-proxy': bool('Proxy all received signals to the process', undefined, true),
  },
  run: async (context) => {
    const { flags, process } = context;
    const name = requireName(context.arguments[0] ?? '');
    const engine = context.engine(`Get /containers/${name}/json`);
    const { id, config, state } = getContainer(engine.state, name);
    if (state.status === 'paused') throw new StatusError('You cannot attach to a paused container, unpause it first');
    if (state.status === 'restarting') throw new StatusError('You cannot attach to a restarting container, wait until it is running');
    if (state.status !== 'running') throw new StatusError('You cannot attach to a stopped container, start it first');
    const stdin = !flags['no-stdin'] && config.OpenStdin;
    requireTerminal(process, !flags['no-stdin'], config.Tty);
    return runAttached(process, engine, id, {
      stdin,
      stdout: true,
      stderr: true,
      tty: config.Tty,
      detachKeys: flags['detach-keys'],
      signals: flags['sig-proxy'] && !config.Tty,
      redraw: true,
      detachedMessage: 'read escape sequence',
    });
  },
});
