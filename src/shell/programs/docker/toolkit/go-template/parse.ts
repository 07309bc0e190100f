/** Reads a Go template into its tree, with Go's own words for what is wrong. As Go's text/template/parse/parse.go. */
import type { ByteString } from '../../../../../sim/fs/bytes.ts';
import { goQuote } from '../go-strconv.ts';
import type { Token, TokenKind } from './lex.ts';
import { TokenCursor, unquoted } from './token-cursor.ts';
import type { CommandNode, Operand, ParsedTemplate, Pipeline, TemplateNode } from './nodes.ts';

/** `functions`: names that may be called; `name`: the template's, for errors. Throws TemplateError('parse'). */
export function parseTemplate(source: ByteString, functions: ReadonlySet<string>, name = ''): ParsedTemplate {
  const parser = new Parser(source, functions, name);
  const body = parser.list([]).nodes;
  return { source, body, defined: parser.defined };
}

type Ending = 'end' | 'else' | 'input';
const CLOSERS: readonly TokenKind[] = ['close', 'rightParen'];

class Parser {
  readonly defined = new Map<ByteString, readonly TemplateNode[]>();
  readonly #tokens: TokenCursor;
  readonly #functions: ReadonlySet<string>;
  #variables: string[] = ['$'];
  #loops = 0;

  constructor(source: ByteString, functions: ReadonlySet<string>, name: string) {
    this.#tokens = new TokenCursor(source, name);
    this.#functions = functions;
  }

  /** Nodes up to `{{end}}` or `{{else}}`, or to the end of the input when nothing is open. */
  list(open: readonly string[]): { readonly nodes: TemplateNode[]; readonly ending: Ending } {
    const nodes: TemplateNode[] = [];
    for (;;) {
      const token = this.#tokens.take();
      if (token.kind === 'end') {
        if (open.length > 0) this.#tokens.fail('unexpected EOF');
        return { nodes, ending: 'input' };
      }
      if (token.kind === 'text') {
        nodes.push({ kind: 'text', text: token.text, at: token.at, shown: goQuote(token.text) });
        continue;
      }
      if (token.kind !== 'open') this.#tokens.unexpected(token, 'input');
      const node = this.#action(token, open);
      if (node === 'end' || node === 'else') return { nodes, ending: node };
      if (node) nodes.push(node);
    }
  }

