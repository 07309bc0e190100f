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
    run: ({ arguments: [word = ''] }) => {
      const typed = ['create', 'ls', 'rm'].includes(word) ? `${path} ${word}` : path;
      throw new StatusError(`docker ${typed} is only supported on a Docker daemon with experimental features enabled`);
    },
  });

export const checkpointCommands = ['checkpoint'].map(refused);
