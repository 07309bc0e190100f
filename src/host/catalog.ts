/** Finds everything that is one file to add: programs, shell builtins, docker's commands. The only place that uses import.meta.glob. */
import type { Builtin } from '../shell/bash/define-builtin.ts';
import { runInteractive } from '../shell/bash/interactive.ts';
import type { Shell } from '../shell/bash/shell.ts';
import type { DefinedProgram } from '../shell/programs/define-program.ts';
import type { Command } from '../shell/programs/docker/toolkit/define-command.ts';
import { createDockerProgram } from '../shell/programs/docker/toolkit/docker-program.ts';
import { createBashProgram } from '../shell/programs/shells/bash.ts';
import { createShProgram } from '../shell/programs/shells/sh.ts';
import { isHostProgram } from '../sim/content/host-tree.ts';
import type { ByteString } from '../sim/fs/bytes.ts';
import type { Program, ProgramTable } from '../sim/kernel/types.ts';

const programFiles = import.meta.glob<Program>('../shell/programs/{coreutils,findutils,misc,procps,text,util-linux,apt,extras}/*.ts', {
  eager: true,
  import: 'default',
});
const builtinFiles = import.meta.glob<Builtin>('../shell/bash/builtins/*.ts', { eager: true, import: 'default' });
const dockerFiles = import.meta.glob<Command>('../shell/programs/docker/{container,image,network,system,volume}/*.ts', {
  eager: true,
  import: 'default',
});

export interface Catalog {
  readonly programs: ProgramTable;
  /** Programs that the host has in /usr/bin, sorted. */
  readonly hostNames: readonly string[];
}

export function createCatalog(): Catalog {
  const docker = createDockerProgram(Object.values(dockerFiles));
  const table = new Map<string, Program>(Object.values(programFiles).map((program) => [program.name, program]));
  table.set('docker', docker);
  const complete = (shell: Shell, words: readonly ByteString[]) => {
    const name = (words[0] ?? '').replace(/^.*\//, '');
    if (name === 'docker') return docker.complete(words.slice(1), shell.process);
    const program = table.get(name);
    return isDefined(program) ? program.complete?.(words.slice(1)) : undefined;
  };
  const interactive = (shell: Shell) => runInteractive(shell, complete);
  const builtins = Object.values(builtinFiles);
  for (const program of [createBashProgram(builtins, interactive), createShProgram(builtins, interactive)]) table.set(program.name, program);
  return {
    programs: { find: (name) => table.get(name) },
    hostNames: [...table.keys()].filter(isHostProgram).sort(),
  };
}

const isDefined = (program: Program | undefined): program is DefinedProgram => program !== undefined && 'complete' in program;