  #action(openToken: Token, open: readonly string[]): TemplateNode | 'end' | 'else' | undefined {
    const token = this.#tokens.takeNonSpace();
    if (token.kind === 'keyword') return this.#keyword(token, open);
    this.#tokens.back();
    const pipeline = this.#pipeline('command', ['close']);
    return { kind: 'action', pipeline, at: openToken.at, shown: `{{${pipeline.shown}}}` };
  }

  #keyword(token: Token, open: readonly string[]): TemplateNode | 'end' | 'else' | undefined {
    switch (token.text) {
      case 'end':
        if (open.length === 0) this.#tokens.fail('unexpected {{end}}');
        this.#tokens.expectClose('end');
        return 'end';
      case 'else':
        if (open.length === 0) this.#tokens.fail('unexpected {{else}}');
        if (this.#tokens.peekNonSpace().kind !== 'keyword') this.#tokens.expectClose('else');
        return 'else';
      case 'if':
      case 'with':
      case 'range':
        return this.#control(token, token.text);
      case 'define':
      case 'block':
        return this.#define(token, open);
      case 'template':
        return this.#template();
      default:
        if (this.#loops === 0) this.#tokens.fail(`{{${token.text}}} outside {{range}}`);
        this.#tokens.expectClose(`{{${token.text}}}`);
        return { kind: token.text as 'break' | 'continue', at: token.at, shown: `{{${token.text}}}` };
    }
  }

  #control(token: Token, kind: 'if' | 'with' | 'range'): TemplateNode {
    const scope = this.#variables.length;
    const pipeline = this.#pipeline(kind, ['close']);
    if (kind === 'range') this.#loops++;
    const { nodes, ending } = this.list([kind]);
    if (kind === 'range') this.#loops--;
    let otherwise: readonly TemplateNode[] = [];
    if (ending === 'else') otherwise = this.#otherwise(kind);
    this.#variables.length = scope;
    return { kind, pipeline, body: nodes, otherwise, at: token.at, shown: `{{${kind} ${pipeline.shown}}}` };
  }

  /** After `{{else`: a body, or `if` or `with` that ends with the same `{{end}}`. */
  #otherwise(kind: string): readonly TemplateNode[] {
    const token = this.#tokens.peekNonSpace();
    if (token.kind === 'keyword' && token.text === kind && kind !== 'range') {
      this.#tokens.takeNonSpace();
      return [this.#control(token, kind as 'if' | 'with')];
    }
    if (token.kind === 'keyword') this.#tokens.unexpected(token, 'else');
    const { nodes, ending } = this.list([kind]);
    if (ending === 'else') this.#tokens.fail(`expected end; found {{else}}`);
    return nodes;
  }

  #define(token: Token, open: readonly string[]): TemplateNode | undefined {
    if (token.text === 'define' && open.length > 0) this.#tokens.fail('unexpected {{define}}');
    const name = this.#name(`${token.text} clause`);
    const pipeline = token.text === 'block' ? this.#pipeline('block clause', ['close']) : undefined;
    if (!pipeline) this.#tokens.expectClose('define clause');
    const outer = this.#variables;
    this.#variables = ['$'];
    const { nodes } = this.list([token.text]);
    this.#variables = outer;
    this.defined.set(name, nodes);
    return pipeline
      ? { kind: 'template', name, pipeline, at: token.at, shown: `{{template ${goQuote(name)} ${pipeline.shown}}}` }
      : undefined;
  }

  #template(): TemplateNode {
    const { at } = this.#tokens.peekNonSpace();
    const name = this.#name('template clause');
    const next = this.#tokens.takeNonSpace();
    let pipeline: Pipeline | undefined;
    if (next.kind !== 'close') {
      this.#tokens.back();
      pipeline = this.#pipeline('template clause', ['close']);
    }
    return {
      kind: 'template',
      name,
      pipeline,
      at,
      shown: `{{template ${goQuote(name)}${pipeline ? ` ${pipeline.shown}` : ''}}}`,
    };
  }

  #name(context: string): ByteString {
    const token = this.#tokens.takeNonSpace();
    if (token.kind !== 'string') this.#tokens.unexpected(token, context);
    return unquoted(token.text);
  }

  #pipeline(context: string, ends: readonly TokenKind[]): Pipeline {
    const at = this.#tokens.peekNonSpace().at;
    const { variables, declares } = this.#declarations(context);
    const commands: CommandNode[] = [];
    for (;;) {
      const token = this.#tokens.takeNonSpace();
      if (ends.includes(token.kind)) break;
      if (!STARTS.includes(token.kind)) this.#tokens.unexpected(token, context);
      this.#tokens.back();
      commands.push(this.#command());
    }
    if (commands.length === 0) this.#tokens.fail(`missing value for ${context}`);
    this.#checkPipeline(commands);
    const names = variables.length === 0 ? '' : `${variables.join(', ')} ${declares ? ':=' : '='} `;
    return { variables, declares, commands, at, shown: names + commands.map((command) => command.shown).join(' | ') };
  }

  #declarations(context: string): { readonly variables: readonly string[]; readonly declares: boolean } {
    const start = this.#tokens.position;
    const variables: string[] = [];
    for (let token = this.#tokens.takeNonSpace(); token.kind === 'variable'; token = this.#tokens.takeNonSpace()) {
      variables.push(token.text);
      const next = this.#tokens.takeNonSpace();
      if (next.kind === 'declare' || next.kind === 'assign') {
        if (next.kind === 'declare') this.#variables.push(...variables);
        return { variables, declares: next.kind === 'declare' };
      }
      if (next.kind !== 'comma' || context !== 'range' || variables.length === 2) break;
    }
    this.#tokens.position = start;
    return { variables: [], declares: false };
  }

  #checkPipeline(commands: readonly CommandNode[]): void {
    for (const command of commands.slice(1)) {
      const [first] = command.operands;
      if (first.kind === 'constant' || first.kind === 'dot')
        this.#tokens.fail(`non executable command in pipeline stage ${commands.indexOf(command) + 1}`);
    }
  }

  #command(): CommandNode {
    const at = this.#tokens.peekNonSpace().at;
    const operands: Operand[] = [];
    for (;;) {
      this.#tokens.peekNonSpace();
      const operand = this.#operand();
      if (operand) operands.push(operand);
      const token = this.#tokens.take();
      if (token.kind === 'space') continue;
      if (CLOSERS.includes(token.kind)) {
        this.#tokens.back();
        break;
      }
      if (token.kind === 'pipe') break;
      this.#tokens.unexpected(token, 'operand');
    }
    const [first, ...others] = operands;
    if (!first) this.#tokens.fail('empty command');
    return { operands: [first, ...others], at, shown: operands.map((operand) => operand.shown).join(' ') };
  }

  #operand(): Operand | undefined {
    const term = this.#term();
    if (!term || this.#tokens.peek().kind !== 'field') return term;
    const at = this.#tokens.peek().at;
    const names: string[] = [];
    let shown = term.shown;
    while (this.#tokens.peek().kind === 'field') {
      const token = this.#tokens.take();
      names.push(token.text.slice(1));
      shown += token.text;
    }
    if (term.kind === 'field') return { ...term, names: [...term.names, ...names], at, shown };
    if (term.kind === 'variable') return { ...term, names, at, shown };
    if (term.kind === 'chain') return { ...term, names, at, shown };
    return this.#tokens.fail(`unexpected . after term ${goQuote(term.shown)}`);
  }

  #term(): Operand | undefined {
    const token = this.#tokens.takeNonSpace();
    const { at, text: shown } = token;
    switch (token.kind) {
      case 'identifier':
        if (!this.#functions.has(shown)) this.#tokens.fail(`function ${goQuote(shown)} not defined`);
        return { kind: 'function', name: shown, at, shown };
      case 'dot':
        return { kind: 'dot', at, shown };
      case 'nil':
        return { kind: 'constant', value: null, at, shown };
      case 'bool':
        return { kind: 'constant', value: shown === 'true', at, shown };
      case 'character':
        return { kind: 'constant', value: unquoted(shown).charCodeAt(0), at, shown };
      case 'number':
        return { kind: 'constant', value: Number(shown.replaceAll('_', '').replace(/^\+/, '')), at, shown };
      case 'string':
        return { kind: 'constant', value: unquoted(shown), at, shown };
      case 'field':
        return { kind: 'field', names: [shown.slice(1)], at, shown };
      case 'variable':
        if (!this.#variables.includes(shown)) this.#tokens.fail(`undefined variable ${goQuote(shown)}`);
        return { kind: 'variable', name: shown, names: [], at, shown };
      case 'leftParen': {
        const of = this.#pipeline('parenthesized pipeline', ['rightParen']);
        return { kind: 'chain', of, names: [], at, shown: `(${of.shown})` };
      }
      default:
        this.#tokens.back();
        return undefined;
    }
  }
}

const STARTS: readonly TokenKind[] = [
  'bool',
  'character',
  'dot',
  'field',
  'identifier',
  'number',
  'nil',
  'string',
  'variable',
  'leftParen',
];
