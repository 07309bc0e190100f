/** Reads sed scripts. As GNU sed 4.9, compile.c; the error texts are its own. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { compileRegex, type Regex } from '../regex/compile.ts';
import { RegexError } from '../regex/regex-error.ts';
import { parseReplacement } from './replacement.ts';
import { type Action, type Address, type Command, type RangeEnd, ScriptError, type Selection, type Substitution } from './script.ts';

export interface ScriptOptions {
  readonly extended: boolean;
  readonly utf8: boolean;
}

/** One -e argument, or a script file. */
export interface ScriptPiece {
  readonly text: ByteString;
  /** `-e expression #1`, or the file's name. */
  readonly title: ByteString;
  readonly isFile: boolean;
}

/** All pieces as one program. Throws ScriptError. */
export function parseScript(pieces: readonly ScriptPiece[], options: ScriptOptions): Command[] {
  const commands: MutableCommand[] = [];
  const blocks: number[] = [];
  const context: Context = { options, commands, blocks, labels: new Map(), jumps: [] };
  for (const [index, piece] of pieces.entries()) {
    // an `a\` at the end of one -e goes on in the next
    new ScriptParser(piece, context, index === pieces.length - 1).run();
  }
  if (blocks.length > 0) throw new ScriptError('-e expression #1, char 0: unmatched `{\'');
  for (const { command, label } of context.jumps) {
    const target = label === '' ? commands.length : context.labels.get(label);
    if (target === undefined) throw new ScriptError(`-e expression #1, char ${pieces[0]?.text.length ?? 0}: can't find label for jump to \`${label}'`);
    const { name } = command.action;
    if (name === 'b' || name === 't' || name === 'T') command.action = { name, target };
  }
  return commands;
}

type MutableCommand = { -readonly [K in keyof Command]: Command[K] };

interface Context {
  readonly options: ScriptOptions;
  readonly commands: MutableCommand[];
  readonly blocks: number[];
  readonly labels: Map<ByteString, number>;
  readonly jumps: { readonly command: MutableCommand; readonly label: ByteString }[];
}

const NO_ADDRESS: ReadonlySet<string> = new Set([':', '}']);
const ONE_ADDRESS: ReadonlySet<string> = new Set(['q', 'Q']);
const SIMPLE = new Set(['=', 'd', 'D', 'F', 'g', 'G', 'h', 'H', 'n', 'N', 'p', 'P', 'x', 'z']);

class ScriptParser {
  readonly #text: ByteString;
  readonly #piece: ScriptPiece;
  readonly #context: Context;
  #at = 0;

  constructor(piece: ScriptPiece, context: Context, _isLast: boolean) {
    this.#piece = piece;
    this.#text = piece.text;
    this.#context = context;
  }

  run(): void {
    if (this.#text.startsWith('#n\n') || this.#text === '#n') this.#at = 2;
    for (this.#skipSeparators(); this.#at < this.#text.length; this.#skipSeparators()) this.#command();
  }

  #fail(why: string): never {
    const { title, isFile } = this.#piece;
    if (isFile) throw new ScriptError(`file ${title} line ${this.#text.slice(0, this.#at).split('\n').length}: ${why}`);
    throw new ScriptError(`${title}, char ${this.#at}: ${why}`);
  }

  #peek(): string {
    return this.#text.charAt(this.#at);
  }

