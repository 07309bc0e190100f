/** Shell arithmetic: text → tree. Precedence and errors as expr.c of GNU bash. */
import type { ByteString } from '../../../sim/fs/bytes.ts';

export type Expression =
  | { readonly type: 'number'; readonly value: number | bigint }
  | { readonly type: 'variable'; readonly name: ByteString; readonly subscript: ByteString | undefined }
  | { readonly type: 'unary'; readonly operator: '!' | '~' | '-' | '+'; readonly operand: Expression }
  | { readonly type: 'step'; readonly target: Target; readonly by: 1 | -1; readonly prefix: boolean }
  | { readonly type: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression; readonly rest: ByteString }
  | { readonly type: 'and' | 'or' | 'comma'; readonly left: Expression; readonly right: Expression }
  | { readonly type: 'choice'; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly type: 'assign'; readonly target: Target; readonly operator: string; readonly value: Expression; readonly rest: ByteString };

export type Target = Extract<Expression, { type: 'variable' }>;

/** What is wrong, in bash's words, with the text from there on (`error token is "…"`). */
export class ArithmeticError extends Error {
  readonly token: ByteString;
  constructor(message: string, token: ByteString) {
    super(message);
    this.name = 'ArithmeticError';
    this.token = token;
  }
}

interface Parser {
  readonly text: ByteString;
  at: number;
  /** Start of the token read last. */
  previous: number;
}

const ASSIGNMENTS = ['=', '*=', '/=', '%=', '+=', '-=', '<<=', '>>=', '&=', '^=', '|='];
const LEVELS: readonly (readonly string[])[] = [
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<=', '>=', '<', '>'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];
const TOKEN = /<<=|>>=|\*\*|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&^|]=|[-+*/%<>=!~&^|?:,()[\]]/y;

