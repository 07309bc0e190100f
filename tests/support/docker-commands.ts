/** All files of docker commands, as the host's catalog finds them. */
import { createDockerProgram, type DockerProgram } from '../../src/shell/programs/docker/toolkit/docker-program.ts';
import type { Command } from '../../src/shell/programs/docker/toolkit/define-command.ts';

/** Path of the file → its command. */
export const commandFiles: Readonly<Record<string, Command>> = import.meta.glob<Command>(
  ['../../src/shell/programs/docker/*/*.ts', '!../../src/shell/programs/docker/toolkit/*.ts'],
  { eager: true, import: 'default' },
);

export const dockerProgram = (): DockerProgram => createDockerProgram(Object.values(commandFiles));
