/** docker start: starts containers, and with -a or -i attaches to one. As docker/cli cli/command/container/start.go. */
import { getContainer } from '../../../../sim/engine/container/find.ts';
import { startContainer } from '../../../../sim/engine/runtime/start.ts';
import { containers } from '../toolkit/candidates.ts';
import { messageOf, requireName } from '../toolkit/each.ts';
import { runAttached } from '../toolkit/run/run-attached.ts';
import { waitFor } from '../toolkit/run/session.ts';
import { StatusError } from '../toolkit/status-error.ts';
import type { CommandContext } from '../toolkit/command-context.ts';
import { atLeast } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { bool, hidden, string } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['container start', 'start'],
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  summary: 'Start one or more stopped containers',
  arguments: atLeast(1),
  complete: [containers('created', 'exited')],
  flags: {
    attach: bool('Attach STDOUT/STDERR and forward signals', 'a'),
    'detach-keys': string('Override the key sequence for detaching a container'),
    interactive: bool("Attach container's STDIN", 'i'),
    checkpoint: hidden(string('Restore from this checkpoint')),
    'checkpoint-dir': hidden(string('Use a custom checkpoint storage directory')),
  },
  run: async (context) => {
    const { flags, process } = context;
    if (flags.checkpoint !== '') {
      await context.err('drydock: docker start --checkpoint is not simulated\n');
      return 1;
    }
    if (!flags.attach && !flags.interactive) return startAll(context);
    if (context.arguments.length > 1) throw new StatusError('you cannot start and attach multiple containers at once');
    const name = requireName(context.arguments[0] ?? '');
    const engine = context.engine(`Get /containers/${name}/json`);
    const { id, config } = getContainer(engine.state, name);
    return runAttached(process, engine, id, {
      stdin: flags.interactive && config.OpenStdin,
      stdout: true,
      stderr: true,
      tty: config.Tty,
      detachKeys: flags['detach-keys'],
      signals: !config.Tty,
      start: () => startContainer(engine, id),
    });
  },
});

async function startAll(context: CommandContext): Promise<number> {
  const failed: string[] = [];
  for (const name of context.arguments) {
    try {
      await waitFor(context.process, startContainer(context.engine(`Post /containers/${name}/start`), requireName(name)));
      await context.out(`${name}\n`);
    } catch (error) {
      const message = messageOf(error);
      if (message === undefined) throw error;
      await context.err(`${message}\n`);
      failed.push(name);
    }
  }
  if (failed.length > 0) throw new StatusError(`Error: failed to start containers: ${failed.join(', ')}`);
  return 0;
}
