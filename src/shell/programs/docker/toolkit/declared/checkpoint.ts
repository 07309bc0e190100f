/** `docker checkpoint …`: as on a daemon without experimental features, where it is refused. */
import { anyNumber } from '../arity.ts';
import { defineCommand } from '../define-command.ts';
import { StatusError } from '../status-error.ts';

const refused = (path: string) =>
  defineCommand({
    paths: [path],
    usage: 'COMMAND',
    summary: 'Manage checkpoints',
    hidden: true,
    arguments: anyNumber,
    flags: {},
    run: () => {
      throw new StatusError(`docker ${path} is only supported on a Docker daemon with experimental features enabled`);
    },
  });

export const checkpointCommands = ['checkpoint', 'checkpoint create', 'checkpoint ls', 'checkpoint rm'].map(refused);
