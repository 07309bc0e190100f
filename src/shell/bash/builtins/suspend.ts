/** `suspend`: stops the shell. */
import { defineBuiltin, parseFlags } from '../define-builtin.ts';

export default defineBuiltin({
  name: 'suspend',
  usage: '[-f]',
  summary: 'Stops this shell until it is continued.',
  async run(call) {
    const parsed = await parseFlags(call, 'f');
    if (!parsed) return 2;
    const { state, process } = call.shell;
    if (!parsed.flags.has('f') && (!state.options.monitor || state.login)) {
      await call.complain(state.options.monitor ? 'cannot suspend a login shell' : 'cannot suspend: no job control');
      return 1;
    }
    process.kill(process.pid, 'STOP');
    return 0;
  },
});
