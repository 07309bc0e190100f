/** The language of test and [: file tests, strings, integers, ! ( ) -a -o. As GNU coreutils 9.4 test.c and POSIX's rules by argument count. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import type { Stat } from '../../sim/fs/types.ts';
import type { Process } from '../../sim/kernel/types.ts';

/** What is wrong with an expression; the program puts it into its own words. */
export class TestError extends Error {
  readonly problem:
    | 'missing argument'
    | 'unary operator expected'
    | 'binary operator expected'
    | 'integer expected'
    | 'extra argument'
    | 'missing )';
  readonly word: ByteString;
  constructor(problem: TestError['problem'], word: ByteString) {
    super(`${word}: ${problem}`);
    this.name = 'TestError';
    this.problem = problem;
    this.word = word;
  }
}

/** Whether the expression holds. Throws TestError. */
export function evaluateTest(process: Process, words: readonly ByteString[]): boolean {
  if (words.length === 0) return false;
  const reader = new Reader(process, words);
  const value = reader.byCount(words.length);
  reader.expectEnd();
  return value;
}

const BINARY = new Set(['=', '==', '!=', '<', '>', '-eq', '-ne', '-lt', '-le', '-gt', '-ge', '-nt', '-ot', '-ef']);
const UNARY = /^-[abcdefghknoprstuwxzGLNOS]$/;

class Reader {
  readonly #process: Process;
  readonly #words: readonly ByteString[];
  #at = 0;

  constructor(process: Process, words: readonly ByteString[]) {
    this.#process = process;
    this.#words = words;
  }

  expectEnd(): void {
    if (this.#at < this.#words.length) throw new TestError('extra argument', this.#peek());
  }

  byCount(count: number): boolean {
    if (count === 1) return this.#take() !== '';
    if (count === 2) return this.#two();
    if (count === 3) return this.#three();
    if (count === 4 && this.#peek() === '!') {
      this.#at++;
      return !this.#three();
    }
    if (count === 4 && this.#peek() === '(' && this.#peek(3) === ')') {
      this.#at++;
      const value = this.#two();
      this.#at++;
      return value;
    }
    return this.#or();
  }

  #peek(ahead = 0): ByteString {
    return this.#words[this.#at + ahead] ?? '';
  }

  #take(): ByteString {
    const word = this.#words[this.#at];
    if (word === undefined) throw new TestError('missing argument', this.#words.at(-1) ?? '');
    this.#at++;
    return word;
  }

