/** Evaluating shell arithmetic in 64 bits: JavaScript numbers while they are exact, big integers beyond. As expr.c of GNU bash. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { ExpansionError, type Shell } from '../shell.ts';
import { findVariable, getElement, getValue, resolveName, splitReference } from '../variables.ts';
import { setElement, setValue } from '../set-variables.ts';
import { ArithmeticError, type Expression, parseArithmetic, type Target } from './arithmetic-parser.ts';

export type Integer = number | bigint;

const CACHE_LIMIT = 2000;
const DEPTH_LIMIT = 1024;

/** The value of an expression whose expansions are done. Throws ExpansionError in bash's words. */
export function evaluateText(shell: Shell, text: ByteString, command = ''): Integer {
  return evaluateAt(shell, text, 0, command);
}

function evaluateAt(shell: Shell, text: ByteString, depth: number, command: string): Integer {
  const simple = simpleInteger(text);
  if (simple !== undefined) return simple;
  if (shell.dialect === 'sh' && text.includes('**')) throw new ExpansionError(`arithmetic expression: expecting primary: "${text}"`);
  if (depth > DEPTH_LIMIT) throw new ExpansionError(`${text}: expression recursion level exceeded (error token is "${text}")`);
  try {
    return evaluate(shell, parsed(shell, text), depth);
  } catch (error) {
    if (!(error instanceof ArithmeticError)) throw error;
    if (shell.dialect === 'sh') throw new ExpansionError(`arithmetic expression: ${dashWords(error.message)}: "${text}"`);
    throw new ExpansionError(`${command}${text.replace(/^[ \t\n]+/, '')}: ${error.message} (error token is "${error.token}")`);
  }
}

/** dash's words for the same. */
function dashWords(message: string): string {
  if (message === 'division by 0') return 'division by zero';
  return message === 'syntax error: operand expected' ? 'expecting primary' : 'expecting EOF';
}

/** A plain decimal number in few characters, without a tree. */
function simpleInteger(text: ByteString): number | undefined {
  const { length } = text;
  if (length === 0 || length > 15) return undefined;
  let value = 0;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i) - 48;
    if (code < 0 || code > 9) return undefined;
    value = value * 10 + code;
  }
  return length > 1 && text.charCodeAt(0) === 48 ? undefined : value;
}

function parsed(shell: Shell, text: ByteString): Expression {
  const cache = shell.caches.arithmetic as Map<string, Expression>;
  const known = cache.get(text);
  if (known) return known;
  const made = parseArithmetic(text);
  if (cache.size > CACHE_LIMIT) cache.clear();
  cache.set(text, made);
  return made;
}

function evaluate(shell: Shell, node: Expression, depth: number): Integer {
  switch (node.type) {
    case 'number':
      return node.value;
    case 'variable':
      return readVariable(shell, node, depth);
    case 'binary':
      return binary(node.operator, evaluate(shell, node.left, depth), evaluate(shell, node.right, depth), node.rest);
    case 'unary':
      return unary(node.operator, evaluate(shell, node.operand, depth));
    case 'and':
      return truth(evaluate(shell, node.left, depth)) && truth(evaluate(shell, node.right, depth)) ? 1 : 0;
    case 'or':
      return truth(evaluate(shell, node.left, depth)) || truth(evaluate(shell, node.right, depth)) ? 1 : 0;
    case 'comma':
      evaluate(shell, node.left, depth);
      return evaluate(shell, node.right, depth);
    case 'choice':
      return evaluate(shell, truth(evaluate(shell, node.test, depth)) ? node.yes : node.no, depth);
    case 'step': {
      const before = readVariable(shell, node.target, depth);
      const next = binary('+', before, node.by, '');
      writeVariable(shell, node.target, next);
      return node.prefix ? next : before;
    }
    case 'assign': {
      const value = evaluate(shell, node.value, depth);
      const result = node.operator === '' ? value : binary(node.operator, readVariable(shell, node.target, depth), value, node.rest);
      writeVariable(shell, node.target, result);
      return result;
    }
  }
}

const truth = (value: Integer): boolean => value !== 0 && value !== 0n;

