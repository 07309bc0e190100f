/** `sh`: dash 0.5.12's words and ways, on the same interpreter. */
import type { Program } from '../../../sim/kernel/types.ts';
import { builtinTable } from '../../bash/create-shell.ts';
import type { Builtin } from '../../bash/define-builtin.ts';
import { type RunInteractive, shellMain } from '../../bash/main.ts';

/** `builtins` and `runInteractive` as for bash; builtins that dash has not are left out by their own mark. */
export function createShProgram(builtins: Iterable<Builtin>, runInteractive: RunInteractive): Program {
  const table = builtinTable(builtins);
  return { name: 'sh', main: (process) => shellMain(process, { builtins: table, dialect: 'sh', runInteractive }) };
}
