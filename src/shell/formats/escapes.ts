/** Backslash escapes of printf's format, its %b, and echo -e: they differ in octals and in what they leave alone. As GNU coreutils 9.4, bash 5.2. */
import { type ByteString, utf8 } from '../../sim/fs/bytes.ts';

export interface Escape {
  readonly text: ByteString;
  /** Where the text goes on. */
  readonly end: number;
  /** `\c`: nothing more is printed. */
  readonly stop?: boolean;
  /** `\x` without a digit: coreutils' printf ends there, bash says so and prints it as it is. */
  readonly missingHex?: boolean;
}

export interface EscapeOptions {
  readonly style: 'printf' | 'percent-b' | 'echo';
  readonly bash?: boolean;
}

const NAMED: Readonly<Record<string, ByteString>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/** Reads the escape whose backslash stands at `at`. */
export function readEscape(text: ByteString, at: number, { style, bash = false }: EscapeOptions): Escape {
  const c = text.charAt(at + 1);
  const named = NAMED[c];
  if (named !== undefined) return { text: named, end: at + 2 };
  if (c === 'E' && (bash || style === 'echo')) return { text: '\x1b', end: at + 2 };
  if (c === 'c' && (style !== 'printf' || !bash)) return { text: '', end: at + 2, stop: true };
  if (c === '"' && style !== 'echo') return { text: '"', end: at + 2 };
  if ((c === "'" || c === '?') && bash && style !== 'echo') return { text: c, end: at + 2 };
  if (c === 'x') return hexadecimal(text, at, 2, 'byte');
  if ((c === 'u' || c === 'U') && (style !== 'echo' || bash)) return hexadecimal(text, at, c === 'u' ? 4 : 8, 'character');
  return octal(text, at, style) ?? { text: `\\${c}`, end: at + 1 + c.length };
}

function octal(text: ByteString, at: number, style: EscapeOptions['style']): Escape | undefined {
  // printf's format takes \NNN, echo \0NNN, %b both.
  const pattern = style === 'printf' ? /[0-7]{1,3}/y : style === 'echo' ? /0[0-7]{0,3}/y : /0[0-7]{0,3}|[1-7][0-7]{0,2}/y;
  pattern.lastIndex = at + 1;
  const digits = pattern.exec(text)?.[0];
  if (digits === undefined) return undefined;
  return { text: String.fromCharCode(Number.parseInt(digits, 8) & 0xff), end: at + 1 + digits.length };
}

function hexadecimal(text: ByteString, at: number, most: number, kind: 'byte' | 'character'): Escape {
  const digits = /^[0-9a-fA-F]*/.exec(text.slice(at + 2, at + 2 + most))?.[0] ?? '';
  if (digits === '') return { text: text.slice(at, at + 2), end: at + 2, missingHex: true };
  const code = Number.parseInt(digits, 16);
  const end = at + 2 + digits.length;
  if (kind === 'byte') return { text: String.fromCharCode(code), end };
  return { text: code > 0x10ffff ? '' : utf8(String.fromCodePoint(code)), end };
}
