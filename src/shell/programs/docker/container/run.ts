/** docker run: a new container, started and attached. As docker/cli cli/command/container/run.go. */
import { startContainer } from '../../../../sim/engine/runtime/start.ts';
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
  run: async (context) => {
    const { flags, changed, process } = context;
    if (flags.detach && flags.attach.length > 0) throw new StatusError('conflicting options: cannot specify both --attach and --detach');
    try {
      checkPull(flags.pull);
      const request = createRequest({ process, flags, changed, words: context.arguments, detached: flags.detach });
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
        await waitFor(process, startContainer(engine, id));
        await context.out(`${id}\n`);
        return 0;
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

function checkPull(pull: string): void {
  if (!['always', 'missing', 'never', ''].includes(pull)) {
    throw new StatusError(`invalid pull option: '${pull}': must be one of "always", "missing" or "never"`, 125);
  }
}
