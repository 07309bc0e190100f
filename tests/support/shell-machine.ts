/** A tiny machine with bash and the programs that tests of the shell need. */
import type { Builtin } from '../../src/shell/bash/define-builtin.ts';
import { runInteractive } from '../../src/shell/bash/interactive.ts';
import { createBashProgram } from '../../src/shell/programs/shells/bash.ts';
import { createShProgram } from '../../src/shell/programs/shells/sh.ts';
import { standardMounts } from '../../src/sim/kernel/mounts.ts';
import type { Program } from '../../src/sim/kernel/types.ts';
import { createTinyMachine, type Main, type TinyMachine, type TinyMachineOptions } from './tiny-machine.ts';

const builtinFiles = import.meta.glob<Builtin>('../../src/shell/bash/builtins/*.ts', { eager: true, import: 'default' });
const programFiles = import.meta.glob<Program>('../../src/shell/programs/{coreutils,findutils,misc,procps,text,util-linux}/*.ts', {
  eager: true,
  import: 'default',
});

export const BUILTINS: readonly Builtin[] = Object.values(builtinFiles);

export interface ShellRun {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

export interface ShellMachine extends TinyMachine {
  /** Runs `bash -c SCRIPT`, or with other arguments. */
  bash(script: string, options?: { readonly stdin?: string; readonly arguments?: readonly string[] }): Promise<ShellRun>;
  sh(script: string): Promise<ShellRun>;
  /** A directory's own path and all paths below it. */
  walk(path: string): readonly string[];
}

export function createShellMachine(options: TinyMachineOptions = {}): ShellMachine {
  const programs: Record<string, Main> = {};
  for (const program of Object.values(programFiles))
    if (typeof program?.main === 'function') programs[program.name] = (process) => program.main(process);
  const bash = createBashProgram(BUILTINS, (shell) => runInteractive(shell));
  const sh = createShProgram(BUILTINS, (shell) => runInteractive(shell));
  programs['bash'] = (process) => bash.main(process);
  programs['sh'] = (process) => sh.main(process);
  const machine = createTinyMachine({
    mountsOf: (kernel) => standardMounts({ kernel }),
    ...options,
    programs: { ...programs, ...options.programs },
  });
  const run = async (argv: readonly string[], stdin: string | undefined): Promise<ShellRun> => {
    const result = await machine.run(argv, stdin === undefined ? {} : { stdin });
    return { stdout: result.stdout, stderr: result.stderr, status: 'exited' in result.status ? result.status.exited : 255 };
  };
  return {
    ...machine,
    bash: (script, { stdin, arguments: words = ['-c'] } = {}) => run(['bash', ...words, script], stdin),
    walk: (path) => walk(machine, path),
    sh: (script) => run(['sh', '-c', script], undefined),
  };
}

function walk(machine: TinyMachine, path: string): readonly string[] {
  const below = machine.fs
    .readDir(path)
    .flatMap(({ name, type }) => (type === 'directory' ? walk(machine, `${path}/${name}`) : [`${path}/${name}`]));
  return [path, ...below];
}
