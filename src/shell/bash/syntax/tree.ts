/** The tree that the interpreter runs: commands, and words cut into parts. Lowered from the parser's; words keep their source. */

/** A word as it stands in the source, cut into parts. */
export interface Word {
  readonly text: string;
  readonly parts: readonly Part[];
  /** Its value when nothing in it has to be expanded and nothing can split, glob or vanish. */
  readonly literal: string | undefined;
  /** What brace expansion makes of it; undefined when it has none. */
  readonly braces: Iterable<Word> | undefined;
}

export type Part =
  /** Unquoted text: it can glob. */
  | { readonly kind: 'literal'; readonly text: string }
  /** Text whose characters stand for themselves. */
  | { readonly kind: 'quoted'; readonly text: string }
  | { readonly kind: 'double'; readonly parts: readonly Part[] }
  | { readonly kind: 'tilde'; readonly user: string }
  | ParameterPart
  | { readonly kind: 'command'; readonly script: List; readonly source: string }
  | { readonly kind: 'arithmetic'; readonly expression: ArithmeticSource }
  | { readonly kind: 'process'; readonly direction: '<' | '>'; readonly script: List; readonly source: string };

export interface ParameterPart {
  readonly kind: 'parameter';
  readonly name: string;
  readonly index: Index | undefined;
  /** `${#x}` length, `${!x}` indirection. */
  readonly prefix: '#' | '!' | undefined;
  readonly operation: Operation | undefined;
  readonly text: string;
}

/** A subscript: `[@]`, `[*]`, or a word (an arithmetic expression or an associative array's key). */
export type Index =
  | { readonly kind: 'all'; readonly star: boolean }
  | { readonly kind: 'one'; readonly word: Word; readonly expression: ArithmeticSource };

export type Operation =
  | { readonly type: 'default'; readonly action: '-' | '=' | '+' | '?'; readonly orEmpty: boolean; readonly word: Word }
  | { readonly type: 'remove'; readonly operator: '#' | '##' | '%' | '%%'; readonly pattern: Word }
  | { readonly type: 'replace'; readonly operator: '/' | '//' | '/#' | '/%'; readonly pattern: Word; readonly replacement: Word }
  | { readonly type: 'slice'; readonly offset: ArithmeticSource; readonly length: ArithmeticSource | undefined }
  | { readonly type: 'case'; readonly operator: '^' | '^^' | ',' | ',,' | '~' | '~~'; readonly pattern: Word | undefined }
  | { readonly type: 'transform'; readonly letter: string }
  | { readonly type: 'names'; readonly star: boolean }
  | { readonly type: 'bad' };

/** An arithmetic expression's text, with the word to expand first when it holds expansions or quotes. */
export interface ArithmeticSource {
  readonly text: string;
  readonly word: Word | undefined;
}

export type RedirectOperator = '>' | '>>' | '<' | '<>' | '<&' | '>&' | '>|' | '&>' | '&>>' | '<<<' | '<<';

export interface Redirection {
  readonly operator: RedirectOperator;
  readonly descriptor: number | { readonly variable: string } | undefined;
  /** The target; of a here-document its body. */
  readonly target: Word;
  readonly text: string;
}

export interface AssignmentNode {
  readonly kind: 'assignment';
  readonly name: string;
  readonly index: Index | undefined;
  readonly append: boolean;
  readonly value: Word | ArrayLiteral;
  readonly text: string;
}

export interface ArrayLiteral {
  readonly elements: readonly { readonly index: Index | undefined; readonly append: boolean; readonly word: Word }[];
}

export type Argument = Word | AssignmentNode;

export interface SimpleCommand {
  readonly type: 'simple';
  readonly line: number;
  readonly assignments: readonly AssignmentNode[];
  /** The command's name first; assignments are arguments of `declare` and its like. */
  readonly words: readonly Argument[];
  readonly redirections: readonly Redirection[];
  readonly text: string;
}

export interface PipelineNode {
  readonly type: 'pipeline';
  readonly line: number;
  readonly negated: boolean;
  readonly time: 'none' | 'bash' | 'posix';
  readonly commands: readonly CommandTree[];
  /** Whether standard error goes along (`|&`), per command. */
  readonly both: readonly boolean[];
  readonly text: string;
}

export interface AndOrNode {
  readonly type: 'andOr';
  readonly line: number;
  readonly commands: readonly CommandTree[];
  readonly operators: readonly ('&&' | '||')[];
  readonly text: string;
}

export interface CaseItem {
  readonly patterns: readonly Word[];
  readonly body: List;
  readonly terminator: ';;' | ';&' | ';;&';
}

interface Compound {
  readonly line: number;
  readonly text: string;
}

export type CompoundTree =
  | ({
      readonly type: 'if';
      readonly branches: readonly { readonly condition: List; readonly body: List }[];
      readonly otherwise: List | undefined;
    } & Compound)
  | ({ readonly type: 'for'; readonly name: string; readonly words: readonly Word[] | undefined; readonly body: List } & Compound)
  | ({ readonly type: 'select'; readonly name: string; readonly words: readonly Word[] | undefined; readonly body: List } & Compound)
  | ({
      readonly type: 'arithmeticFor';
      readonly initialize: ArithmeticSource;
      readonly test: ArithmeticSource;
      readonly update: ArithmeticSource;
      readonly body: List;
    } & Compound)
  | ({ readonly type: 'while'; readonly until: boolean; readonly condition: List; readonly body: List } & Compound)
  | ({ readonly type: 'case'; readonly word: Word; readonly items: readonly CaseItem[] } & Compound)
  | ({ readonly type: 'subshell'; readonly body: List } & Compound)
  | ({ readonly type: 'group'; readonly body: List } & Compound)
  | ({ readonly type: 'test'; readonly expression: TestTree } & Compound)
  | ({ readonly type: 'arithmetic'; readonly expression: ArithmeticSource } & Compound);

export type TestTree =
  | { readonly type: 'unary'; readonly operator: string; readonly operand: Word }
  | { readonly type: 'binary'; readonly operator: string; readonly left: Word; readonly right: Word }
  | { readonly type: 'and' | 'or'; readonly operands: readonly TestTree[] }
  | { readonly type: 'not'; readonly operand: TestTree }
  | { readonly type: 'group'; readonly operand: TestTree };

export type CommandTree =
  | SimpleCommand
  | PipelineNode
  | AndOrNode
  | CompoundTree
  | {
      readonly type: 'redirected';
      readonly line: number;
      readonly command: CompoundTree;
      readonly redirections: readonly Redirection[];
      readonly text: string;
    }
  | { readonly type: 'function'; readonly line: number; readonly name: string; readonly definition: FunctionTree; readonly text: string }
  | { readonly type: 'coproc'; readonly line: number; readonly name: string; readonly body: CommandTree; readonly text: string };

/** A function's body, lowered when it is first called. */
export interface FunctionTree {
  /** From the body's first character to its last. */
  readonly source: string;
  readonly line: number;
  body(): CommandTree;
}

export interface ListItem {
  readonly command: CommandTree;
  readonly background: boolean;
  readonly line: number;
  readonly text: string;
}

export interface List {
  /** Of backquotes that hold no command: their text, which is read, and found wrong, when they run. */
  readonly unread?: string;
  readonly items: readonly ListItem[];
}
