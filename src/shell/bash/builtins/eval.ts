/** `eval`. */
import { defineBuiltin } from '../define-builtin.ts';
import { catching, ensuring } from '../interp/failures.ts';
import { after, isUnwind } from '../shell.ts';

export default defineBuiltin({
  name: 'eval',
  usage: '[arg ...]',
  summary: 'Runs its arguments as a command.',
  inSh: true,
  run(call) {
    let words = call.arguments;
    if (words[0] === '--') words = words.slice(1);
    else if (words[0]?.startsWith('-') && words[0].length > 1 && call.shell.dialect === 'bash')
      return after(call.complain(`${words[0].slice(0, 2)}: invalid option`), () => call.usage());
    const text = words.join(' ');
    const { state } = call.shell;
    if (text.trim() === '') return 0;
    return catching(
      () => {
        state.traceDepth++;
        return ensuring(
          () => call.shell.actions.runText(call.shell, text, { firstLine: state.line || 1, label: 'eval' }),
          () => {
            state.traceDepth--;
          },
        );
      },
      (error) => {
        if (isUnwind(error) && error.unwind === 'abandon' && !state.interactive) return error.status;
        throw error;
      },
    );
  },
});
