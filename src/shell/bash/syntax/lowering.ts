/** What lowering a script needs on its way: where it stands, and the functions that lower what is inside. */
import type { ParsedScript, Word as ParsedWord } from './parse.ts';
import type { ArithmeticSource, List, Word } from './tree.ts';

/** How a word is read: as an argument, as the right side of an assignment (tildes after colons), inside double quotes, as the operand of a quoted `${x:-…}`, as a here-document. */
export type WordMode = 'word' | 'assignment' | 'double' | 'operand' | 'document' | 'pattern';

export interface Lowering {
  readonly source: string;
  /** The source's line (1 is the first of the whole script) of an offset. */
  line(offset: number): number;
  /** Lowers a substitution's script. `text` is the whole substitution with its marks. */
  script(script: ParsedScript | undefined, text: string): List;
  word(word: ParsedWord, mode: WordMode): Word;
  arithmetic(text: string): ArithmeticSource;
  /** Notes a here-document that the end of the text has ended. */
  openDocument(line: number, delimiter: string): void;
}

/** A node's own source. */
export const textOf = (node: { readonly pos: number; readonly end: number }, lowering: Lowering): string =>
  lowering.source.slice(node.pos, node.end);
