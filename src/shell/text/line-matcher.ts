/** Which lines match: grep's patterns as one test over lines. As GNU grep 3.11. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { compileRegex, type Regex } from '../regex/compile.ts';
import { compilePerl } from './grep/perl-pattern.ts';

export type PatternSyntax = 'basic' | 'extended' | 'fixed' | 'perl';

export interface MatcherOptions {
  readonly syntax: PatternSyntax;
  readonly ignoreCase: boolean;
  /** Only whole words, only whole lines. */
  readonly words: boolean;
  readonly lines: boolean;
  readonly utf8: boolean;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface LineMatcher {
  /** The text that a line must hold, when that is all. */
  readonly literal: ByteString | undefined;
  test(line: ByteString): boolean;
  /** The leftmost-longest match from a place on. */
  find(line: ByteString, from: number): Span | undefined;
}

/** Throws RegexError. No patterns match nothing. */
export function createLineMatcher(patterns: readonly ByteString[], options: MatcherOptions): LineMatcher {
  if (options.syntax === 'fixed' && !options.ignoreCase && !options.words && !options.lines) return fixedMatcher(patterns);
  const regexes = patterns.map((pattern) => compileOne(pattern, options));
  const find = (line: ByteString, from: number) => longest(regexes, line, from, options);
  const literal = literalOf(patterns, options);
  if (options.words || options.lines) return { literal, test: (line) => find(line, 0) !== undefined, find };
  const [only] = regexes;
  if (only && regexes.length === 1) return { literal, test: (line) => only.test(line), find };
  return { literal, test: (line) => regexes.some((regex) => regex.test(line)), find };
}

/** A pattern without operators stands for itself. */
function literalOf(patterns: readonly ByteString[], { syntax, ignoreCase, words, lines }: MatcherOptions): ByteString | undefined {
  const [only] = patterns;
  if (only === undefined || patterns.length > 1 || syntax === 'perl' || ignoreCase || words || lines) return undefined;
  const special = syntax === 'fixed' ? /[^\s\S]/ : syntax === 'extended' ? /[.[\]\\*^$+?(){}|]/ : /[.[\]\\*^$]/;
  return special.test(only) ? undefined : only;
}

function compileOne(pattern: ByteString, { syntax, ignoreCase, utf8 }: MatcherOptions): Regex {
  if (syntax === 'perl') return compilePerl(pattern, ignoreCase);
  const text = syntax === 'fixed' ? pattern.replace(/[.[\]\\*^$]/g, '\\$&') : pattern;
  return compileRegex(text, { syntax: syntax === 'extended' ? 'extended' : 'basic', ignoreCase, utf8 });
}

function fixedMatcher(patterns: readonly ByteString[]): LineMatcher {
  return {
    literal: patterns.length === 1 ? patterns[0] : undefined,
    test: (line) => patterns.some((pattern) => line.includes(pattern)),
    find: (line, from) => {
      let best: Span | undefined;
      for (const pattern of patterns) {
        const start = line.indexOf(pattern, from);
        if (start >= 0) best = better(best, { start, end: start + pattern.length });
      }
      return best;
    },
  };
}

const better = (best: Span | undefined, next: Span): Span =>
  best === undefined || next.start < best.start || (next.start === best.start && next.end > best.end) ? next : best;

function longest(regexes: readonly Regex[], line: ByteString, from: number, options: MatcherOptions): Span | undefined {
  let best: Span | undefined;
  for (const regex of regexes) {
    const found = options.lines ? wholeLine(regex, line) : options.words ? wholeWord(regex, line, from) : regex.exec(line, from);
    if (found && found.start >= from) best = better(best, found);
  }
  return best;
}

function wholeLine(regex: Regex, line: ByteString): Span | undefined {
  const found = regex.exec(line, 0);
  return found?.start === 0 && found.end === line.length ? found : undefined;
}

/** A match that has no word character before and behind it; a shorter one at the same place is tried, then later places. */
function wholeWord(regex: Regex, line: ByteString, from: number): Span | undefined {
  for (let start = from; start <= line.length; ) {
    const found = regex.exec(line, start);
    if (!found) return undefined;
    for (let end = found.end; end > found.start || end === found.end; end--) {
      if (!isWord(line, found.start - 1) && !isWord(line, end) && endsThere(regex, line, found.start, end))
        return { start: found.start, end };
      if (end <= found.start) break;
    }
    start = found.start + 1;
  }
  return undefined;
}

function endsThere(regex: Regex, line: ByteString, start: number, end: number): boolean {
  const found = regex.exec(line.slice(0, end), start);
  return found?.start === start && found.end === end;
}

const isWord = (line: ByteString, at: number) => at >= 0 && at < line.length && /[A-Za-z0-9_\x80-\xff]/.test(line.charAt(at));
