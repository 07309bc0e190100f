/** expr: evaluates an expression. As GNU coreutils 9.4 expr. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { compileRegex } from '../../regex/compile.ts';
import { RegexError } from '../../regex/regex-error.ts';
import { defineProgram } from '../define-program.ts';
import { standardAnswer } from '../standard-answer.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'expr',
  usage: 'EXPRESSION',
  summary: 'Print the value of EXPRESSION to standard output.',
  suite: 'GNU coreutils 9.4',
  usageStatus: 2,
  raw: true,
  options: {},
  async run(io, _options, given) {
    if (await standardAnswer(io, given, { usage: 'EXPRESSION', summary: 'Print the value of EXPRESSION to standard output.' })) return 0;
    const words = given[0] === '--' ? given.slice(1) : given;
    if (words.length === 0) throw new UsageError('missing operand');
    const value = new Evaluator(words, io.unicode).whole();
    await io.out(`${value}\n`);
    return isNull(value) ? 1 : 0;
  },
});

const isNull = (value: ByteString): boolean => value === '' || /^-?0+$/.test(value);
const isInteger = (value: ByteString): boolean => /^-?\d+$/.test(value);
const problem = (text: string): UsageError => new UsageError(text, { hint: false });

const LEVELS: readonly (readonly string[])[] = [['|'], ['&'], ['<', '<=', '=', '==', '!=', '>=', '>'], ['+', '-'], ['*', '/', '%'], [':']];

class Evaluator {
  readonly #words: readonly ByteString[];
  readonly #unicode: boolean;
  #at = 0;

  constructor(words: readonly ByteString[], unicode: boolean) {
    this.#words = words;
    this.#unicode = unicode;
  }

  whole(): ByteString {
    const value = this.#level(0, true);
    const extra = this.#words[this.#at];
    if (extra !== undefined) throw problem(`syntax error: unexpected argument ${localeQuoted(extra)}`);
    return value;
  }

  /** `evaluate`: a side that does not count is read without errors of arithmetic. */
  #level(level: number, evaluate: boolean): ByteString {
    const operators = LEVELS[level];
    if (!operators) return this.#primary(evaluate);
    let left = this.#level(level + 1, evaluate);
    for (let operator = this.#words[this.#at]; operator !== undefined && operators.includes(operator); operator = this.#words[this.#at]) {
      this.#at++;
      const needed = evaluate && !(operator === '|' && !isNull(left)) && !(operator === '&' && isNull(left));
      const right = this.#level(level + 1, needed);
      left = evaluate ? this.#apply(operator, left, right) : '';
    }
    return left;
  }

  #primary(evaluate: boolean): ByteString {
    const word = this.#next();
    if (word === '(') {
      const value = this.#level(0, evaluate);
      const close = this.#words[this.#at++];
      if (close === undefined) throw problem(`syntax error: expecting ')' after ${localeQuoted(this.#words.at(-1) ?? '')}`);
      if (close !== ')') throw problem(`syntax error: expecting ')' instead of ${localeQuoted(close)}`);
      return value;
    }
    if (word === ')') throw problem("syntax error: unexpected ')'");
    if (word === '+') return this.#next();
    if (word === 'length') return String(this.#next().length);
    if (word === 'match') return this.#match(this.#primary(evaluate), this.#primary(evaluate));
    if (word === 'index') {
      const [text, set] = [this.#primary(evaluate), this.#primary(evaluate)];
      return String([...text].findIndex((c) => set.includes(c)) + 1);
    }
    if (word === 'substr') {
      const [text, start, length] = [this.#primary(evaluate), Number(this.#primary(evaluate)), Number(this.#primary(evaluate))];
      return start > 0 && length > 0 ? text.slice(start - 1, start - 1 + length) : '';
    }
    return word;
  }

  #next(): ByteString {
    const word = this.#words[this.#at++];
    if (word === undefined) throw problem(`syntax error: missing argument after ${localeQuoted(this.#words.at(-1) ?? '')}`);
    return word;
  }

  #apply(operator: ByteString, left: ByteString, right: ByteString): ByteString {
    if (operator === '|') return !isNull(left) ? left : isNull(right) ? '0' : right;
    if (operator === '&') return isNull(left) || isNull(right) ? '0' : left;
    if (operator === ':') return this.#match(left, right);
    if (/^[-+*/%]$/.test(operator)) return arithmetic(operator, left, right);
    return compare(operator, left, right) ? '1' : '0';
  }

  #match(text: ByteString, pattern: ByteString): ByteString {
    try {
      const regex = compileRegex(`^${pattern.replace(/^\^/, '')}`, { syntax: 'basic', utf8: this.#unicode });
      const found = regex.exec(text);
      if (regex.groupCount > 0) return found?.groups[1] ?? '';
      return found ? String(found.end - found.start) : '0';
    } catch (error) {
      if (error instanceof RegexError) throw problem(error.message);
      throw error;
    }
  }
}

function arithmetic(operator: ByteString, left: ByteString, right: ByteString): ByteString {
  if (!isInteger(left) || !isInteger(right)) throw problem('non-integer argument');
  const [a, b] = [BigInt(left), BigInt(right)];
  if ((operator === '/' || operator === '%') && b === 0n) throw problem('division by zero');
  const value = operator === '+' ? a + b : operator === '-' ? a - b : operator === '*' ? a * b : operator === '/' ? a / b : a % b;
  return value.toString();
}

function compare(operator: ByteString, left: ByteString, right: ByteString): boolean {
  const numbers = isInteger(left) && isInteger(right);
  const [a, b] = numbers ? [BigInt(left), BigInt(right)] : [left, right];
  if (operator === '=' || operator === '==') return a === b;
  if (operator === '!=') return a !== b;
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  return operator === '>' ? a > b : a >= b;
}
