/** What lowering a script needs on its way: where it stands, what went wrong in its substitutions. */
import type { ParsedScript } from './parse.ts';
import type { List } from './tree.ts';

export interface Lowering {
  readonly source: string;
  /** The source's line (1 is the first of the whole script) of an offset. */
  line(offset: number): number;
  /** Lowers a substitution's script. `text` is the whole substitution with its marks. */
  script(script: ParsedScript | undefined, text: string): List;
}
