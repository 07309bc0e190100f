/** The tree of a Go template. As Go's text/template/parse/node.go. `at` is the offset that errors point to, `shown` what they quote. */
import type { ByteString } from '../../../../../sim/fs/bytes.ts';
import type { GoValue } from './values.ts';

interface Placed {
  readonly at: number;
  readonly shown: ByteString;
}

export type Operand = Placed &
  (
    | { readonly kind: 'dot' }
    | { readonly kind: 'constant'; readonly value: GoValue }
    | { readonly kind: 'field'; readonly names: readonly string[] }
    /** `$x.A.B`; `names` may be empty. */
    | { readonly kind: 'variable'; readonly name: string; readonly names: readonly string[] }
    /** `(pipeline).A.B`. */
    | { readonly kind: 'chain'; readonly of: Pipeline; readonly names: readonly string[] }
    | { readonly kind: 'function'; readonly name: string }
  );

export interface CommandNode extends Placed {
  readonly operands: readonly [Operand, ...Operand[]];
}

export interface Pipeline extends Placed {
  readonly variables: readonly string[];
  readonly declares: boolean;
  readonly commands: readonly CommandNode[];
}

export type TemplateNode = Placed &
  (
    | { readonly kind: 'text'; readonly text: ByteString }
    | { readonly kind: 'action'; readonly pipeline: Pipeline }
    | {
        readonly kind: 'if' | 'with' | 'range';
        readonly pipeline: Pipeline;
        readonly body: readonly TemplateNode[];
        readonly otherwise: readonly TemplateNode[];
      }
    | { readonly kind: 'template'; readonly name: ByteString; readonly pipeline: Pipeline | undefined }
    | { readonly kind: 'break' | 'continue' }
  );

export interface ParsedTemplate {
  readonly source: ByteString;
  readonly body: readonly TemplateNode[];
  readonly defined: ReadonlyMap<ByteString, readonly TemplateNode[]>;
}

/** Wrong in itself (`parse`) or for this data (`execute`). The message begins with `template: `. */
export class TemplateError extends Error {
  readonly phase: 'parse' | 'execute';
  constructor(phase: 'parse' | 'execute', message: string) {
    super(message);
    this.name = 'TemplateError';
    this.phase = phase;
  }
}
