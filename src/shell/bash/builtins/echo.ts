/** `echo`. */
import { echoText } from '../../formats/echo.ts';
import { defineBuiltin } from '../define-builtin.ts';
import { after } from '../shell.ts';

export default defineBuiltin({
  name: 'echo',
  usage: '[-neE] [arg ...]',
  summary: 'Prints its arguments, parted by blanks, and a newline.',
  inSh: true,
  run(call) {
    const { shell } = call;
    if (!shell.process.isOpen(1) && !shell.sink) return after(call.complain('write error: Bad file descriptor'), () => 1);
    const written = call.out(
      shell.dialect === 'sh' ? dashEcho(call.arguments) : echoText(call.arguments, { bash: true, escapes: shell.state.shopts.xpg_echo }),
    );
    return written instanceof Promise ? written.then(() => 0) : 0;
  },
});

/** dash knows -n alone, and always interprets escapes. */
function dashEcho(words: readonly string[]): string {
  if (words.length === 0) return '\n';
  const bare = words[0] === '-n';
  const text = echoText(['--', ...(bare ? words.slice(1) : words)], { bash: true, escapes: true }).slice(3);
  return bare && text.endsWith('\n') ? text.slice(0, -1) : text;
}
