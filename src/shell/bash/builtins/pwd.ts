/** `pwd`. */
import { FsError } from '../../../sim/fs/errno.ts';
import { defineBuiltin, readFlags, type BuiltinCall } from '../define-builtin.ts';
import { currentPlace } from '../directories.ts';

export default defineBuiltin({
  name: 'pwd',
  usage: '[-LP]',
  summary: 'Prints the working directory.',
  inSh: true,
  run(call) {
    const parsed = readFlags(call.arguments, 'LP');
    if ('problem' in parsed) return complain(call, parsed.problem);
    const physical = parsed.flags.has('P') || (call.shell.state.options.physical && !parsed.flags.has('L'));
    try {
      const here = call.shell.process.cwd();
      const path = physical ? here : currentPlace(call.shell);
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
