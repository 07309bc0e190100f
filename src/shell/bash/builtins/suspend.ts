/** `suspend`: stops the shell. */
import { defineBuiltin, parseFlags } from '../define-builtin.ts';
import { controlsJobs } from '../interp/jobs.ts';

export default defineBuiltin({
  name: 'suspend',
  usage: '[-f]',
  summary: 'Stops this shell until it is continued.',
  async run(call) {
    const parsed = await parseFlags(call, 'f');
    if (!parsed) return 2;
    const { state, process } = call.shell;
    if (!parsed.flags.has('f') && (!controlsJobs(call.shell) || state.login)) {
      await call.complain(controlsJobs(call.shell) ? 'cannot suspend a login shell' : 'cannot suspend: no job control');
      return 1;
    }
    process.kill(process.pid, 'STOP');
    return 0;
  },
});
