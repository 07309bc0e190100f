/** Reads awk programs: rules, functions and statements. As mawk 1.3.4 parse.y. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { type ExpressionContext, parseExpression, parseList, parseSubscripts, takeName } from './parse-expression.ts';
import { TokenStream } from './token-stream.ts';
import { type AwkProgram, AwkSyntaxError, type Expression, type FunctionNode, type Rule, type Statement } from './tree.ts';

/** Where a statement stands: what `next`, `return`, `break` may do there. */
type Scope = 'begin' | 'main' | 'end' | 'function';

interface Parser {
  readonly tokens: TokenStream;
  scope: Scope;
  loops: number;
}

/** Throws AwkSyntaxError. */
export function parseProgram(source: ByteString): AwkProgram {
  const tokens = new TokenStream(source);
  const parser: Parser = { tokens, scope: 'main', loops: 0 };
  const [begin, end]: [Statement[], Statement[]] = [[], []];
  const rules: Rule[] = [];
  const functions = new Map<string, FunctionNode>();
  for (tokens.skipTerminators(); tokens.token.kind !== 'end'; tokens.skipTerminators()) {
    if (tokens.is('BEGIN') || tokens.is('END')) {
      const isBegin = tokens.advance().text === 'BEGIN';
      parser.scope = isBegin ? 'begin' : 'end';
      (isBegin ? begin : end).push(parseBlock(parser));
    } else if (tokens.is('function')) {
      const parsed = parseFunction(parser);
      if (functions.has(parsed.name)) tokens.error(`redefinition of ${parsed.name}`);
      functions.set(parsed.name, parsed);
    } else rules.push(parseRule(parser));
    parser.scope = 'main';
  }
  return { begin, rules, end, functions, lastLine: tokens.token.line };
}

function parseRule(parser: Parser): Rule {
  const { tokens } = parser;
  if (tokens.is('{')) return { pattern: undefined, until: undefined, body: parseBlock(parser) };
  const pattern = parseExpression(tokens);
  let until: Expression | undefined;
  if (tokens.take(',')) {
    tokens.skipNewlines();
    until = parseExpression(tokens);
  }
  if (tokens.is('{')) return { pattern, until, body: parseBlock(parser) };
  if (tokens.token.kind !== 'newline' && tokens.token.kind !== 'end' && !tokens.is(';')) tokens.fail();
  return { pattern, until, body: undefined };
}

function parseFunction(parser: Parser): FunctionNode {
  const { tokens } = parser;
  tokens.advance();
  const { kind, text: name } = tokens.token;
  if (kind !== 'name' && kind !== 'function name') tokens.fail();
  tokens.advance();
  tokens.expect('(');
  const parameters: string[] = [];
  while (!tokens.is(')')) {
    if (tokens.token.kind === 'name' && tokens.token.text === name) {
      const { line } = tokens.token;
      throw new AwkSyntaxError(`line ${line}: function parameter cannot be the function\nline ${line}: syntax error at or near ${name}`);
    }
    const parameter = takeName(tokens);
    if (parameters.includes(parameter)) tokens.error(`${parameter} is duplicated in argument list`);
    parameters.push(parameter);
    if (!tokens.take(',')) break;
    tokens.skipNewlines();
  }
  tokens.expect(')');
  tokens.skipNewlines();
  parser.scope = 'function';
  return { name, parameters, body: parseBlock(parser) };
}

function parseBlock(parser: Parser): Statement {
  const { tokens } = parser;
  tokens.expect('{');
  tokens.blocks++;
  const body: Statement[] = [];
  for (tokens.skipTerminators(); !tokens.is('}'); tokens.skipTerminators()) body.push(parseStatement(parser));
  tokens.blocks--;
  tokens.advance();
  return { kind: 'block', body };
}

/** A statement's end: `;`, a newline, or the block's end, which stays. */
function endStatement({ tokens }: Parser): void {
  if (tokens.token.kind === 'newline' || tokens.is(';')) tokens.advance();
  else if (!tokens.is('}')) tokens.fail();
}

function ended(parser: Parser, statement: Statement): Statement {
  endStatement(parser);
  return statement;
}

function parseStatement(parser: Parser): Statement {
  const { tokens } = parser;
  if (tokens.is('{')) return parseBlock(parser);
  // mawk puts a semicolon before a closing brace: `if (x) }` is an if with nothing to do
  if (tokens.take(';') || tokens.is('}')) return { kind: 'block', body: [] };
  const { kind, text } = tokens.token;
  if (kind !== 'keyword' || text === 'getline') return ended(parser, { kind: 'expression', expression: parseExpression(tokens) });
  switch (text) {
    case 'if':
      return parseIf(parser);
    case 'while':
      return parseWhile(parser);
    case 'do':
      return parseDo(parser);
    case 'for':
      return parseFor(parser);
    case 'print':
    case 'printf':
      return ended(parser, parsePrint(parser, text));
    case 'delete':
      return ended(parser, parseDelete(parser));
    default:
      return ended(parser, parseJump(parser, text));
  }
}

