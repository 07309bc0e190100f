/**
 * Finds everything that is one file to add: programs, shell builtins, docker's commands. The only place that uses import.meta.glob.
 * What the first prompt needs is there at once; a program's own code comes when it is first run, while the machine stands still.
 */
import type { Builtin } from '../shell/bash/define-builtin.ts';
import { appendHistory } from '../shell/bash/append-history.ts';
import { exportNames } from '../shell/bash/export-names.ts';
import { runInteractive } from '../shell/bash/interactive.ts';
import type { Shell } from '../shell/bash/shell.ts';
import type { DefinedProgram } from '../shell/programs/define-program.ts';
import type { Command } from '../shell/programs/docker/toolkit/define-command.ts';
import init from '../shell/programs/misc/init.ts';
import { createBashProgram } from '../shell/programs/shells/bash.ts';
import { createShProgram } from '../shell/programs/shells/sh.ts';
import { isHostProgram } from '../sim/content/host-tree.ts';
import type { ByteString } from '../sim/fs/bytes.ts';
import type { Program, ProgramTable } from '../sim/kernel/types.ts';
import { type BuiltinTraits, lazyBuiltin } from './lazy-builtin.ts';
import { lazyDocker } from './lazy-docker.ts';
import { type LazyProgram, lazyProgram } from './lazy-program.ts';

const programFiles = import.meta.glob<Program>(
  ['../shell/programs/*/*.ts', '!../shell/programs/{docker,shells}/*.ts', '!../shell/programs/misc/init.ts'],
  {
    import: 'default',
  },
);
/** What startup files call, and what the interpreter must know more of than a name. */
const startupBuiltins = import.meta.glob<Builtin>(
  '../shell/bash/builtins/{alias,break,builtin,cd,colon,echo,eval,exec,exit,false,return,shift,shopt,source,test,unset}.ts',
  { eager: true, import: 'default' },
);
const otherBuiltins = import.meta.glob<Builtin>(
  [
    '../shell/bash/builtins/*.ts',
    '!../shell/bash/builtins/{alias,break,builtin,cd,colon,echo,eval,exec,exit,false,return,shift,shopt,source,test,unset}.ts',
  ],
  { import: 'default' },
);
/** Of those that come later: which names they have beside their file's, and which dash has too. A law holds this to the files. */
export const laterBuiltins: Readonly<Record<string, BuiltinTraits>> = {
  command: { inSh: true },
  complete: { alsoNamed: ['compgen', 'compopt'] },
  declare: { alsoNamed: ['typeset', 'local', 'export', 'readonly'], declares: true, inSh: true, meanwhile: exportNames },
  dirs: { alsoNamed: ['pushd', 'popd'] },
  fg: { alsoNamed: ['bg'], inSh: true },
  history: { meanwhile: appendHistory },
  mapfile: { alsoNamed: ['readarray'] },
  ...Object.fromEntries(['set', 'times', 'trap'].map((name) => [name, { inSh: true }])),
  ...Object.fromEntries(
    ['getopts', 'hash', 'jobs', 'printf', 'pwd', 'read', 'type', 'ulimit', 'umask', 'unalias', 'wait'].map((name) => [
      name,
      { inSh: true },
    ]),
  ),
};
const dockerFiles = import.meta.glob<Command>('../shell/programs/docker/{container,image,network,system,volume}/*.ts', {
  import: 'default',
});

export interface Catalog {
  readonly programs: ProgramTable;
  /** Programs that the host has in /usr/bin, sorted. */
  readonly hostNames: readonly string[];
  /** Loads all that is not there yet, so that nothing has to wait for the network any more; with a `pause` before each part. */
  prefetch(pause: () => Promise<void>): Promise<void>;
}

export function createCatalog(): Catalog {
  const lazy = new Map(Object.entries(programFiles).map(([path, load]) => [nameOf(path), lazyProgram(nameOf(path), load)]));
  lazy.set('docker', lazyDocker(dockerFiles));
  const interactive = (shell: Shell) => runInteractive(shell, (asked, words) => completeFor(lazy, asked, words));
  const later = Object.entries(otherBuiltins).map(([path, load]) => lazyBuiltin(nameOf(path), laterBuiltins[nameOf(path)] ?? {}, load));
  const builtins = [...Object.values(startupBuiltins), ...later];
  const atOnce = [init, createBashProgram(builtins, interactive), createShProgram(builtins, interactive)];
  const table = new Map<string, Program>([...lazy, ...atOnce.map((program) => [program.name, program] as const)]);
  return {
    programs: { find: (name) => table.get(name) ?? notSimulated(name) },
    hostNames: [...table.keys()].filter(isHostProgram).sort(),
    async prefetch(pause) {
      for (const part of [...later, ...lazy.values()]) {
        await pause();
        await part.load();
      }
    },
  };
}

/** What an executable runs whose program we do not have: one marked line, and the status of what cannot be executed. */
const notSimulated = (name: string): Program => ({
  name,
  async main(process) {
    await process.write(2, `drydock: ${name} is not simulated\n`);
    return 126;
  },
});

/** A file's name is its program's name. */
const nameOf = (path: string): string => path.replace(/^.*\/|\.ts$/g, '');

/** What the program of a command line offers for its last word. */
async function completeFor(programs: ReadonlyMap<string, LazyProgram>, shell: Shell, words: readonly ByteString[]) {
  const name = nameOf(words[0] ?? '');
  const program = await programs.get(name)?.load();
  return completes(program) ? program.complete?.(words.slice(1), shell.process) : undefined;
}

type Completing = {
  readonly complete: ((words: readonly ByteString[], process: Shell['process']) => readonly ByteString[]) | DefinedProgram['complete'];
};

const completes = (program: Program | undefined): program is Program & Completing => program !== undefined && 'complete' in program;
