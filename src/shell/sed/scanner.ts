/** Reading a sed script character by character, and saying where it is wrong. As GNU sed 4.9 sed/compile.c. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { ScriptError } from './script.ts';

/** One -e argument, or a script file. */
export interface ScriptPiece {
  readonly text: ByteString;
  /** `-e expression #1`, or the file's name. */
  readonly title: ByteString;
  readonly isFile: boolean;
}

export class Scanner {
  readonly text: ByteString;
  readonly #piece: ScriptPiece;
  at = 0;

  constructor(piece: ScriptPiece) {
    this.#piece = piece;
    this.text = piece.text;
  }

  /** Throws ScriptError: sed counts the characters that it has read, or the lines of a file. */
  fail(why: string): never {
    const { title, isFile } = this.#piece;
    const read = Math.min(this.at, this.text.length);
    if (isFile) throw new ScriptError(`file ${title} line ${this.text.slice(0, read).split('\n').length}: ${why}`);
    throw new ScriptError(`${title}, char ${read}: ${why}`);
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  peek(): string {
    return this.text.charAt(this.at);
  }

  /** '' at the end. */
  next(): string {
    return this.text.charAt(this.at++);
  }

  skipBlanks(): void {
    while (/[ \t]/.test(this.peek())) this.at++;
  }

  /** The next character that is no blank. */
  nextNonBlank(): string {
    this.skipBlanks();
    return this.next();
  }

  number(): number | undefined {
    const digits = this.take(/\d+/y);
    return digits === '' ? undefined : Number(digits);
  }

  /** What a sticky pattern matches here, or ''. */
  take(pattern: RegExp): ByteString {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  takeLine(): ByteString {
    const line = this.take(/[^\n]*/y);
    this.at++;
    return line;
  }

  /** After a command: a separator, a comment, or a block's end. */
  endCommand(): void {
    const character = this.nextNonBlank();
    if (character === '}' || character === '#') this.at--;
    else if (character !== '' && character !== '\n' && character !== ';') this.fail('extra characters after command');
  }

  /** The rest of the line as a file's name. */
  fileName(): ByteString {
    this.skipBlanks();
    if (this.isAtEnd || this.peek() === '\n') this.fail('missing filename in r/R/w/W commands');
    return this.takeLine();
  }

  label(): ByteString {
    this.skipBlanks();
    return this.take(/[^\s;]*/y);
  }

  /** Up to an unescaped delimiter; undefined when there is none. In a regex `\n` is a newline and brackets hide the delimiter. */
  delimited(delimiter: string, isRegex: boolean): ByteString | undefined {
    let text = '';
    while (!this.isAtEnd) {
      const character = this.next();
      if (character === delimiter) return text;
      if (character === '\n' && isRegex) {
        this.at--;
        return undefined;
      }
      if (character === '\\') text += this.#escaped(delimiter, isRegex);
      else if (character === '[' && isRegex) {
        const bracket = this.take(/\^?\]?(?:\[[:.=][^\]\n]*[:.=]\]|[^\]\n])*\]/y);
        if (bracket === '') {
          this.take(/[^\n]*/y);
          return undefined;
        }
        text += `[${bracket.replace(/\\n/g, '\n').replace(/\\([tfvra\]])/g, (all, c: string) => PLAIN_ESCAPES[c] ?? all)}`;
      } else text += character;
    }
    return undefined;
  }

  #escaped(delimiter: string, isRegex: boolean): ByteString {
    const character = this.next();
    if (character === delimiter) return !isRegex && character === '&' ? '\\&' : character;
    if (character === 'n' && isRegex) return '\n';
    if (character === '\n') return isRegex ? '\n' : '\\\n';
    return `\\${character}`;
  }
}

const PLAIN_ESCAPES: Readonly<Record<string, string>> = { a: '\x07', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

const NUMERIC = /x([0-9A-Fa-f]{1,2})|o([0-7]{1,3})|d(\d{1,3})|c([\s\S])/y;

/** `\t`, `\x41`, `\o101`, `\d065`, `\cA`: the character and how long the escape is (without its backslash); undefined: something else. */
export function readEscape(text: ByteString, at: number): { readonly character: string; readonly length: number } | undefined {
  const named = PLAIN_ESCAPES[text.charAt(at)];
  if (named !== undefined) return { character: named, length: 1 };
  NUMERIC.lastIndex = at;
  const match = NUMERIC.exec(text);
  if (!match) return undefined;
  const [all, hexadecimal, octal, decimal, control] = match;
  const code = hexadecimal
    ? Number.parseInt(hexadecimal, 16)
    : octal
      ? Number.parseInt(octal, 8)
      : decimal
        ? Number(decimal)
        : (control ?? '@').toUpperCase().charCodeAt(0) ^ 64;
  return { character: String.fromCharCode(code & 255), length: all.length };
}
