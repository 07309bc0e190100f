/** docker rename: another name for a container. As docker/cli cli/command/container/rename.go. */
import { renameContainer } from '../../../../sim/engine/container/rename.ts';
import { containers, nothing } from '../toolkit/candidates.ts';
import { messageOf } from '../toolkit/each.ts';
import { StatusError } from '../toolkit/status-error.ts';
import { exactly } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';

export default defineCommand({
  paths: ['container rename', 'rename'],
  usage: 'CONTAINER NEW_NAME',
  summary: 'Rename a container',
  arguments: exactly(2),
  complete: [containers(), nothing],
  flags: {},
  run: (context) => {
    const [from = '', to = ''] = context.arguments.map((name) => name.trim());
    if (from === '' || to === '') throw new StatusError('Error: Neither old nor new names may be empty');
    try {
      context.engine(`Post /containers/${from}/rename?name=${to}`).change('rename', renameContainer(from, to));
    } catch (error) {
      const message = messageOf(error);
      if (message === undefined) throw error;
      throw new StatusError(`${message}\nError: failed to rename container named ${from}`);
    }
  },
});
