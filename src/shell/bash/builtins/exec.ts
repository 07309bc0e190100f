/** `exec`. */
import { defineBuiltin, parseFlags } from '../define-builtin.ts';
import { findProgram } from '../interp/lookup.ts';
import { isDirectory, runProgram } from '../interp/program.ts';
import type { Unwind } from '../shell.ts';

export default defineBuiltin({
  name: 'exec',
  usage: '[-cl] [-a name] [command [argument ...]] [redirection ...]',
  summary: 'Puts a program in the place of the shell.',
  inSh: true,
  async run(call) {
    const parsed = await parseFlags(call, 'cla:');
    if (!parsed) return 2;
    const { operands, flags, values } = parsed;
    if (operands.length === 0) return 0;
    const { shell } = call;
    const given = values.get('a') ?? operands[0] ?? '';
    const name = flags.has('l') ? `-${given}` : values.get('a');
    const options = {
      replace: true,
      ...(name === undefined ? {} : { name }),
      ...(flags.has('c') ? { environment: new Map<string, string>() } : {}),
    };
    if (findProgram(shell, operands[0] ?? '') === undefined) {
      await call.complain(`${operands[0]}: not found`);
      if (shell.state.interactive || shell.state.shopts.execfail) return 127;
      throw { unwind: 'exit', status: 127 } satisfies Unwind;
    }
    const status = await runProgram(shell, operands, options);
    if (status === 126 && isDirectory(shell, operands[0] ?? '')) await call.complain(`${operands[0]}: cannot execute: Is a directory`);
    if (shell.state.interactive || shell.state.shopts.execfail) return status;
    throw { unwind: 'exit', status } satisfies Unwind;
  },
});
