/** find's expression: operators, options, tests and actions put together into one test. As GNU findutils 4.9.0. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { actionMakers } from './actions.ts';
import { findRegexes } from './regexes.ts';
import { plainTests } from './plain-tests.ts';
import { newerPair, testMakers } from './tests.ts';
import { type FindContext, findError, type Test, WordReader } from './visit.ts';

/** Actions beside which nothing is printed by itself. */
const SPEAKING = /^-(print0?|printf|ls|exec|execdir|ok|okdir|delete)$/;

/** Reads the whole expression. Throws UsageError. */
export function parseExpression(context: FindContext, words: readonly ByteString[]): Test {
  const reader = new WordReader(words);
  const parser = new Parser(context, reader);
  const test = reader.peek() === undefined ? () => true : parser.list();
  const extra = reader.peek();
  if (extra === ')') throw findError("you have too many ')'");
  if (extra !== undefined) throw findError(`paths must precede expression: \`${extra}'`);
  parser.check();
  if (parser.speaks) return test;
  const print = actionMakers['-print']?.(context, reader, '-print');
  return print ? async (visit) => (await test(visit)) && print(visit) : test;
}

class Parser {
  readonly #context: FindContext;
  readonly #words: WordReader;
  readonly #regexes = findRegexes();
  speaks = false;
  #deletes = false;
  #prunes = false;
  #depth = false;

  constructor(context: FindContext, words: WordReader) {
    this.#context = context;
    this.#words = words;
  }

  check(): void {
    if (this.#deletes && this.#prunes && !this.#depth) {
      throw findError(
        'The -delete action automatically turns on -depth, but -prune does nothing when -depth is in effect.  If you want to carry on anyway, just explicitly use the -depth option.',
      );
    }
  }

  list(): Test {
    let left = this.#or();
    while (this.#words.peek() === ',') {
      this.#words.next();
      const [first, second] = [left, this.#operand(',', () => this.#or())];
      left = async (visit) => {
        await first(visit);
        return second(visit);
      };
    }
    return left;
  }

  #or(): Test {
    let left = this.#and();
    for (let word = this.#words.peek(); word === '-o' || word === '-or'; word = this.#words.peek()) {
      this.#words.next();
      const [first, second] = [left, this.#operand(word, () => this.#and())];
      left = async (visit) => (await first(visit)) || second(visit);
    }
    return left;
  }

  #and(): Test {
    let left = this.#not();
    for (let word = this.#words.peek(); word !== undefined && !/^(\)|,|-o|-or)$/.test(word); word = this.#words.peek()) {
      const explicit = word === '-a' || word === '-and';
      if (explicit) this.#words.next();
      const [first, second] = [left, explicit ? this.#operand(word, () => this.#not()) : this.#not()];
      left = (visit) => {
        const held = first(visit);
        if (held === false) return false;
        if (held === true) return this.#context.quit || second(visit);
        return held.then((value) => (value ? this.#context.quit || second(visit) : false));
      };
    }
    return left;
  }

  #operand(operator: ByteString, read: () => Test): Test {
    const word = this.#words.peek();
    if (word === undefined || word === ')') throw findError(`expected an expression after '${operator}'`);
    return read();
  }

  #not(): Test {
    const word = this.#words.peek();
    if (word === '!' || word === '-not') {
      this.#words.next();
      const test = this.#operand(word, () => this.#not());
      return (visit) => {
        const held = test(visit);
        return typeof held === 'boolean' ? !held : held.then((value) => !value);
      };
    }
    return this.#primary();
  }

  #primary(): Test {
    const word = this.#words.next();
    if (word === undefined) throw findError('expected an expression');
    if (/^(-a|-and|-o|-or|,)$/.test(word))
      throw findError(`invalid expression; you have used a binary operator '${word}' with nothing before it.`);
    if (word === '(') return this.#parenthesized();
    if (!word.startsWith('-')) throw this.#straysError(word);
    return this.#option(word) ?? this.#test(word);
  }

  #parenthesized(): Test {
    if (this.#words.peek() === ')') throw findError('invalid expression; empty parentheses are not allowed.');
    if (this.#words.peek() === undefined) {
      throw findError("invalid expression; expected to find a ')' but didn't see one. Perhaps you need an extra predicate after '('");
    }
    const test = this.list();
    if (this.#words.next() !== ')') throw findError("invalid expression; I was expecting to find a ')' somewhere but did not see one.");
    return test;
  }

  #straysError(word: ByteString): Error {
    // A pattern that the shell has made into several names.
    const unquoted = /^-i?(name|path|wholename|lname)$/.test(this.#patternBefore) && this.#context.io.fs.exists(word);
    const hint = unquoted ? `\nfind: possible unquoted pattern after predicate \`${this.#patternBefore}'?` : '';
    return findError(`paths must precede expression: \`${word}'${hint}`);
  }

  #patternBefore: ByteString = '';

  #test(word: ByteString): Test {
    const context = this.#context;
    this.#patternBefore = word;
    const action = actionMakers[word];
    if (action) {
      this.speaks ||= SPEAKING.test(word);
      this.#prunes ||= word === '-prune';
      if (word === '-delete') {
        this.#deletes = true;
        context.depthFirst = true;
      }
      return action(context, this.#words, word);
    }
    const plain = plainTests[word];
    if (plain) return plain(context);
    const maker = testMakers[word] ?? this.#regexes[word] ?? newerPair(word);
    if (maker) return maker(context, this.#words.argument(word), word);
    if (word === '-context') throw findError('invalid predicate -context: SELinux is not enabled.');
    throw findError(/^-newer../.test(word) ? `invalid predicate \`${word}'` : `unknown predicate \`${word}'`);
  }

  /** Options count for the whole run and are true as tests. */
  #option(word: ByteString): Test | undefined {
    const context = this.#context;
    const always: Test = () => true;
    switch (word) {
      case '-maxdepth':
        context.maxDepth = this.#count(word);
        return always;
      case '-mindepth':
        context.minDepth = this.#count(word);
        return always;
      case '-depth':
      case '-d':
        this.#depth = true;
        context.depthFirst = true;
        return always;
      case '-xdev':
      case '-mount':
        context.sameDevice = true;
        return always;
      case '-follow':
        context.followLinks = 'always';
        return always;
      case '-daystart':
        context.dayStart = Math.ceil(context.now / 86_400e6) * 86_400e6;
        return always;
      case '-noleaf':
      case '-warn':
      case '-nowarn':
      case '-ignore_readdir_race':
      case '-noignore_readdir_race':
        return always;
      default:
        return undefined;
    }
  }

  #count(option: ByteString): number {
    const text = this.#words.argument(option);
    if (!/^\d+$/.test(text)) throw findError(`Expected a positive decimal integer argument to ${option}, but got ${localeQuoted(text)}`);
    return Number(text);
  }
}
