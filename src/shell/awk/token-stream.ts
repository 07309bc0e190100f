/** One token of look-ahead, and mawk's words for what is wrong at it. As mawk 1.3.4 error.c. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { Lexer, type Token } from './lexer.ts';
import { AwkSyntaxError } from './tree.ts';

export class TokenStream {
  readonly #lexer: Lexer;
  #start: { at: number; braces: number } = { at: 0, braces: 0 };
  token: Token;
  /** Open parentheses and braces, for `missing ) near …`. */
  parentheses = 0;
  blocks = 0;

  constructor(source: ByteString) {
    this.#lexer = new Lexer(source);
    this.token = this.#lexer.next();
  }

  advance(): Token {
    const token = this.token;
    this.#start = { at: this.#lexer.at, braces: this.#lexer.braces };
    this.token = this.#lexer.next();
    return token;
  }

  is(text: string): boolean {
    const { kind } = this.token;
    return this.token.text === text && (kind === 'mark' || kind === 'keyword');
  }

  take(text: string): boolean {
    if (!this.is(text)) return false;
    this.advance();
    return true;
  }

  expect(text: string): void {
    if (!this.take(text)) this.fail();
  }

  skipNewlines(): void {
    while (this.token.kind === 'newline') this.advance();
  }

  skipTerminators(): void {
    while (this.token.kind === 'newline' || this.is(';')) this.advance();
  }

  /** Whether the source behind the present token looks like the pattern (sticky). */
  followedBy(pattern: RegExp): boolean {
    return this.#lexer.looksLike(pattern);
  }

  /** The regex whose first slash is the present token. */
  regex(): string {
    const source = this.#lexer.regex(this.token.text);
    this.#start = { at: this.#lexer.at, braces: this.#lexer.braces };
    this.token = this.#lexer.next();
    return source;
  }

  /** Comes back to where the present token is. */
  mark(): () => void {
    const { token, parentheses } = this;
    const [start, at, braces] = [this.#start, this.#lexer.at, this.#lexer.braces];
    return () => {
      this.token = token;
      this.#start = start;
      this.parentheses = parentheses;
      this.#lexer.rewind(at, braces);
    };
  }

  fail(): never {
    const { kind, text, line } = this.token;
    const ends = kind === 'end' || kind === 'newline' || this.is(';') || this.is('}');
    if (this.parentheses > 0 && ends) throw new AwkSyntaxError(`line ${line}: missing ) near ${text}`);
    if (this.blocks > 0 && (kind === 'end' || this.is('BEGIN') || this.is('END')))
      throw new AwkSyntaxError(`line ${line}: missing } near ${text}`);
    if (kind === 'end') throw new AwkSyntaxError(`line ${line}: syntax error at or near end of file`);
    throw new AwkSyntaxError(`line ${line}: syntax error at or near ${text}`);
  }

  error(text: string): never {
    throw new AwkSyntaxError(`line ${this.token.line}: ${text}`);
  }
}
