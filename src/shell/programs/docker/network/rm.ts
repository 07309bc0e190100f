/** docker network rm: what cannot be removed is said at once. As docker/cli cli/command/network/remove.go. */
import { EngineError } from '../../../../sim/engine/engine-error.ts';
import { removeNetwork } from '../../../../sim/engine/network/networks.ts';
import { networks } from '../toolkit/candidates.ts';
import { messageOf, requireName } from '../toolkit/each.ts';
import { StatusError } from '../toolkit/status-error.ts';
import { atLeast } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { bool } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['network rm', 'network remove'],
  usage: 'NETWORK [NETWORK...]',
  summary: 'Remove one or more networks',
  arguments: atLeast(1),
  complete: [networks],
  flags: {
    force: bool('Do not error if the network does not exist', 'f'),
  },
  run: async (context) => {
    let failed = false;
    for (const name of context.arguments) {
      try {
        await context.out(`${context.engine(`Delete /networks/${name}`).ask('network rm', removeNetwork(requireName(name, 'network')))}\n`);
      } catch (error) {
        const message = messageOf(error);
        if (message === undefined) throw error;
        if (context.flags.force && error instanceof EngineError && error.kind === 'notFound') continue;
        await context.err(`${message}\n`);
        failed = true;
      }
    }
    if (failed) throw new StatusError('exit status 1');
  },
});