function readVariable(shell: Shell, target: Target, depth: number): Integer {
  const value = target.subscript === undefined ? getValue(shell, target.name) : getElement(shell, target.name, target.subscript);
  if (value === undefined) {
    if (shell.state.options.nounset) throw new ExpansionError(`${target.name}: unbound variable`, { fatal: true, status: 127 });
    return 0;
  }
  if (value === '') return 0;
  return simpleInteger(value) ?? evaluateAt(shell, value, depth + 1, '');
}

function writeVariable(shell: Shell, target: Target, value: Integer): void {
  const text = String(value);
  if (target.subscript === undefined) {
    const resolved = findVariable(shell, target.name)?.nameref ? splitReference(resolveName(shell, target.name)) : undefined;
    if (resolved) setElement(shell, resolved.name, resolved.subscript, text);
    else setValue(shell, target.name, text);
  } else setElement(shell, target.name, target.subscript, text);
}

function unary(operator: '!' | '~' | '-' | '+', value: Integer): Integer {
  if (operator === '!') return truth(value) ? 0 : 1;
  if (operator === '+') return value;
  if (operator === '-') return binary('-', 0, value, '');
  return narrow(~BigInt(value));
}

/** Wraps to 64 bits; a number again when that is exact. */
function narrow(value: bigint): Integer {
  const wrapped = BigInt.asIntN(64, value);
  return wrapped >= -9007199254740991n && wrapped <= 9007199254740991n ? Number(wrapped) : wrapped;
}

function binary(operator: string, left: Integer, right: Integer, rest: ByteString): Integer {
  if (typeof left === 'number' && typeof right === 'number') {
    const fast = binaryNumbers(operator, left, right);
    if (fast !== undefined) return fast;
  }
  return binaryLarge(operator, BigInt(left), BigInt(right), rest);
}

function binaryNumbers(operator: string, left: number, right: number): number | undefined {
  switch (operator) {
    case '+':
      return exact(left + right);
    case '-':
      return exact(left - right);
    case '*':
      return exact(left * right);
    case '/':
      return right === 0 ? undefined : Math.trunc(left / right) + 0;
    case '%':
      return right === 0 ? undefined : (left % right) + 0;
    case '<':
      return left < right ? 1 : 0;
    case '>':
      return left > right ? 1 : 0;
    case '<=':
      return left <= right ? 1 : 0;
    case '>=':
      return left >= right ? 1 : 0;
    case '==':
      return left === right ? 1 : 0;
    case '!=':
      return left !== right ? 1 : 0;
    default:
      return undefined;
  }
}

const exact = (value: number): number | undefined => (value >= -9007199254740991 && value <= 9007199254740991 ? value + 0 : undefined);

function binaryLarge(operator: string, left: bigint, right: bigint, rest: ByteString): Integer {
  switch (operator) {
    case '+':
      return narrow(left + right);
    case '-':
      return narrow(left - right);
    case '*':
      return narrow(left * right);
    case '/':
    case '%':
      if (right === 0n) throw new ArithmeticError('division by 0', rest);
      return narrow(operator === '/' ? left / right : left % right);
    case '**':
      return power(left, right, rest);
    case '<<':
      return narrow(left << (right & 63n));
    case '>>':
      return narrow(left >> (right & 63n));
    case '&':
      return narrow(left & right);
    case '|':
      return narrow(left | right);
    case '^':
      return narrow(left ^ right);
    case '<':
      return left < right ? 1 : 0;
    case '>':
      return left > right ? 1 : 0;
    case '<=':
      return left <= right ? 1 : 0;
    case '>=':
      return left >= right ? 1 : 0;
    case '==':
      return left === right ? 1 : 0;
    default:
      return left !== right ? 1 : 0;
  }
}

function power(base: bigint, exponent: bigint, rest: ByteString): Integer {
  if (exponent < 0n) throw new ArithmeticError('exponent less than 0', rest);
  let result = 1n;
  let factor = base;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = BigInt.asIntN(64, result * factor);
    factor = BigInt.asIntN(64, factor * factor);
  }
  return narrow(result);
}
