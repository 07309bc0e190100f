/** `logout`: `exit` for login shells. */
import { defineBuiltin } from '../define-builtin.ts';
import { leaveShell } from '../interp/leave.ts';

export default defineBuiltin({
  name: 'logout',
  usage: '[n]',
  summary: 'Ends a login shell.',
  async run(call) {
    if (!call.shell.state.login) {
      await call.complain("not login shell: use `exit'");
      return 1;
    }
    return leaveShell(call.shell, Number(call.arguments[0] ?? call.shell.state.lastStatus) & 255);
  },
});
