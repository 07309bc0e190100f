/** A place in a template's tokens, and the parser's complaints about what stands there. As Go's text/template/parse/parse.go. */
import { type ByteString, utf8 } from '../../../../../sim/fs/bytes.ts';
import { lex, type Token, tokenShown } from './lex.ts';
import { TemplateError } from './nodes.ts';

export class TokenCursor {
  /** Index of the token that `take` gives next; may be set back. */
  position = 0;
  readonly #name: string;
  readonly #source: ByteString;
  readonly #tokens: readonly Token[];

  constructor(source: ByteString, name: string) {
    this.#name = name;
    this.#source = source;
    this.#tokens = lex(source);
  }

  take(): Token {
    return this.#tokens[this.position++] ?? { kind: 'end', text: '', at: this.#source.length };
  }
  back(): void {
    this.position--;
  }
  peek(): Token {
    const token = this.take();
    this.position--;
    return token;
  }
  takeNonSpace(): Token {
    for (;;) {
      const token = this.take();
      if (token.kind !== 'space') return token;
    }
  }
  /** Skips blanks; the token that follows stays to be taken. */
  peekNonSpace(): Token {
    const token = this.takeNonSpace();
    this.position--;
    return token;
  }

  expectClose(context: string): void {
    const token = this.takeNonSpace();
    if (token.kind !== 'close') this.unexpected(token, context);
  }

  unexpected(token: Token, context: string): never {
    this.fail(token.kind === 'error' ? token.text : `unexpected ${tokenShown(token)} in ${context}`);
  }

  /** Throws TemplateError with the line of the token taken last. */
  fail(text: string): never {
    const before = this.#source.slice(0, this.#tokens[Math.max(0, this.position - 1)]?.at ?? this.#source.length);
    throw new TemplateError('parse', `template: ${this.#name}:${before.split('\n').length}: ${text}`);
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' };

/** The value of a Go string or character literal. */
export function unquoted(literal: ByteString): ByteString {
  const inside = literal.slice(1, -1);
  if (literal.startsWith('`')) return inside;
  return inside.replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[0-7]{3}|.)/g, (_, code: string) => {
    if (code.length === 1) return ESCAPES[code] ?? code;
    if (code.startsWith('u')) return utf8(String.fromCharCode(Number.parseInt(code.slice(1), 16)));
    return String.fromCharCode(code.startsWith('x') ? Number.parseInt(code.slice(1), 16) : Number.parseInt(code, 8));
  });
}
