/** `pwd`. */
import { FsError } from '../../../sim/fs/errno.ts';
import { defineBuiltin, readFlags, type BuiltinCall } from '../define-builtin.ts';
import { getValue } from '../variables.ts';

export default defineBuiltin({
  name: 'pwd',
  usage: '[-LP]',
  summary: 'Prints the working directory.',
  inSh: true,
  run(call) {
    const parsed = readFlags(call.arguments, 'LP');
    if ('problem' in parsed) return complain(call, parsed.problem);
    const physical = parsed.flags.has('P') || (call.shell.state.options.physical && !parsed.flags.has('L'));
    const logical = getValue(call.shell, 'PWD');
    try {
      const path = physical || !logical?.startsWith('/') ? call.shell.process.cwd() : logical;
      const written = call.out(`${path}\n`);
      return written instanceof Promise ? written.then(() => 0) : 0;
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      return Promise.resolve(
        call.complain(`error retrieving current directory: getcwd: cannot access parent directories: ${error.text}`),
      ).then(() => 1);
    }
  },
});

async function complain(call: BuiltinCall, problem: string): Promise<number> {
  await call.complain(problem);
  return call.usage();
}
