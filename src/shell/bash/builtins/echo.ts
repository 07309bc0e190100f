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

/** dash knows -n alone, and always interprets escapes; `\c` ends the output. */
function dashEcho(words: readonly string[]): string {
  const bare = words[0] === '-n';
  const text = (bare ? words.slice(1) : words).join(' ');
  let out = '';
  for (const [piece, octal] of text.matchAll(/\\0([0-7]{0,3})|\\[\s\S]|[^\\]+|\\/g)) {
    if (piece === '\\c') return out;
    if (octal !== undefined) out += String.fromCharCode(Number.parseInt(octal || '0', 8) & 255);
    else out += piece.length === 2 && piece[0] === '\\' ? (ESCAPES[piece[1] ?? ''] ?? piece) : piece;
  }
  return bare ? out : `${out}\n`;
}

const ESCAPES: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\' };
