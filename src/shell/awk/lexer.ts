/** Awk's tokens, one at a time. As mawk 1.3.4 scan.c. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { AwkSyntaxError } from './tree.ts';

export type Token =
  | { readonly kind: 'number'; readonly value: number; readonly text: string; readonly line: number }
  /** `text` is as an error names it. */
  | { readonly kind: 'string'; readonly value: string; readonly text: string; readonly line: number }
  | { readonly kind: 'name' | 'function name' | 'keyword' | 'builtin'; readonly text: string; readonly line: number }
  | { readonly kind: 'mark'; readonly text: string; readonly line: number }
  | { readonly kind: 'newline' | 'end'; readonly text: string; readonly line: number };

const KEYWORDS = new Set(
  'BEGIN END function if else while for do break continue next nextfile exit return delete in getline print printf'.split(' '),
);
const BUILTIN_NAMES: ReadonlySet<string> = new Set(
  'length substr index split match sub gsub sprintf sin cos atan2 exp log sqrt int rand srand tolower toupper system close fflush strftime mktime systime'.split(
    ' ',
  ),
);

const MARK = /(?:\+\+|--|\+=|-=|\*=|\/=|%=|\^=|==|<=|>=|!=|!~|&&|\|\||>>|[-+*/%^!<>|?:~$=,;(){}[\]])/y;
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/y;
const NAME = /[A-Za-z_]\w*/y;
const BLANK = /(?:[ \t\r\f\v]|\\\r?\n|#[^\n]*)*/y;

export class Lexer {
  readonly #source: ByteString;
  at = 0;
  #counted = 0;
  #line = 1;
  #braces = 0;

  constructor(source: ByteString) {
    this.#source = source.endsWith('\n') ? source : `${source}\n`;
  }

  /** The line that the present place is in. */
  get line(): number {
    if (this.at < this.#counted) {
      this.#counted = 0;
      this.#line = 1;
    }
    for (let i = this.#source.indexOf('\n', this.#counted); i >= 0 && i < this.at; i = this.#source.indexOf('\n', i + 1)) {
      this.#line++;
      this.#counted = i + 1;
    }
    return this.#line;
  }

  /** Whether what follows looks like the pattern (sticky). */
  looksLike(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    return pattern.test(this.#source);
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#source)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  next(): Token {
    this.#take(BLANK);
    const { line } = this;
    if (this.at >= this.#source.length) return { kind: 'end', text: 'end of file', line };
    const character = this.#source.charAt(this.at);
    if (character === '\n') {
      this.at++;
      return { kind: 'newline', text: 'end of line', line };
    }
    if (character === '"') return this.#string(line);
    const digits = this.#take(NUMBER);
    if (digits !== '') return { kind: 'number', value: Number(digits), text: digits, line };
    const name = this.#take(NAME);
    if (name !== '') return this.#word(name, line);
    const mark = this.#take(MARK);
    if (mark !== '') return this.#mark(mark, line);
    const code = character.charCodeAt(0);
    const shown = code > 32 && code < 127 ? `'${character}'` : `0x${code.toString(16).padStart(2, '0')}`;
    throw new AwkSyntaxError(`${line}: unexpected character ${shown}`);
  }

  #word(text: string, line: number): Token {
    if (KEYWORDS.has(text)) return { kind: 'keyword', text, line };
    if (BUILTIN_NAMES.has(text)) return { kind: 'builtin', text, line };
    return { kind: this.#source[this.at] === '(' ? 'function name' : 'name', text, line };
  }

  #mark(text: string, line: number): Token {
    if (text === '{') this.#braces++;
    if (text === '}' && --this.#braces < 0) {
      throw new AwkSyntaxError(`line ${line}: extra '}'\nline ${line}: syntax error at or near end of line`);
    }
    return { kind: 'mark', text, line };
  }

  /** Goes back to a place where a token began. */
  rewind(at: number, braces: number): void {
    this.at = at;
    this.#braces = braces;
  }

  get braces(): number {
    return this.#braces;
  }

  #string(line: number): Token {
    const start = ++this.at;
    for (; ; this.at++) {
      const character = this.#source[this.at];
      if (character === undefined || character === '\n') {
        throw new AwkSyntaxError(`line ${line}: runaway string constant ${this.#runaway(start - 1)}`);
      }
      if (character === '"') break;
      if (character === '\\') this.at++;
    }
    const text = this.#source.slice(start, this.at++);
    return { kind: 'string', value: readStringEscapes(text), text: readStringEscapes(text), line };
  }

  /** The rest of a regex whose first slash has been read (`/=` is one too). */
  regex(start: string): string {
    const from = this.at;
    let source = start === '/=' ? '=' : '';
    let inBracket = false;
    for (;;) {
      const character = this.#source[this.at++];
      if (character === undefined || character === '\n') {
        this.at--;
        throw new AwkSyntaxError(`line ${this.line}: runaway regular expression ${this.#runaway(from - start.length)}`);
      }
      if (character === '\\') source += `\\${this.#source[this.at++] ?? ''}`;
      else if (character === '/' && !inBracket) return source;
      else {
        if (character === '[' && !inBracket) {
          inBracket = true;
          source += character + this.#take(/\^?\]?/y);
          continue;
        }
        if (character === ']') inBracket = false;
        source += character;
      }
    }
  }

  #runaway(from: number): string {
    return `${this.#source.slice(from, from + 11).split('\n')[0]} ...`;
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '\\/',
  n: '\n',
  t: '\t',
  r: '\r',
  f: '\f',
  v: '\v',
  a: '\x07',
  b: '\b',
};

/** Escapes of strings, and of -v and FS on the command line. An unknown one keeps its backslash. */
export function readStringEscapes(text: ByteString): ByteString {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|([\s\S]))/g, (all, octal?: string, hexadecimal?: string, other?: string) => {
    if (octal) return String.fromCharCode(Number.parseInt(octal, 8) & 255);
    if (hexadecimal) return String.fromCharCode(Number.parseInt(hexadecimal, 16));
    if (other === '\n') return '';
    return ESCAPES[other ?? ''] ?? all;
  });
}
