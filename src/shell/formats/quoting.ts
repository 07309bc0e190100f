/** Names as GNU tools print them: gnulib quotearg's shell-escape, c and locale styles (gnu.org/software/gnulib). */
import { type ByteString, decodeUtf8, utf8 } from '../../sim/fs/bytes.ts';

export interface ShellEscapeOptions {
  /** Quotes even what needs none. */
  readonly always?: boolean;
  /** A colon needs quotes too (a name before `: `). */
  readonly colon?: boolean;
  /** The locale is UTF-8: its printable characters stand as they are. */
  readonly unicode?: boolean;
}

/** quotearg's shell-escape style: what a shell would read as this name again. */
export function shellEscape(name: ByteString, options: ShellEscapeOptions = {}): ByteString {
  const pieces = splitPrintable(name, options.unicode ?? false);
  const special = needsQuotes(name, options.colon ?? false);
  const plain = pieces.every(({ printable }) => printable);
  if (plain && !special && !options.always) return name;
  if (plain && name.includes("'") && !COMPATIBLE_BREAKERS.test(name)) return `"${name}"`;
  let text = "'";
  let inEscape = false;
  for (const { text: piece, printable } of pieces) {
    if (printable) {
      const quotedPiece = piece.replaceAll("'", "'\\''");
      text += inEscape ? (piece.startsWith("'") ? `'${quotedPiece.slice(1)}` : `''${quotedPiece}`) : quotedPiece;
    } else text += `${inEscape ? '' : "'$'"}${escapeShell(piece)}`;
    inEscape = !printable;
  }
  return `${text}'`;
}

/** Characters which C's and the shell's double quotes do not treat alike. */
const COMPATIBLE_BREAKERS = /[!"$&()*;<=>[^`|?\\{}]|(?!^)[#~]/;

function needsQuotes(name: ByteString, colon: boolean): boolean {
  if (name === '' || name === '{' || name === '}') return true;
  if (/[\s'"\\;&|<>()$`*?![=^\x00-\x1f\x7f]/.test(name) || /^[#~]/.test(name)) return true;
  return colon && name.includes(':');
}

interface Piece {
  readonly text: ByteString;
  readonly printable: boolean;
}

/** Runs of printable characters and single runs of bytes that must be escaped. */
function splitPrintable(name: ByteString, unicode: boolean): readonly Piece[] {
  if (!/[\x00-\x1f\x7f-\xff]/.test(name)) return [{ text: name, printable: true }];
  const pieces: { text: ByteString; printable: boolean }[] = [];
  for (let i = 0; i < name.length; ) {
    const length = printableLength(name, i, unicode);
    const piece = name.slice(i, i + Math.max(1, length));
    const last = pieces.at(-1);
    if (last && last.printable === length > 0) last.text += piece;
    else pieces.push({ text: piece, printable: length > 0 });
    i += piece.length;
  }
  return pieces;
}

/** How many bytes the printable character at `i` has; 0 when it is none. */
function printableLength(name: ByteString, i: number, unicode: boolean): number {
  const code = name.charCodeAt(i);
  if (code >= 32 && code < 127) return 1;
  if (code < 0xc2 || code > 0xf4 || !unicode) return 0;
  const length = code < 0xe0 ? 2 : code < 0xf0 ? 3 : 4;
  const character = decodeUtf8(name.slice(i, i + length));
  return /^[^\p{Cc}\p{Cs}\p{Cn}\p{Zl}\p{Zp}\ufffd]$/u.test(character) ? length : 0;
}

const NAMED: Readonly<Record<string, string>> = { '\x07': 'a', '\b': 'b', '\t': 't', '\n': 'n', '\v': 'v', '\f': 'f', '\r': 'r' };

const escapeShell = (bytes: ByteString): ByteString =>
  bytes.replace(/[\s\S]/g, (c) => `\\${NAMED[c] ?? c.charCodeAt(0).toString(8).padStart(3, '0')}`);

/** quotearg's c style without the outer quotes: `\n`, `\303`, `\"` and the backslash itself escaped. */
export function cEscape(name: ByteString, unicode = false, quote = '"'): ByteString {
  return splitPrintable(name, unicode)
    .map(({ text, printable }) => (printable ? text.replace(/\\/g, '\\\\').replaceAll(quote, `\\${quote}`) : escapeShell(text)))
    .join('');
}

/**
 * quotearg's locale style, `quote()` of coreutils: in the marks U+2018 and U+2019, which ProgramIo prints as ‘ ’ in a UTF-8
 * locale and as ' ' in C. (They are no bytes, so nothing else can be mistaken for them.)
 */
export const localeQuoted = (name: ByteString): string => `\u2018${cEscape(name, true, "'")}\u2019`;

/** A message that may hold `localeQuoted` names, as bytes in the locale. */
export const inLocale = (text: string, unicode: boolean): ByteString =>
  text.includes('\u2018')
    ? text.replaceAll('\u2018', unicode ? utf8('\u2018') : "'").replaceAll('\u2019', unicode ? utf8('\u2019') : "'")
    : text;

/** Whether LC_CTYPE's locale has the UTF-8 encoding. */
export function isUnicodeLocale(environment: ReadonlyMap<ByteString, ByteString>): boolean {
  const name = environment.get('LC_ALL') || environment.get('LC_CTYPE') || environment.get('LANG') || 'C';
  return /utf-?8/i.test(name);
}
