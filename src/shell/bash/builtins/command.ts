/** `command`: past functions, or where a command comes from. */
import { defineBuiltin, parseFlags } from '../define-builtin.ts';
import { STANDARD_PATH } from '../interp/lookup.ts';
import { describeCommand } from '../describe-command.ts';

export default defineBuiltin({
  name: 'command',
  usage: '[-pVv] command [arg ...]',
  summary: 'Runs a builtin or program though a function has its name; -v tells what it is.',
  inSh: true,
  async run(call) {
    const parsed = await parseFlags(call, 'pVv');
    if (!parsed) return 2;
    const { operands, flags } = parsed;
    if (operands.length === 0) return 0;
    // dash looks at the first alone
    const asked = call.shell.dialect === 'sh' ? operands.slice(0, 1) : operands;
    if (!flags.has('v') && !flags.has('V')) {
      const result = call.shell.actions.runWords(call.shell, operands, { skipFunctions: true, standardPath: flags.has('p') });
      return result instanceof Promise ? await result : result;
    }
    let status = 1;
    for (const name of asked) {
      const style = flags.has('V') ? 'sentence' : 'short';
      const text = describeCommand(call.shell, name, style, flags.has('p') ? { path: STANDARD_PATH } : {})[0];
      if (text !== undefined) {
        await call.out(text);
        status = 0;
      } else if (flags.has('V')) await call.complain(`${name}: not found`);
    }
    return status;
  },
});
