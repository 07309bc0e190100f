/** Awk's expressions, by mawk's precedences: `!` and unary minus bind tighter than `*`, `| getline` tighter still. As mawk 1.3.4 parse.y. */
import type { TokenStream } from './token-stream.ts';
import type { Arithmetic, AssignOperator, Comparison, Expression, Target } from './tree.ts';

/** Inside `print` and outside parentheses `>` is a redirection. */
export interface ExpressionContext {
  readonly noGreater: boolean;
}

const PLAIN: ExpressionContext = { noGreater: false };

export function parseExpression(tokens: TokenStream, context: ExpressionContext = PLAIN): Expression {
  const test = parseOr(tokens, context);
  if (!tokens.take('?')) return test;
  tokens.skipNewlines();
  const yes = parseExpression(tokens, context);
  tokens.skipNewlines();
  tokens.expect(':');
  tokens.skipNewlines();
  return { kind: 'conditional', test, yes, no: parseExpression(tokens, context) };
}

/** Expressions between commas, up to a closing mark. */
export function parseList(tokens: TokenStream, close: string | undefined, context: ExpressionContext = PLAIN): readonly Expression[] {
  const list: Expression[] = [];
  if (close !== undefined && tokens.is(close)) return list;
  do {
    tokens.skipNewlines();
    list.push(parseExpression(tokens, context));
  } while (tokens.take(','));
  return list;
}

function parseOr(tokens: TokenStream, context: ExpressionContext): Expression {
  let left = parseAnd(tokens, context);
  while (tokens.take('||')) {
    tokens.skipNewlines();
    left = { kind: 'or', left, right: parseAnd(tokens, context) };
  }
  return left;
}

function parseAnd(tokens: TokenStream, context: ExpressionContext): Expression {
  let left = parseIn(tokens, context);
  while (tokens.take('&&')) {
    tokens.skipNewlines();
    left = { kind: 'and', left, right: parseIn(tokens, context) };
  }
  return left;
}

function parseIn(tokens: TokenStream, context: ExpressionContext): Expression {
  let left = parseMatch(tokens, context);
  while (tokens.take('in')) left = { kind: 'in', subscripts: [left], array: takeName(tokens) };
  return left;
}

export function takeName(tokens: TokenStream): string {
  const { kind, text } = tokens.token;
  if (kind !== 'name') tokens.fail();
  tokens.advance();
  return text;
}

function parseMatch(tokens: TokenStream, context: ExpressionContext): Expression {
  let left = parseComparison(tokens, context);
  while (tokens.is('~') || tokens.is('!~')) {
    const negated = tokens.advance().text === '!~';
    left = { kind: 'match', negated, left, right: parseComparison(tokens, context) };
  }
  return left;
}

const isComparison = (text: string): text is Comparison => /^(?:[<>]=?|[=!]=)$/.test(text);

function parseComparison(tokens: TokenStream, context: ExpressionContext): Expression {
  let left = parseConcatenation(tokens, context);
  for (;;) {
    const { kind, text } = tokens.token;
    if (kind !== 'mark' || !isComparison(text) || (text === '>' && context.noGreater)) return left;
    tokens.advance();
    left = { kind: 'compare', operator: text, left, right: parseConcatenation(tokens, context) };
  }
}

const isAssignment = (text: string): text is AssignOperator => /^[-+*/%^]?=$/.test(text);

const isTarget = (expression: Expression): expression is Target =>
  expression.kind === 'name' || expression.kind === 'index' || expression.kind === 'field';

function parseConcatenation(tokens: TokenStream, context: ExpressionContext): Expression {
  let left = parseAdditive(tokens);
  const { kind, text } = tokens.token;
  if (kind === 'mark' && isAssignment(text) && isTarget(left)) {
    tokens.advance();
    tokens.skipNewlines();
    return { kind: 'assign', operator: text, target: left, value: parseExpression(tokens, context) };
  }
  while (beginsOperand(tokens)) left = { kind: 'concat', left, right: parseAdditive(tokens) };
  return left;
}

