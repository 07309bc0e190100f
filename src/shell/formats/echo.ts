/** echo's words to its text: the options -n -e -E and their escapes, shared by bash's builtin and /bin/echo. As GNU coreutils 9.4 echo, bash 5.2. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { readEscape } from './escapes.ts';

/** What `echo WORDS` prints. `escapes`: whether -e holds without being asked for (xpg_echo, sh). */
export function echoText(words: readonly ByteString[], options: { readonly bash?: boolean; readonly escapes?: boolean } = {}): ByteString {
  let escapes = options.escapes ?? false;
  let newline = true;
  let first = 0;
  for (; first < words.length && /^-[neE]+$/.test(words[first] ?? ''); first++) {
    for (const letter of (words[first] ?? '').slice(1)) {
      if (letter === 'n') newline = false;
      else escapes = letter === 'e';
    }
  }
  const text = words.slice(first).join(' ');
  const end = newline ? '\n' : '';
  if (!escapes || !text.includes('\\')) return text + end;
  return interpret(text, options.bash ?? false, end);
}

function interpret(text: ByteString, bash: boolean, end: ByteString): ByteString {
  let result = '';
  for (let i = 0; i < text.length; ) {
    const next = text.indexOf('\\', i);
    if (next < 0) return result + text.slice(i) + end;
    const read = readEscape(text, next, { style: 'echo', bash });
    result += text.slice(i, next) + read.text;
    if (read.stop) return result;
    i = read.end;
  }
  return result + end;
}