  #two(): boolean {
    if (this.#peek() === '!') {
      this.#at++;
      return this.#take() === '';
    }
    if (/^-.$/s.test(this.#peek())) return this.#unary();
    throw new TestError('missing argument', this.#words[this.#at + 1] ?? this.#peek());
  }

  #three(): boolean {
    if (BINARY.has(this.#peek(1))) return this.#binary();
    if (this.#peek() === '!') {
      this.#at++;
      return !this.#two();
    }
    if (this.#peek() === '(' && this.#peek(2) === ')') {
      this.#at++;
      const value = this.#take() !== '';
      this.#at++;
      return value;
    }
    if (this.#peek(1) === '-a' || this.#peek(1) === '-o') return this.#or();
    throw new TestError('binary operator expected', this.#peek(1));
  }

  #or(): boolean {
    let value = this.#and();
    while (this.#peek() === '-o' && this.#at < this.#words.length) {
      this.#at++;
      value = this.#and() || value;
    }
    return value;
  }

  #and(): boolean {
    let value = this.#term();
    while (this.#peek() === '-a' && this.#at < this.#words.length) {
      this.#at++;
      value = this.#term() && value;
    }
    return value;
  }

  #term(): boolean {
    let negated = false;
    while (this.#peek() === '!' && this.#at < this.#words.length) {
      this.#at++;
      negated = !negated;
    }
    return this.#plainTerm() !== negated;
  }

  #plainTerm(): boolean {
    if (this.#at >= this.#words.length) throw new TestError('missing argument', this.#words.at(-1) ?? '');
    if (this.#peek() === '(') return this.#parenthesized();
    if (this.#words.length - this.#at >= 3 && BINARY.has(this.#peek(1))) return this.#binary();
    if (/^-.$/s.test(this.#peek()) && this.#words.length - this.#at >= 2 && UNARY.test(this.#peek())) return this.#unary();
    return this.#take() !== '';
  }

  #parenthesized(): boolean {
    this.#at++;
    const value = this.#or();
    if (this.#peek() !== ')') throw new TestError('missing )', this.#peek());
    this.#at++;
    return value;
  }

  #unary(): boolean {
    const operator = this.#take();
    if (!UNARY.test(operator)) throw new TestError('unary operator expected', operator);
    return testUnary(this.#process, operator, this.#take());
  }

  #binary(): boolean {
    const left = this.#take();
    const operator = this.#take();
    return testBinary(this.#process, left, operator, this.#take());
  }
}

/** `-f FILE`, `-z STRING`, `-t FD`. */
export function testUnary(process: Process, operator: ByteString, operand: ByteString): boolean {
  if (operator === '-n') return operand !== '';
  if (operator === '-z') return operand === '';
  if (operator === '-t') {
    const fd = Number(integerOf(operand));
    return process.isOpen(fd) && process.terminal(fd) !== undefined;
  }
  if (operator === '-r' || operator === '-w' || operator === '-x') return isAllowed(process, operand, operator);
  const stat = statOf(process, operand, operator === '-h' || operator === '-L');
  return stat !== undefined && fileTest(process, operator, stat);
}

function isAllowed(process: Process, path: ByteString, operator: '-r' | '-w' | '-x'): boolean {
  try {
    process.fs.access(path, operator === '-r' ? 4 : operator === '-w' ? 2 : 1);
    return true;
  } catch (error) {
    if (error instanceof FsError) return false;
    throw error;
  }
}

function statOf(process: Process, path: ByteString, link = false): Stat | undefined {
  try {
    return link ? process.fs.lstat(path) : process.fs.stat(path);
  } catch (error) {
    if (error instanceof FsError) return undefined;
    throw error;
  }
}

function fileTest(process: Process, operator: ByteString, stat: Stat): boolean {
  switch (operator) {
    case '-b':
      return stat.type === 'block';
    case '-c':
      return stat.type === 'character';
    case '-d':
      return stat.type === 'directory';
    case '-f':
      return stat.type === 'file';
    case '-p':
      return stat.type === 'fifo';
    case '-S':
      return stat.type === 'socket';
    case '-h':
    case '-L':
      return stat.type === 'symlink';
    case '-s':
      return stat.size > 0;
    case '-g':
      return (stat.mode & 0o2000) !== 0;
    case '-u':
      return (stat.mode & 0o4000) !== 0;
    case '-k':
      return (stat.mode & 0o1000) !== 0;
    case '-G':
      return stat.gid === process.credentials.gid;
    case '-O':
      return stat.uid === process.credentials.uid;
    case '-N':
      return stat.mtime > stat.atime;
    default:
      return true; // -a, -e
  }
}

/** `A = B`, `A -lt B`, `A -nt B`. */
export function testBinary(process: Process, left: ByteString, operator: ByteString, right: ByteString): boolean {
  switch (operator) {
    case '=':
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '-nt':
    case '-ot':
    case '-ef':
      return compareFiles(statOf(process, left), operator, statOf(process, right));
    default:
      return compareIntegers(integerOf(left), operator, integerOf(right));
  }
}

function compareFiles(a: Stat | undefined, operator: ByteString, b: Stat | undefined): boolean {
  if (operator === '-ef') return a !== undefined && b !== undefined && a.ino === b.ino && a.dev === b.dev;
  if (operator === '-nt') return a !== undefined && (b === undefined || a.mtime > b.mtime);
  return b !== undefined && (a === undefined || a.mtime < b.mtime);
}

function compareIntegers(a: bigint, operator: ByteString, b: bigint): boolean {
  if (operator === '-eq') return a === b;
  if (operator === '-ne') return a !== b;
  if (operator === '-lt') return a < b;
  if (operator === '-le') return a <= b;
  return operator === '-gt' ? a > b : a >= b;
}

function integerOf(word: ByteString): bigint {
  const length = /^-l .*/s.exec(word);
  const match = /^[ \t\n]*([-+]?)(\d+)[ \t\n]*$/.exec(word);
  if (!match || length) throw new TestError('integer expected', word);
  return BigInt(`${match[1] === '-' ? '-' : ''}${match[2]}`);
}