function beginsOperand(tokens: TokenStream): boolean {
  const { kind, text } = tokens.token;
  if (kind === 'keyword') return text === 'getline';
  if (kind === 'mark') return /^(?:[$!(]|\+\+|--)$/.test(text);
  return kind !== 'newline' && kind !== 'end';
}

const isOneOf = <T extends string>(tokens: TokenStream, marks: readonly T[]): T | undefined =>
  tokens.token.kind === 'mark' ? marks.find((mark) => mark === tokens.token.text) : undefined;

function parseAdditive(tokens: TokenStream): Expression {
  return leftAssociative(tokens, ['+', '-'], parseMultiplicative);
}

function parseMultiplicative(tokens: TokenStream): Expression {
  return leftAssociative(tokens, ['*', '/', '%'], parseUnary);
}

function leftAssociative(tokens: TokenStream, marks: readonly Arithmetic[], parseOperand: (tokens: TokenStream) => Expression): Expression {
  let left = parseOperand(tokens);
  for (let operator = isOneOf(tokens, marks); operator; operator = isOneOf(tokens, marks)) {
    tokens.advance();
    left = { kind: 'arithmetic', operator, left, right: parseOperand(tokens) };
  }
  return left;
}

function parseUnary(tokens: TokenStream): Expression {
  const operator = isOneOf(tokens, ['!', '-', '+'] as const);
  if (!operator) return parsePipe(tokens);
  tokens.advance();
  return { kind: 'unary', operator, operand: parseUnary(tokens) };
}

function parsePipe(tokens: TokenStream): Expression {
  let left = parsePower(tokens);
  while (tokens.is('|') && tokens.followedBy(/[ \t]*getline\b/y)) {
    tokens.advance();
    tokens.advance();
    left = { kind: 'getline', from: 'command', source: left, target: parseGetlineTarget(tokens) };
  }
  return left;
}

function parsePower(tokens: TokenStream): Expression {
  const left = parsePostfix(tokens);
  if (!tokens.take('^')) return left;
  return { kind: 'arithmetic', operator: '^', left, right: parseExponent(tokens) };
}

function parseExponent(tokens: TokenStream): Expression {
  const operator = isOneOf(tokens, ['!', '-', '+'] as const);
  if (!operator) return parsePower(tokens);
  tokens.advance();
  return { kind: 'unary', operator, operand: parseExponent(tokens) };
}

function parsePostfix(tokens: TokenStream): Expression {
  const prefix = isOneOf(tokens, ['++', '--'] as const);
  if (prefix) {
    tokens.advance();
    const target = parsePrimary(tokens);
    if (!isTarget(target)) return tokens.fail();
    return { kind: 'step', by: prefix === '++' ? 1 : -1, prefix: true, target };
  }
  const operand = parsePrimary(tokens);
  const postfix = isTarget(operand) ? isOneOf(tokens, ['++', '--'] as const) : undefined;
  if (!postfix || !isTarget(operand)) return operand;
  tokens.advance();
  return { kind: 'step', by: postfix === '++' ? 1 : -1, prefix: false, target: operand };
}

function parsePrimary(tokens: TokenStream): Expression {
  const { token } = tokens;
  switch (token.kind) {
    case 'number':
      tokens.advance();
      return { kind: 'number', value: token.value };
    case 'string':
      tokens.advance();
      return { kind: 'string', value: token.value };
    case 'name':
      return parseName(tokens);
    case 'function name':
      tokens.advance();
      return { kind: 'call', name: token.text, operands: parseArguments(tokens), line: token.line };
    case 'builtin':
      return parseBuiltin(tokens);
    case 'keyword':
      if (token.text === 'getline') return parseGetline(tokens);
      return tokens.fail();
    case 'mark':
      return parseMarked(tokens);
    default:
      return tokens.fail();
  }
}

function parseName(tokens: TokenStream): Expression {
  const { line } = tokens.token;
  const name = takeName(tokens);
  return tokens.is('[') ? { kind: 'index', array: name, subscripts: parseSubscripts(tokens), line } : { kind: 'name', name, line };
}

export function parseSubscripts(tokens: TokenStream): readonly Expression[] {
  tokens.expect('[');
  const subscripts = parseList(tokens, undefined);
  tokens.expect(']');
  return subscripts;
}

function parseArguments(tokens: TokenStream): readonly Expression[] {
  tokens.expect('(');
  tokens.parentheses++;
  const list = parseList(tokens, ')');
  tokens.expect(')');
  tokens.parentheses--;
  return list;
}

/** `length` needs no parentheses. */
function parseBuiltin(tokens: TokenStream): Expression {
  const { text: name, line } = tokens.advance();
  if (name === 'length' && !tokens.is('(')) return { kind: 'builtin', name, operands: [], line };
  return { kind: 'builtin', name, operands: parseArguments(tokens), line };
}

function parseGetline(tokens: TokenStream): Expression {
  tokens.advance();
  const target = parseGetlineTarget(tokens);
  if (!tokens.take('<')) return { kind: 'getline', from: 'main', target };
  return { kind: 'getline', from: 'file', source: parsePostfix(tokens), target };
}

function parseGetlineTarget(tokens: TokenStream): Target | undefined {
  if (tokens.token.kind !== 'name' && !tokens.is('$')) return undefined;
  const target = parsePrimary(tokens);
  return isTarget(target) ? target : tokens.fail();
}

function parseMarked(tokens: TokenStream): Expression {
  if (tokens.is('/') || tokens.is('/=')) return { kind: 'regex', source: tokens.regex() };
  if (tokens.take('$')) return { kind: 'field', index: parseFieldIndex(tokens) };
  if (tokens.is('!') || tokens.is('-') || tokens.is('+')) return parseUnary(tokens);
  if (!tokens.take('(')) return tokens.fail();
  tokens.parentheses++;
  const list = parseList(tokens, undefined);
  tokens.expect(')');
  tokens.parentheses--;
  const [inner] = list;
  if (list.length > 1 || !inner) {
    if (!tokens.take('in')) tokens.fail();
    return { kind: 'in', subscripts: list, array: takeName(tokens) };
  }
  return { kind: 'group', inner };
}

/** `$NF`, `$i++` is ($i)++, `$++i`, `$-1`, `$(…)`. */
function parseFieldIndex(tokens: TokenStream): Expression {
  const prefix = isOneOf(tokens, ['++', '--'] as const);
  if (prefix) return parsePostfix(tokens);
  const sign = isOneOf(tokens, ['-', '+', '!'] as const);
  if (!sign) return parsePrimary(tokens);
  tokens.advance();
  return { kind: 'unary', operator: sign, operand: parseFieldIndex(tokens) };
}
