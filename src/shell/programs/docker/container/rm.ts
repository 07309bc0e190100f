/** docker rm: removes containers. As docker/cli cli/command/container/rm.go. */
import { EngineError } from '../../../../sim/engine/engine-error.ts';
import { removeLink } from '../../../../sim/engine/container/links.ts';
import { removeContainer } from '../../../../sim/engine/container/remove.ts';
import { containers } from '../toolkit/candidates.ts';
import { messageOf } from '../toolkit/each.ts';
import { StatusError } from '../toolkit/status-error.ts';
import { waitFor } from '../toolkit/run/session.ts';
import { atLeast } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { bool } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['container rm', 'container remove', 'rm'],
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  summary: 'Remove one or more containers',
  arguments: atLeast(1),
  complete: [containers()],
  flags: {
    force: bool('Force the removal of a running container (uses SIGKILL)', 'f'),
    link: bool('Remove the specified link', 'l'),
    volumes: bool('Remove anonymous volumes associated with the container', 'v'),
  },
  run: async (context) => {
    const { flags } = context;
    const errors: string[] = [];
    let failed = false;
    for (const argument of context.arguments) {
      const name = argument.replace(/^\/+|\/+$/g, '');
      try {
        if (name === '') throw new StatusError('container name cannot be empty');
        const engine = context.engine(`Delete /containers/${name}`);
        if (flags.link) engine.change('rm', removeLink(name));
        else await waitFor(context.process, removeContainer(engine, name, { force: flags.force, volumes: flags.volumes }));
        await context.out(`${argument}\n`);
      } catch (error) {
        const message = messageOf(error);
        if (message === undefined) throw error;
        if (!(flags.force && error instanceof EngineError && error.kind === 'notFound')) failed = true;
        errors.push(message);
      }
    }
    if (failed) throw new StatusError(errors.join('\n'));
    if (errors.length > 0) await context.err(`${errors.join('\n')}\n`);
    return 0;
  },
});