  #next(): string {
    return this.#text.charAt(this.#at++);
  }

  #skipBlanks(): void {
    while (/[ \t]/.test(this.#peek())) this.#at++;
  }

  #skipSeparators(): void {
    while (/[\s;]/.test(this.#peek())) this.#at++;
  }

  #command(): void {
    const from = this.#address();
    let to: RangeEnd | undefined;
    this.#skipBlanks();
    if (from && this.#peek() === ',') {
      this.#at++;
      this.#skipBlanks();
      to = this.#rangeEnd() ?? this.#failAfter('unexpected `,\'');
    }
    this.#skipBlanks();
    let negated = false;
    while (this.#peek() === '!') {
      if (negated) {
        this.#at++;
        this.#fail('multiple `!\'s');
      }
      negated = true;
      this.#at++;
      this.#skipBlanks();
    }
    this.#action({ from, to, negated });
  }

  #failAfter(why: string): never {
    this.#at++;
    return this.#fail(why);
  }

  #address(): Address | undefined {
    const number = this.#number();
    if (number !== undefined) {
      this.#skipBlanks();
      if (this.#peek() === '~') {
        this.#at++;
        return { kind: 'step', first: number, step: this.#number() ?? 0 };
      }
      if (number === 0 && this.#peek() !== ',') {
        this.#at++;
        this.#fail('invalid usage of line address 0');
      }
      return { kind: 'line', line: number };
    }
    return this.#plainAddress();
  }

  #plainAddress(): { kind: 'last' } | { kind: 'regex'; regex: Regex | undefined } | undefined {
    const character = this.#peek();
    if (character === '$') {
      this.#at++;
      return { kind: 'last' };
    }
    if (character !== '/' && character !== '\\') return undefined;
    this.#at++;
    const delimiter = character === '\\' ? this.#next() : character;
    const pattern = this.#delimited(delimiter, true) ?? this.#fail('unterminated address regex');
    let flags = '';
    while (/[IM]/.test(this.#peek())) flags += this.#next();
    return { kind: 'regex', regex: this.#compile(pattern, flags) };
  }

  #rangeEnd(): RangeEnd | undefined {
    const mark = this.#peek();
    if (mark === '+' || mark === '~') {
      this.#at++;
      const number = this.#number() ?? this.#fail('expected number');
      return mark === '+' ? { kind: 'count', count: number } : { kind: 'multiple', of: number };
    }
    const number = this.#number();
    return number === undefined ? this.#plainAddress() : { kind: 'line', line: number };
  }

  #number(): number | undefined {
    const digits = /^\d+/.exec(this.#text.slice(this.#at))?.[0];
    if (digits === undefined) return undefined;
    this.#at += digits.length;
    return Number(digits);
  }

  #compile(pattern: ByteString, flags: string): Regex | undefined {
    if (pattern === '') return undefined;
    const { extended, utf8 } = this.#context.options;
    try {
      return compileRegex(pattern, { syntax: extended ? 'extended' : 'basic', ignoreCase: flags.includes('I'), multiline: flags.includes('M'), utf8 });
    } catch (error) {
      if (error instanceof RegexError) return this.#fail(error.message);
      throw error;
    }
  }

  /** Up to an unescaped delimiter. In a regex `\n` is a newline, an escaped delimiter is the plain one, brackets hide it. */
  #delimited(delimiter: string, isRegex: boolean): ByteString | undefined {
    let text = '';
    let inBracket = false;
    while (this.#at < this.#text.length) {
      const character = this.#next();
      if (character === delimiter && !inBracket) return text;
      if (character === '\n' && isRegex && delimiter !== '\n') return undefined;
      if (character === '\\' && !inBracket) {
        const escaped = this.#next();
        if (escaped === delimiter) text += isRegex && /[.*[\]^$+?(){}|]/.test(delimiter) ? `[${delimiter === '^' ? '\\^' : delimiter}]`.replace('[\\^]', '\\^') : delimiter;
        else if (escaped === 'n' && isRegex) text += '\n';
        else text += isRegex ? `\\${escaped}`.replace(/^\\([tfvar])$/, (_, c: string) => ESCAPES[c] ?? c) : `\\${escaped}`;
        continue;
      }
      if (isRegex && character === '[' && !inBracket) inBracket = this.#bracketCloses();
      else if (isRegex && character === ']' && inBracket) inBracket = this.#insideBracketStart(text);
      text += inBracket && character === '\\' && this.#peek() === 'n' ? (this.#at++, '\n') : character;
    }
    return undefined;
  }

  #bracketCloses(): boolean {
    return /^\^?\]?[^\]]*\]/.test(this.#text.slice(this.#at));
  }

  /** A `]` right behind `[` or `[^` is a character of the set. */
  #insideBracketStart(text: ByteString): boolean {
    return /\[\^?$/.test(text) || /\[[:.=][^\]]*$/.test(text);
  }

  #action(selection: Selection): void {
    const name = this.#next();
    if (name === '') this.#fail('missing command');
    if (name === '#') {
      if (selection.from) this.#fail('comments don\'t accept any addresses');
      this.#toLineEnd();
      return;
    }
    if (name === ':' && selection.from) this.#fail(': doesn\'t want any addresses');
    if (name === '}' && selection.from) this.#fail('} doesn\'t want any addresses');
    if (ONE_ADDRESS.has(name) && selection.to) this.#fail('command only uses one address');
    if (selection.from?.kind === 'line' && selection.from.line === 0 && selection.to?.kind !== 'regex') this.#fail('invalid usage of line address 0');
    if (name === '{') return this.#openBlock(selection);
    if (name === '}') return this.#closeBlock();
    const command: MutableCommand = { selection, action: { name: 'd' }, end: 0 };
    this.#context.commands.push(command);
    command.action = this.#argument(name, command);
    if (!NO_ADDRESS.has(name) && !'aicrRwW:'.includes(name)) this.#endCommand();
  }

  #openBlock(selection: Selection): void {
    this.#context.blocks.push(this.#context.commands.length);
    this.#context.commands.push({ selection, action: { name: '{' }, end: 0 });
  }

  #closeBlock(): void {
    const start = this.#context.blocks.pop();
    const open = start === undefined ? undefined : this.#context.commands[start];
    if (!open) this.#fail('unexpected `}\'');
    else open.end = this.#context.commands.length;
    this.#endCommand();
  }

  #endCommand(): void {
    this.#skipBlanks();
    const character = this.#peek();
    if (character === '#' || character === '}' || character === '') return;
    if (character === '\n' || character === ';') {
      this.#at++;
      return;
    }
    this.#at++;
    this.#fail('extra characters after command');
  }

  #argument(name: string, command: MutableCommand): Action {
    if (SIMPLE.has(name)) return { name: name as 'p' };
    switch (name) {
      case 'a':
      case 'i':
      case 'c':
        return { name, text: this.#textArgument() };
      case ':':
        return this.#label();
      case 'b':
      case 't':
      case 'T':
        this.#context.jumps.push({ command, label: this.#labelName() });
        return { name, target: 0 };
      case 'r':
      case 'R':
      case 'w':
      case 'W':
        return { name, file: this.#fileName() };
      case 'l':
        this.#skipBlanks();
        return { name, width: this.#number() };
      case 'q':
      case 'Q':
        this.#skipBlanks();
        return { name, status: this.#number() ?? 0 };
      case 's':
        return { name, substitution: this.#substitution() };
      case 'y':
        return { name, map: this.#transliteration() };
      case 'e':
        this.#skipBlanks();
        return { name, command: this.#toLineEnd() };
      default:
        return this.#fail(`unknown command: \`${name}'`);
    }
  }

  #toLineEnd(): ByteString {
    const end = this.#text.indexOf('\n', this.#at);
    const line = this.#text.slice(this.#at, end < 0 ? undefined : end);
    this.#at = end < 0 ? this.#text.length : end + 1;
    return line;
  }

  #label(): Action {
    this.#skipBlanks();
    const label = this.#toLineEnd().replace(/[\s;]+$/, '');
    if (label === '') this.#fail('":" lacks a label');
    this.#context.labels.set(label, this.#context.commands.length);
    return { name: ':' };
  }

  #labelName(): ByteString {
    this.#skipBlanks();
    const label = /^[^\s;}]*/.exec(this.#text.slice(this.#at))?.[0] ?? '';
    this.#at += label.length;
    return label;
  }

  #fileName(): ByteString {
    this.#skipBlanks();
    const name = this.#toLineEnd();
    if (name === '') this.#fail('missing filename in r/R/w/W commands');
    return name;
  }

  /** `a\` + newline + text, or GNU's `a text` on one line; a backslash at a line's end goes on. */
  #textArgument(): ByteString {
    this.#skipBlanks();
    if (this.#peek() === '\\') {
      this.#at++;
      this.#skipBlanks();
      if (this.#peek() === '\n') this.#at++;
    }
    if (this.#at >= this.#text.length) this.#fail('expected \\ after `a\', `c\' or `i\'');
    let text = '';
    while (this.#at < this.#text.length) {
      const character = this.#next();
      if (character === '\n') break;
      if (character !== '\\') text += character;
      else if (this.#at < this.#text.length) text += this.#next();
    }
    return `${text}\n`;
  }

  #substitution(): Substitution {
    const delimiter = this.#next();
    const pattern = this.#delimited(delimiter, true) ?? this.#fail('unterminated `s\' command');
    const replacement = this.#delimited(delimiter, false) ?? this.#fail('unterminated `s\' command');
    const flags = this.#substitutionFlags();
    const regex = this.#compile(pattern, flags.regexFlags);
    const parts = parseReplacement(replacement);
    const highest = Math.max(0, ...parts.map((part) => (part.kind === 'group' ? part.group : 0)));
    if (regex && highest > regex.groupCount) this.#fail(`invalid reference \\${highest} on \`s' command's RHS`);
    return { regex, replacement: parts, global: flags.global, nth: flags.nth, print: flags.print, evaluate: flags.evaluate, file: flags.file };
  }

  #substitutionFlags(): Omit<Substitution, 'regex' | 'replacement'> & { regexFlags: string } {
    const flags = { regexFlags: '', global: false, nth: 1, print: 0, evaluate: false, file: undefined as ByteString | undefined };
    for (;;) {
      const flag = this.#peek();
      if (/[1-9]/.test(flag)) {
        flags.nth = this.#number() ?? 1;
        continue;
      }
      if (!/[gpeIiMmw0]/.test(flag) || flag === '') return flags;
      this.#at++;
      if (flag === '0') this.#fail('number option to `s\' command may not be zero');
      else if (flag === 'g') flags.global = true;
      else if (flag === 'p') flags.print++;
      else if (flag === 'e') flags.evaluate = true;
      else if (flag === 'w') {
        flags.file = this.#fileName();
        return flags;
      } else flags.regexFlags += flag.toUpperCase();
    }
  }

  #transliteration(): Map<ByteString, ByteString> {
    const delimiter = this.#next();
    const [from, to] = [this.#delimited(delimiter, false), this.#delimited(delimiter, false)];
    if (from === undefined || to === undefined) return this.#fail('unterminated `y\' command');
    const [keys, values] = [this.#characters(from), this.#characters(to)];
    if (keys.length !== values.length) this.#fail('strings for `y\' command are different lengths');
    return new Map(keys.map((key, i) => [key, values[i] ?? '']));
  }

  #characters(text: ByteString): ByteString[] {
    const plain = text.replace(/\\([\s\S])/g, (_, c: string) => (c === 'n' ? '\n' : c === '\\' ? '\\' : (ESCAPES[c] ?? `\\${c}`)));
    return this.#context.options.utf8 ? (plain.match(/[\xc2-\xf4][\x80-\xbf]+|[\s\S]/g) ?? []) : [...plain];
  }
}

const ESCAPES: Readonly<Record<string, string>> = { a: '\x07', f: '\f', r: '\r', t: '\t', v: '\v' };
