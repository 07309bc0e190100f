/** Where a script that cannot be parsed goes wrong, as bash and dash see it: the first token that no command can go on with. As the grammar in GNU bash's parse.y. */
import { type Grammar, readLine, readList } from './error-grammar.ts';
import { createLexer, type Lexer, type SourceText, Unterminated } from './error-lexer.ts';
import { ConditionalMisfit, Misfit } from './misfit.ts';

export interface FoundError {
  /** `token`: it may not stand there. `end`: the text ended within a command. `open`: nothing closes `closer`'s partner. `conditional`: in `[[ ]]`. */
  readonly kind: 'token' | 'end' | 'open' | 'conditional';
  readonly pos: number;
  /** The token's text, the closer, or what is said of the conditional (may be empty: nothing is said). */
  readonly text: string;
  /** What dash says that it waits for: `then`. */
  readonly expecting: string | undefined;
  /** Where the command began that holds the error. */
  readonly commandStart: number;
  /** It stands in a `$( … )`. */
  readonly nested: boolean;
  /** Of `open`: the line to name is the text's last. */
  readonly atEnd?: boolean;
}

/** Undefined when this reader finds nothing wrong. */
export function findError(source: string, grammar: Grammar): FoundError | undefined {
  // the last line counts as ended
  const text = { source: source.endsWith('\n') || grammar.dash ? source : `${source}\n` };
  let commandStart = 0;
  const depth = { nested: 0 };
  const lexer = createNestingLexer(text, grammar, depth);
  const found = (kind: FoundError['kind'], pos: number, text: string, expecting?: string): FoundError => ({
    ...{ kind, pos, text, expecting, commandStart, nested: depth.nested > 0 },
  });
  try {
    for (;;) {
      while (lexer.peek().kind === 'newline') lexer.take();
      const start = lexer.peek();
      if (start.kind === 'end') return undefined;
      commandStart = start.pos;
      readLine(lexer, grammar);
    }
  } catch (error) {
    if (error instanceof Unterminated) return { ...found('open', error.pos, error.closer), atEnd: error.atEnd };
    if (error instanceof ConditionalMisfit) return found('conditional', error.pos, error.message);
    if (!(error instanceof Misfit)) throw error;
    return found(error.token.kind === 'end' ? 'end' : 'token', error.token.pos, error.token.text, error.expecting);
  }
}

/** A lexer that reads substitutions too. `depth`: how deep in them it is. */
function createNestingLexer(text: SourceText, grammar: Grammar, depth: { nested: number }): Lexer {
  const readNested = (from: number): number => {
    depth.nested++;
    const lexer = createLexer(text, from, grammar, readNested);
    readList(lexer, grammar, true);
    const token = lexer.take();
    if (token.kind === 'end') throw new Unterminated(')', from - 1, true);
    if (token.text !== ')') throw new Misfit(token);
    depth.nested--;
    return lexer.at;
  };
  return createLexer(text, 0, grammar, readNested);
}

/** The first complete command with its aliases expanded, and the text behind it. A command that is none is all of the text. */
export function expandAliases(source: string, grammar: Grammar): { readonly text: string; readonly rest: string } {
  const text = { source };
  const lexer = createNestingLexer(text, grammar, { nested: 0 });
  try {
    while (lexer.peek().kind === 'newline') lexer.take();
    if (lexer.peek().kind !== 'end') readLine(lexer, grammar);
  } catch (error) {
    if (!(error instanceof Unterminated || error instanceof ConditionalMisfit || error instanceof Misfit)) throw error;
    return { text: text.source, rest: '' };
  }
  // `a; ` reads one token further to see the end of the line
  return { text: text.source.slice(0, lexer.at), rest: text.source.slice(lexer.at) };
}