function parseJump({ tokens, scope, loops }: Parser, text: string): Statement {
  switch (text) {
    case 'next':
    case 'nextfile':
      tokens.advance();
      if (scope !== 'main') tokens.error(`improper use of ${text}`);
      return { kind: text };
    case 'break':
    case 'continue':
      if (loops === 0) tokens.error(`${text} statement outside of loop`);
      tokens.advance();
      return { kind: text };
    case 'exit':
    case 'return': {
      if (text === 'return' && scope !== 'function') tokens.error('return outside function body');
      tokens.advance();
      const bare = tokens.token.kind === 'newline' || tokens.is(';') || tokens.is('}');
      return { kind: text, value: bare ? undefined : parseExpression(tokens) };
    }
    default:
      return tokens.fail();
  }
}

function parseCondition({ tokens }: Parser): Expression {
  tokens.expect('(');
  tokens.parentheses++;
  const test = parseExpression(tokens);
  tokens.expect(')');
  tokens.parentheses--;
  return test;
}

function parseIf(parser: Parser): Statement {
  const { tokens } = parser;
  tokens.advance();
  const test = parseCondition(parser);
  tokens.skipNewlines();
  const yes = parseStatement(parser);
  const back = tokens.mark();
  tokens.skipTerminators();
  if (!tokens.take('else')) {
    back();
    return { kind: 'if', test, yes, no: undefined };
  }
  tokens.skipNewlines();
  return { kind: 'if', test, yes, no: parseStatement(parser) };
}

function parseBody(parser: Parser): Statement {
  parser.tokens.skipNewlines();
  parser.loops++;
  const body = parseStatement(parser);
  parser.loops--;
  return body;
}

function parseWhile(parser: Parser): Statement {
  parser.tokens.advance();
  const test = parseCondition(parser);
  return { kind: 'while', test, body: parseBody(parser) };
}

function parseDo(parser: Parser): Statement {
  const { tokens } = parser;
  tokens.advance();
  const body = parseBody(parser);
  tokens.skipTerminators();
  tokens.expect('while');
  return ended(parser, { kind: 'do', body, test: parseCondition(parser) });
}

function parseFor(parser: Parser): Statement {
  const { tokens } = parser;
  tokens.advance();
  if (tokens.is('(') && tokens.followedBy(/\s*[A-Za-z_]\w*\s+in\s+[A-Za-z_]\w*\s*\)/y)) {
    tokens.advance();
    const variable = takeName(tokens);
    tokens.advance();
    const array = takeName(tokens);
    tokens.expect(')');
    return { kind: 'forIn', variable, array, body: parseBody(parser) };
  }
  tokens.expect('(');
  tokens.parentheses++;
  const start = tokens.is(';') ? undefined : parseExpression(tokens);
  const parentheses = tokens.parentheses;
  tokens.parentheses = 0;
  tokens.expect(';');
  tokens.skipNewlines();
  const test = tokens.is(';') ? undefined : parseExpression(tokens);
  tokens.expect(';');
  tokens.skipNewlines();
  tokens.parentheses = parentheses;
  const next = tokens.is(')') ? undefined : parseExpression(tokens);
  tokens.expect(')');
  tokens.parentheses--;
  return { kind: 'for', start, test, next, body: parseBody(parser) };
}

const IN_PRINT: ExpressionContext = { noGreater: true };

function parsePrint({ tokens }: Parser, kind: 'print' | 'printf'): Statement {
  tokens.advance();
  const operands = parsePrintOperands(tokens);
  if (kind === 'printf' && operands.length === 0) tokens.error('no arguments in call to printf');
  for (const how of ['>', '>>', '|'] as const) {
    if (tokens.take(how)) return { kind, operands, redirect: { how, to: parseExpression(tokens, IN_PRINT) } };
  }
  return { kind, operands, redirect: undefined };
}

function endsPrint(tokens: TokenStream): boolean {
  const { kind } = tokens.token;
  return kind === 'newline' || kind === 'end' || [';', '}', '>', '>>', '|'].some((mark) => tokens.is(mark));
}

/** `print (a, b) > f`: the parentheses are print's when nothing follows them. */
function parsePrintOperands(tokens: TokenStream): readonly Expression[] {
  if (endsPrint(tokens)) return [];
  if (tokens.is('(')) {
    const back = tokens.mark();
    tokens.advance();
    tokens.parentheses++;
    const list = parseList(tokens, ')');
    if (tokens.take(')') && endsPrint(tokens)) {
      tokens.parentheses--;
      return list;
    }
    back();
  }
  return parseList(tokens, undefined, IN_PRINT);
}

function parseDelete({ tokens }: Parser): Statement {
  tokens.advance();
  const array = takeName(tokens);
  return { kind: 'delete', array, subscripts: tokens.is('[') ? parseSubscripts(tokens) : undefined };
}
