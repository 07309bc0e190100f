/** The escapes of `$'…'`, and of echo -e and printf %b. As bash's ansicstr. */
import { type ByteString, utf8 } from '../../../sim/fs/bytes.ts';

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '?': '?',
};

/** What a backslash sequence means; `length` counts from the backslash. */
export interface Escape {
  readonly text: ByteString;
  readonly length: number;
}

/** Reads the sequence at `at` (a backslash) of `$'…'`; unknown ones stay as they are. */
function readAnsiEscape(text: ByteString, at: number): Escape {
  const char = text[at + 1];
  if (char === undefined) return { text: '\\', length: 1 };
  const simple = SIMPLE[char];
  if (simple !== undefined) return { text: simple, length: 2 };
  if (char >= '0' && char <= '7') return numbered(text, at + 1, /^[0-7]{1,3}/, 8, 1);
  if (char === 'x') return text[at + 2] === '{' ? bracedHex(text, at) : numbered(text, at + 2, /^[0-9a-fA-F]{1,2}/, 16, 2);
  if (char === 'u') return unicode(text, at, /^[0-9a-fA-F]{1,4}/);
  if (char === 'U') return unicode(text, at, /^[0-9a-fA-F]{1,8}/);
  if (char === 'c' && at + 2 < text.length) return control(text, at);
  return { text: `\\${char}`, length: 2 };
}

function bracedHex(text: ByteString, at: number): Escape {
  const digits = /^\{([0-9a-fA-F]*)\}?/.exec(text.slice(at + 2, at + 20));
  if (!digits?.[1]) return { text: '\\x', length: 2 };
  return { text: String.fromCharCode(Number.parseInt(digits[1], 16) & 255), length: 2 + digits[0].length };
}

function control(text: ByteString, at: number): Escape {
  const char = text[at + 2] ?? '';
  const double = char === '\\' && text[at + 3] === '\\';
  return { text: char === '?' ? '\x7f' : String.fromCharCode(char.toUpperCase().charCodeAt(0) & 0x1f), length: double ? 4 : 3 };
}

/** Digits at `start` as one byte; `before`: how many characters stand between the backslash and them. */
function numbered(text: ByteString, start: number, digits: RegExp, base: number, before: number): Escape {
  const found = digits.exec(text.slice(start, start + 3));
  if (!found) return { text: text.slice(start - before, start), length: before };
  return { text: String.fromCharCode(Number.parseInt(found[0], base) & 255), length: before + found[0].length };
}

function unicode(text: ByteString, at: number, digits: RegExp): Escape {
  const found = digits.exec(text.slice(at + 2, at + 10));
  if (!found) return { text: text.slice(at, at + 2), length: 2 };
  return { text: encodePoint(Number.parseInt(found[0], 16)), length: 2 + found[0].length };
}

/** A code point in UTF-8. */
function encodePoint(point: number): ByteString {
  return point > 0x10ffff ? '' : utf8(String.fromCodePoint(point));
}

/** The inside of `$'…'` decoded; it ends at a NUL, as a C string does. */
export function decodeAnsiC(text: ByteString): ByteString {
  if (!text.includes('\\')) return text;
  let out = '';
  for (let at = 0; at < text.length; ) {
    if (text[at] !== '\\') {
      const next = text.indexOf('\\', at);
      out += text.slice(at, next < 0 ? text.length : next);
      at = next < 0 ? text.length : next;
      continue;
    }
    const sequence = readAnsiEscape(text, at);
    if (sequence.text === '\0') return out;
    out += sequence.text;
    at += sequence.length;
  }
  return out;
}