/** Throws ArithmeticError. An empty text is 0. */
export function parseArithmetic(text: ByteString): Expression {
  const parser: Parser = { text, at: 0, previous: 0 };
  skipBlanks(parser);
  if (parser.at >= text.length) return { type: 'number', value: 0 };
  const expression = parseComma(parser);
  skipBlanks(parser);
  if (parser.at < text.length) {
    const rest = text.slice(parser.at);
    const message =
      /^[\w$'"#@]/.test(rest) && !/^[)\]]/.test(rest)
        ? 'syntax error in expression'
        : peek(parser) === ''
          ? 'syntax error: invalid arithmetic operator'
          : 'syntax error in expression';
    throw new ArithmeticError(assignmentToNonVariable(rest) ? 'attempted assignment to non-variable' : message, rest);
  }
  return expression;
}

const assignmentToNonVariable = (rest: ByteString): boolean => /^(?:[-+*/%&^|]|<<|>>)?=(?!=)/.test(rest);

function skipBlanks(parser: Parser): void {
  for (; parser.at < parser.text.length; parser.at++) {
    const code = parser.text.charCodeAt(parser.at);
    if (code !== 32 && (code < 9 || code > 13)) return;
  }
}

function peek(parser: Parser): string {
  skipBlanks(parser);
  TOKEN.lastIndex = parser.at;
  return TOKEN.exec(parser.text)?.[0] ?? '';
}

function take(parser: Parser, token: string): boolean {
  if (peek(parser) !== token) return false;
  parser.previous = parser.at;
  parser.at += token.length;
  return true;
}

function parseComma(parser: Parser): Expression {
  let left = parseAssignment(parser);
  while (take(parser, ',')) left = { type: 'comma', left, right: parseAssignment(parser) };
  return left;
}

function parseAssignment(parser: Parser): Expression {
  const left = parseChoice(parser);
  if (left.type !== 'variable') return left;
  const operator = peek(parser);
  if (!ASSIGNMENTS.includes(operator)) return left;
  take(parser, operator);
  skipBlanks(parser);
  const rest = parser.text.slice(parser.at);
  return { type: 'assign', target: left, operator: operator.slice(0, -1), value: parseAssignment(parser), rest };
}

function parseChoice(parser: Parser): Expression {
  const test = parseOr(parser);
  if (!take(parser, '?')) return test;
  skipBlanks(parser);
  if (peek(parser) === ':' || parser.at >= parser.text.length)
    throw new ArithmeticError('expression expected', parser.text.slice(parser.at) || parser.text.slice(parser.previous));
  const yes = parseComma(parser);
  if (!take(parser, ':'))
    throw new ArithmeticError(
      "`:' expected for conditional expression",
      parser.text.slice(parser.at) || parser.text.slice(parser.previous),
    );
  skipBlanks(parser);
  if (parser.at >= parser.text.length) throw new ArithmeticError('expression expected', parser.text.slice(parser.previous));
  return { type: 'choice', test, yes, no: parseChoiceBranch(parser) };
}

function parseChoiceBranch(parser: Parser): Expression {
  return parseChoice(parser);
}

function parseOr(parser: Parser): Expression {
  let left = parseAnd(parser);
  while (take(parser, '||')) left = { type: 'or', left, right: parseAnd(parser) };
  return left;
}

function parseAnd(parser: Parser): Expression {
  let left = parseLevel(parser, 0);
  while (take(parser, '&&')) left = { type: 'and', left, right: parseLevel(parser, 0) };
  return left;
}

function parseLevel(parser: Parser, level: number): Expression {
  const operators = LEVELS[level];
  if (!operators) return parsePower(parser);
  let left = parseLevel(parser, level + 1);
  for (;;) {
    const operator = peek(parser);
    if (!operators.includes(operator)) return left;
    take(parser, operator);
    skipBlanks(parser);
    const rest = parser.text.slice(parser.at);
    left = { type: 'binary', operator, left, right: parseLevel(parser, level + 1), rest };
  }
}

function parsePower(parser: Parser): Expression {
  const left = parseUnary(parser);
  if (!take(parser, '**')) return left;
  skipBlanks(parser);
  const rest = parser.text.slice(parser.at).replace(/^[-+ \t]+/, '');
  return { type: 'binary', operator: '**', left, right: parsePower(parser), rest };
}

function parseUnary(parser: Parser): Expression {
  const operator = peek(parser);
  if (operator === '++' || operator === '--') {
    const start = parser.at;
    take(parser, operator);
    skipBlanks(parser);
    if (/[A-Za-z_]/.test(parser.text[parser.at] ?? '')) {
      const target = parsePrimary(parser);
      if (target.type === 'variable') return { type: 'step', target, by: operator === '++' ? 1 : -1, prefix: true };
    }
    parser.at = start + 1;
    parser.previous = start;
    const sign = operator === '++' ? '+' : '-';
    return { type: 'unary', operator: sign, operand: parseUnary(parser) };
  }
  if (operator === '!' || operator === '~' || operator === '-' || operator === '+') {
    take(parser, operator);
    return { type: 'unary', operator, operand: parseUnary(parser) };
  }
  return parsePostfix(parser);
}

function parsePostfix(parser: Parser): Expression {
  const primary = parsePrimary(parser);
  const operator = peek(parser);
  if (operator !== '++' && operator !== '--') return primary;
  if (primary.type === 'variable') {
    take(parser, operator);
    return { type: 'step', target: primary, by: operator === '++' ? 1 : -1, prefix: false };
  }
  return primary;
}

function parsePrimary(parser: Parser): Expression {
  skipBlanks(parser);
  const { text } = parser;
  const char = text[parser.at];
  if (char === '(') return parseGroup(parser);
  const number = matchAt(/[0-9][0-9A-Za-z@_#]*/y, text, parser.at);
  if (number !== undefined) {
    parser.previous = parser.at;
    parser.at += number.length;
    return { type: 'number', value: parseNumber(number, text.slice(parser.previous)) };
  }
  const name = matchAt(/[A-Za-z_][A-Za-z0-9_]*/y, text, parser.at);
  if (name !== undefined) return parseVariable(parser, name);
  if (char === undefined) throw new ArithmeticError('syntax error: operand expected', text.slice(parser.previous));
  throw new ArithmeticError('syntax error: operand expected', text.slice(parser.at));
}

function parseGroup(parser: Parser): Expression {
  take(parser, '(');
  const inner = parseComma(parser);
  if (!take(parser, ')'))
    throw new ArithmeticError(
      "missing `)'",
      parser.at < parser.text.length ? parser.text.slice(parser.at) : parser.text.slice(parser.previous),
    );
  return inner;
}

function parseVariable(parser: Parser, name: ByteString): Expression {
  parser.previous = parser.at;
  parser.at += name.length;
  if (parser.text[parser.at] !== '[') return { type: 'variable', name, subscript: undefined };
  const end = closingBracket(parser.text, parser.at);
  if (end < 0) throw new ArithmeticError('bad array subscript', parser.text.slice(parser.previous));
  const subscript = parser.text.slice(parser.at + 1, end);
  parser.at = end + 1;
  return { type: 'variable', name, subscript };
}

function closingBracket(text: ByteString, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '[') depth++;
    else if (text[at] === ']' && --depth === 0) return at;
  }
  return -1;
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@_';

/** A constant: decimal, 0octal, 0xhex, base#digits. */
function parseNumber(text: ByteString, rest: ByteString): number | bigint {
  if (/^(?:0|[1-9][0-9]{0,14})$/.test(text)) return Number(text);
  const based = /^(\d+)#(.*)$/.exec(text);
  if (based) return parseBased(Number(based[1]), based[2] ?? '', rest);
  if (/^0[xX]/.test(text)) return parseBased(16, text.slice(2).toLowerCase() || '0', rest);
  if (text.includes('#')) throw new ArithmeticError('invalid number', rest);
  return parseBased(text[0] === '0' ? 8 : 10, text, rest);
}

function parseBased(base: number, digits: ByteString, rest: ByteString): number | bigint {
  if (base < 2 || base > 64) throw new ArithmeticError('invalid arithmetic base', rest);
  if (digits === '') throw new ArithmeticError('invalid integer constant', rest);
  let value = 0n;
  for (const char of digits) {
    const digit = DIGITS.indexOf(base <= 36 ? char.toLowerCase() : char);
    if (digit < 0 || char === '#') throw new ArithmeticError('invalid number', rest);
    if (digit >= base) throw new ArithmeticError('value too great for base', rest);
    value = BigInt.asIntN(64, value * BigInt(base) + BigInt(digit));
  }
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
}
