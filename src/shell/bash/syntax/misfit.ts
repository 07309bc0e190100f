/** A token that the grammar has no place for: thrown by the readers of find-error.ts. */
import type { Token } from './error-lexer.ts';

/** Thrown on the way; the outermost gives it as FoundError. */
export class Misfit extends Error {
  readonly token: Token;
  readonly expecting: string | undefined;
  constructor(token: Token, expecting?: string) {
    super(token.text);
    this.name = 'Misfit';
    this.token = token;
    this.expecting = expecting;
  }
}

/** A conditional expression that is none, in bash's words. */
export class ConditionalMisfit extends Error {
  readonly pos: number;
  constructor(text: string, pos: number) {
    super(text);
    this.name = 'ConditionalMisfit';
    this.pos = pos;
  }
}
