/** docker create: a container that is not started yet. As docker/cli cli/command/container/create.go. */
import { images, nothing } from '../toolkit/candidates.ts';
import { createContainerFor } from '../toolkit/run/create-container.ts';
import { createRequest } from '../toolkit/run/create-request.ts';
import { notSimulatedFlag } from '../toolkit/run/not-simulated.ts';
import { createFlags } from '../toolkit/run/run-flags.ts';
import { StatusError } from '../toolkit/status-error.ts';
import { withHelpHint } from '../toolkit/run/run-error.ts';
import { atLeast } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';

export default defineCommand({
  paths: ['container create', 'create'],
  usage: '[OPTIONS] IMAGE [COMMAND] [ARG...]',
  summary: 'Create a new container',
  arguments: atLeast(1),
  complete: [images, nothing],
  interspersed: false,
  flags: createFlags,
  texts: () => import('../toolkit/run/run-flag-texts.ts').then((apart) => apart.createTexts),
  run: async (context) => {
    const { flags, changed, process } = context;
    const request = await parsed(() => createRequest({ process, flags, changed, words: context.arguments, detached: false }));
    const missing = notSimulatedFlag(changed, flags);
    if (missing !== undefined) {
      await context.err(`drydock: docker create ${missing} is not simulated\n`);
      return 125;
    }
    const engine = context.engine('Post /containers/create');
    const id = await createContainerFor(context, engine, request, flags);
    await context.out(`${id}\n`);
    return 0;
  },
});

/** What the client refuses in flags is dressed as in docker run; what the daemon refuses is not. */
async function parsed<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof StatusError) throw new StatusError(withHelpHint('create', error.message), error.status);
    throw error;
  }
}
