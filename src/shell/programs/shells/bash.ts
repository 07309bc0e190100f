/** `bash`: the shell as a program. */
import type { Program } from '../../../sim/kernel/types.ts';
import { builtinTable } from '../../bash/create-shell.ts';
import type { Builtin } from '../../bash/define-builtin.ts';
import { type RunInteractive, shellMain } from '../../bash/main.ts';

/** `builtins`: what a glob of bash/builtins gives. `runInteractive`: prompts and the line editor. */
export function createBashProgram(builtins: Iterable<Builtin>, runInteractive: RunInteractive): Program {
  const table = builtinTable(builtins);
  return { name: 'bash', main: (process) => shellMain(process, { builtins: table, dialect: 'bash', runInteractive }) };
}
