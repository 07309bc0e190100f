/** docker run: a new container, started and attached. As docker/cli cli/command/container/run.go. */
import type { Engine } from '../../../../sim/engine/engine.ts';
import { startContainer } from '../../../../sim/engine/runtime/start.ts';
import type { CommandContext } from '../toolkit/command-context.ts';
import { images, nothing } from '../toolkit/candidates.ts';
import { createContainerFor } from '../toolkit/run/create-container.ts';
import { createRequest } from '../toolkit/run/create-request.ts';
import { runAttached } from '../toolkit/run/run-attached.ts';
import { runError } from '../toolkit/run/run-error.ts';
import { notSimulatedFlag } from '../toolkit/run/not-simulated.ts';
import { runFlags } from '../toolkit/run/run-flags.ts';
import { requireTerminal, waitFor } from '../toolkit/run/session.ts';
import { StatusError } from '../toolkit/status-error.ts';
import { atLeast } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';

export default defineCommand({
  paths: ['container run', 'run'],
  usage: '[OPTIONS] IMAGE [COMMAND] [ARG...]',
  summary: 'Create and run a new container from an image',
  arguments: atLeast(1),
  complete: [images, nothing],
  interspersed: false,
  flags: runFlags,
  texts: () => import('../toolkit/run/run-flag-texts.ts').then((apart) => apart.runTexts),
  run: async (context) => {
    const { flags, changed, process } = context;
    if (flags.detach && flags.attach.length > 0) throw new StatusError('conflicting options: cannot specify both --attach and --detach');
    try {
      checkPull(flags.pull);
      const request = await createRequest({ process, flags, changed, words: context.arguments, detached: flags.detach });
      const missing = notSimulatedFlag(changed, flags);
      if (missing !== undefined) {
        await context.err(`drydock: docker run ${missing} is not simulated\n`);
        return 125;
      }
      const { AttachStdin: stdin = false, AttachStdout: stdout = false, AttachStderr: stderr = false } = request.config;
      if (!flags.detach) requireTerminal(process, stdin, flags.tty);
      const engine = context.engine('Head /_ping');
      const id = await createContainerFor(context, engine, request, flags);
      if (!stdin && !stdout && !stderr) {
        return await startDetached(context, engine, id);
      }
      return await runAttached(process, engine, id, {
        ...{ stdin, stdout, stderr },
        tty: flags.tty,
        detachKeys: flags['detach-keys'],
        signals: flags['sig-proxy'] && !flags.tty,
        removed: flags.rm,
        start: () => startContainer(engine, id),
      });
    } catch (error) {
      throw runError(error);
    }
  },
});

/** The ID is printed in the end, whatever comes of the start. */
async function startDetached(context: CommandContext, engine: Engine, id: string): Promise<number> {
  try {
    await waitFor(context.process, startContainer(engine, id));
    return 0;
  } finally {
    await context.out(`${id}\n`);
  }
}

function checkPull(pull: string): void {
  if (!['always', 'missing', 'never', ''].includes(pull)) {
    throw new StatusError(`invalid pull option: '${pull}': must be one of "always", "missing" or "never"`, 125);
  }
}
