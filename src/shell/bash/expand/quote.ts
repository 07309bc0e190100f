/** Values printed so that a shell can read them again: `%q`, `${x@Q}`, `declare -p`, `set`, xtrace. As lib/sh/shquote.c. */
import type { ByteString } from '../../../sim/fs/bytes.ts';

const NAMED: Readonly<Record<string, string>> = {
  '\x07': 'a',
  '\b': 'b',
  '\x1b': 'E',
  '\f': 'f',
  '\n': 'n',
  '\r': 'r',
  '\t': 't',
  '\v': 'v',
  '\\': '\\',
  "'": "'",
};

/** Whether it holds bytes that only `$'…'` can show. `utf8`: bytes of UTF-8 characters are printable. */
function needsAnsiC(text: ByteString, utf8: boolean): boolean {
  if (/[\x00-\x1f\x7f]/.test(text)) return true;
  if (!/[\x80-\xff]/.test(text)) return false;
  return !utf8 || !/^(?:[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})*$/.test(text);
}

/** `$'…'`. */
function ansiCQuote(text: ByteString, utf8: boolean): ByteString {
  const high = utf8 ? /[\x00-\x1f\x7f'\\]/g : /[\x00-\x1f\x7f-\xff'\\]/g;
  return `$'${text.replace(high, (char) => `\\${NAMED[char] ?? char.charCodeAt(0).toString(8).padStart(3, '0')}`)}'`;
}

/** `'…'`, with `'\''` for quotes. */
export const singleQuote = (text: ByteString): ByteString => (text === "'" ? "\\'" : `'${text.replaceAll("'", "'\\''")}'`);

/** Backslashes before what means something: printf's `%q`. */
export function backslashQuote(text: ByteString, utf8: boolean): ByteString {
  if (text === '') return "''";
  if (needsAnsiC(text, utf8)) return ansiCQuote(text, utf8);
  return text.replace(/[ \t\n'"\\|&;()<>!{}*[?\]^$`,]|^[#~]|(?<=[:=])~/g, '\\$&');
}

/** `${x@Q}`: single quotes always. */
export const transformQuote = (text: ByteString, utf8: boolean): ByteString =>
  needsAnsiC(text, utf8) ? ansiCQuote(text, utf8) : singleQuote(text);

/** `declare -p`: double quotes. */
export function declareQuote(text: ByteString, utf8: boolean): ByteString {
  if (needsAnsiC(text, utf8)) return ansiCQuote(text, utf8);
  return `"${text.replace(/["\\$`]/g, '\\$&')}"`;
}

/** `set`, `alias`, `trap`: bare when it can be, else single quotes. */
export function plainQuote(text: ByteString, utf8: boolean): ByteString {
  if (text === '') return '';
  if (needsAnsiC(text, utf8)) return ansiCQuote(text, utf8);
  return /[ \t\n'"\\|&;()<>!{}*[?\]^$`]|^[#~]/.test(text) ? singleQuote(text) : text;
}

/** An associative array's key in `declare -p`. */
export function keyQuote(key: ByteString, utf8: boolean): ByteString {
  if (needsAnsiC(key, utf8)) return ansiCQuote(key, utf8);
  return key === '' || /[ \t\n'"\\|&;()<>!{}*[?\]^$`@~#]/.test(key) ? declareQuote(key, utf8) : key;
}

/** A word in xtrace's output. */
export function traceQuote(text: ByteString, utf8: boolean): ByteString {
  if (text === '') return "''";
  if (needsAnsiC(text.replace(/[\t\n]/g, ''), utf8)) return ansiCQuote(text, utf8);
  return /[ \t\n'"\\|&;()<>!{}*[?\]^$`]|^[#~]/.test(text) ? singleQuote(text) : text;
}
