/** An awk program as a tree. As POSIX awk's grammar, in mawk's reading of it (mawk 1.3.4 parse.y). */

export type AssignOperator = '=' | '+=' | '-=' | '*=' | '/=' | '%=' | '^=';
export type Arithmetic = '+' | '-' | '*' | '/' | '%' | '^';
export type Comparison = '<' | '<=' | '==' | '!=' | '>' | '>=';

/** A name; where it lives is found out when all is read. */
export interface NameNode {
  readonly kind: 'name';
  readonly name: string;
  readonly line: number;
}
export interface IndexNode {
  readonly kind: 'index';
  readonly array: string;
  readonly subscripts: readonly Expression[];
  readonly line: number;
}
export interface FieldNode {
  readonly kind: 'field';
  readonly index: Expression;
}
export type Target = NameNode | IndexNode | FieldNode;

export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'regex'; readonly source: string }
  | Target
  | { readonly kind: 'group'; readonly inner: Expression }
  | { readonly kind: 'assign'; readonly operator: AssignOperator; readonly target: Target; readonly value: Expression }
  | { readonly kind: 'conditional'; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'in'; readonly subscripts: readonly Expression[]; readonly array: string }
  | { readonly kind: 'match'; readonly negated: boolean; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'compare'; readonly operator: Comparison; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'concat'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'arithmetic'; readonly operator: Arithmetic; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'unary'; readonly operator: '!' | '-' | '+'; readonly operand: Expression }
  | { readonly kind: 'step'; readonly by: 1 | -1; readonly prefix: boolean; readonly target: Target }
  | { readonly kind: 'call'; readonly name: string; readonly operands: readonly Expression[]; readonly line: number }
  | { readonly kind: 'builtin'; readonly name: string; readonly operands: readonly Expression[]; readonly line: number }
  | { readonly kind: 'getline'; readonly target: Target | undefined; readonly from: 'main' }
  | { readonly kind: 'getline'; readonly target: Target | undefined; readonly from: 'file' | 'command'; readonly source: Expression };

export type Statement =
  | { readonly kind: 'expression'; readonly expression: Expression }
  | {
      readonly kind: 'print' | 'printf';
      readonly operands: readonly Expression[];
      readonly redirect: { readonly how: '>' | '>>' | '|'; readonly to: Expression } | undefined;
    }
  | { readonly kind: 'block'; readonly body: readonly Statement[] }
  | { readonly kind: 'if'; readonly test: Expression; readonly yes: Statement; readonly no: Statement | undefined }
  | { readonly kind: 'while'; readonly test: Expression; readonly body: Statement }
  | { readonly kind: 'do'; readonly test: Expression; readonly body: Statement }
  | {
      readonly kind: 'for';
      readonly start: Expression | undefined;
      readonly test: Expression | undefined;
      readonly next: Expression | undefined;
      readonly body: Statement;
    }
  | { readonly kind: 'forIn'; readonly variable: string; readonly array: string; readonly body: Statement }
  | { readonly kind: 'break' | 'continue' | 'next' | 'nextfile' }
  | { readonly kind: 'exit' | 'return'; readonly value: Expression | undefined }
  | { readonly kind: 'delete'; readonly array: string; readonly subscripts: readonly Expression[] | undefined };

export interface FunctionNode {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly body: Statement;
}

export interface Rule {
  readonly pattern: Expression | undefined;
  /** The second pattern of a range. */
  readonly until: Expression | undefined;
  /** Without one the record is printed. */
  readonly body: Statement | undefined;
}

export interface AwkProgram {
  readonly begin: readonly Statement[];
  readonly rules: readonly Rule[];
  readonly end: readonly Statement[];
  readonly functions: ReadonlyMap<string, FunctionNode>;
  /** The line behind the last one, for what is found to be wrong at the end. */
  readonly lastLine: number;
}

/** A program that is none: the text after `awk: `, of several lines perhaps. */
export class AwkSyntaxError extends Error {}
