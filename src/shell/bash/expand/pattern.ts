/** Shell patterns (`*`, `?`, `[…]`, extended ones) as JavaScript regular expressions over byte strings. As lib/glob of GNU bash. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { parseBracket } from '../../regex/bracket.ts';
import { complement, foldCase, type Ranges } from '../../regex/charset.ts';
import { codePointAt } from '../../regex/parse-character.ts';
import { RegexError } from '../../regex/regex-error.ts';
import { translate } from '../../regex/translate.ts';
import { setNode } from '../../regex/tree.ts';
import { isUtf8, type Shell } from '../shell.ts';

export interface PatternOptions {
  readonly utf8: boolean;
  readonly ignoreCase: boolean;
  /** Stars do not match a slash (path names). */
  readonly path?: boolean;
  /** Stars take as little as they can. */
  readonly lazy?: boolean;
}

const CACHE_LIMIT = 1000;

/** Characters that make a pattern out of a text. */
export const hasGlob = (text: string): boolean => /[*?]|\[[\s\S]*\]|[@!+]\(/.test(text);

/** A quick first look: whether a piece of a text may belong to a pattern. */
export const mayGlob = (text: string): boolean => /[*?[\](]/.test(text);

/** Quotes a text for use in a pattern. */
export const quotePattern = (text: string): string =>
  /[*?[\]\\()|@!+^.${}-]/.test(text) ? text.replace(/[*?[\]\\()|@!+^.${}-]/g, '\\$&') : text;

/** The regular expression's source for a pattern in which a backslash quotes. */
export function patternSource(pattern: ByteString, options: PatternOptions): string {
  const reader = { pattern, at: 0, options };
  return readSequence(reader, '');
}

interface Reader {
  readonly pattern: ByteString;
  at: number;
  readonly options: PatternOptions;
}

/** Reads up to the end or, inside `@(…)`, up to one of the characters in `until`. */
function readSequence(reader: Reader, until: string): string {
  let source = '';
  const { pattern, options } = reader;
  while (reader.at < pattern.length) {
    const char = pattern[reader.at] ?? '';
    if (until.includes(char)) return source;
    if ('?*+@!'.includes(char) && pattern[reader.at + 1] === '(') {
      const group = readGroup(reader, char, until);
      if (group !== undefined) {
        source += group;
        continue;
      }
    }
    if (char === '*') {
      while (pattern[reader.at] === '*' && pattern[reader.at + 1] !== '(') reader.at++;
      if (pattern[reader.at] === '*' && pattern[reader.at + 1] === '(') source += '';
      source += `${options.path ? '[^/]' : '[^]'}*${options.lazy ? '?' : ''}`;
    } else if (char === '?') {
      reader.at++;
      source += anyCharacter(options);
    } else if (char === '[') source += readBracket(reader);
    else {
      if (char === '\\' && reader.at + 1 < pattern.length) reader.at++;
      source += readLiteral(reader);
    }
  }
  return source;
}

function anyCharacter(options: PatternOptions): string {
  if (options.utf8)
    return options.path
      ? `(?:(?!/)(?:${translate(setNode(complement([], true), true))}|[\\x80-\\xff]))`
      : `(?:${translate(setNode(complement([], true), true))}|[\\x80-\\xff])`;
  return options.path ? '[^/]' : '[^]';
}

function readLiteral(reader: Reader): string {
  const { pattern, options } = reader;
  const point = options.utf8 ? codePointAt(pattern, reader.at) : undefined;
  const code = point?.code ?? pattern.charCodeAt(reader.at);
  reader.at += point?.length ?? 1;
  return setSource([[code, code]], { ...options, utf8: point !== undefined && options.utf8 });
}

function setSource(ranges: Ranges, options: PatternOptions, negated = false): string {
  const folded = options.ignoreCase ? foldCase(ranges, options.utf8) : ranges;
  const source = translate(setNode(negated ? complement(folded, options.utf8) : folded, options.utf8));
  return source.includes('|') ? `(?:${source})` : source;
}

/** A bracket expression; one that is not closed is a plain `[`. Backslashes quote inside. */
function readBracket(reader: Reader): string {
  const found = closeOfBracket(reader.pattern, reader.at);
  if (found === undefined) {
    reader.at++;
    return '\\[';
  }
  reader.at = found.end;
  try {
    const bracket = parseBracket(found.text, 0, reader.options.utf8);
    const source = setSource(bracket.ranges, reader.options, bracket.negated);
    return reader.options.path ? `(?!/)${source}` : source;
  } catch (error) {
    if (error instanceof RegexError) return '[]';
    throw error;
  }
}

/** The bracket expression at `open` in POSIX form: `!` is `^`, quoted characters stand as `[.x.]`. */
function closeOfBracket(pattern: ByteString, open: number): { readonly text: ByteString; readonly end: number } | undefined {
  let text = '[';
  let at = open + 1;
  if (pattern[at] === '!' || pattern[at] === '^') {
    text += '^';
    at++;
  }
  for (let first = true; at < pattern.length; first = false) {
    const char = pattern[at] ?? '';
    if (char === ']' && !first) return { text: `${text}]`, end: at + 1 };
    if (char === '[' && ':.='.includes(pattern[at + 1] ?? 'x')) {
      const close = pattern.indexOf(`${pattern[at + 1]}]`, at + 2);
      if (close >= 0) {
        text += pattern.slice(at, close + 2);
        at = close + 2;
        continue;
      }
    }
    if (char === '\\' && at + 1 < pattern.length) {
      const quoted = pattern[at + 1] ?? '';
      text += /[\]\\^[-]/.test(quoted) ? `[.${quoted}.]` : quoted;
      at += 2;
    } else {
      text += char === '[' ? '[.[.]' : char;
      at++;
    }
  }
  return undefined;
}

/** `@(a|b)` and its like; undefined when the parenthesis is never closed. */
function readGroup(reader: Reader, kind: string, until: string): string | undefined {
  const start = reader.at;
  reader.at += 2;
  const branches: string[] = [];
  for (;;) {
    branches.push(readSequence(reader, '|)'));
    const char = reader.pattern[reader.at++];
    if (char === ')') break;
    if (char === undefined) {
      reader.at = start;
      return undefined;
    }
  }
  const choice = branches.join('|');
  if (kind === '@') return `(?:${choice})`;
  if (kind !== '!') return `(?:${choice})${kind}`;
  const rest = readSequence(reader, until);
  const end = until === '' ? '(?![^])' : '';
  return `(?:(?!(?:${choice})${rest}${end})${reader.options.path ? '[^/]' : '[^]'}*)${rest}`;
}

/** A pattern as a whole-text matcher. */
function compilePattern(shell: Shell, pattern: ByteString, ignoreCase = shell.state.shopts.nocasematch): RegExp {
  return cached(shell, 'w', pattern, ignoreCase, (options) => new RegExp(`^(?:${patternSource(pattern, options)})(?![^])`));
}

/** Whether a text matches a pattern as a whole. */
export function matches(shell: Shell, text: ByteString, pattern: ByteString, ignoreCase = shell.state.shopts.nocasematch): boolean {
  if (!ignoreCase && !/[*?[\\(]/.test(pattern)) return text === pattern;
  return compilePattern(shell, pattern, ignoreCase).test(text);
}

function cached(shell: Shell, kind: string, pattern: ByteString, ignoreCase: boolean, make: (options: PatternOptions) => RegExp): RegExp {
  const cache = shell.caches.patterns as Map<string, RegExp>;
  const utf8 = isUtf8(shell);
  const key = `${kind}${utf8 ? 'u' : 'b'}${ignoreCase ? 'i' : 's'}${pattern}`;
  const known = cache.get(key);
  if (known) return known;
  const made = make({ utf8, ignoreCase });
  if (cache.size > CACHE_LIMIT) cache.clear();
  cache.set(key, made);
  return made;
}

const hasChoice = (pattern: ByteString): boolean => /[?*+@!]\(/.test(pattern);

/** `${x#p}` and `${x##p}`. */
export function removePrefix(shell: Shell, text: ByteString, pattern: ByteString, longest: boolean): ByteString {
  if (hasChoice(pattern)) return removeByTrial(shell, text, pattern, longest, 'prefix');
  const regex = cached(
    shell,
    longest ? 'P' : 'p',
    pattern,
    false,
    (options) => new RegExp(`^(?:${patternSource(pattern, { ...options, lazy: !longest })})`),
  );
  const found = regex.exec(text);
  return found ? text.slice(found[0].length) : text;
}

/** `${x%p}` and `${x%%p}`. */
export function removeSuffix(shell: Shell, text: ByteString, pattern: ByteString, longest: boolean): ByteString {
  if (hasChoice(pattern)) return removeByTrial(shell, text, pattern, longest, 'suffix');
  const regex = cached(
    shell,
    longest ? 'S' : 's',
    pattern,
    false,
    (options) => new RegExp(`^([^]*${longest ? '?' : ''})(?:${patternSource(pattern, options)})(?![^])`),
  );
  const found = regex.exec(text);
  return found ? (found[1] ?? '') : text;
}

function removeByTrial(shell: Shell, text: ByteString, pattern: ByteString, longest: boolean, side: 'prefix' | 'suffix'): ByteString {
  const whole = compilePattern(shell, pattern, false);
  for (let i = 0; i <= text.length; i++) {
    const length = longest ? text.length - i : i;
    if (side === 'prefix' && whole.test(text.slice(0, length))) return text.slice(length);
    if (side === 'suffix' && whole.test(text.slice(text.length - length))) return text.slice(0, text.length - length);
  }
  return text;
}

/** `${x/p/r}` and its like. `replacement` gets what was matched. */
export function replacePattern(
  shell: Shell,
  text: ByteString,
  pattern: ByteString,
  how: '/' | '//' | '/#' | '/%',
  replacement: (match: ByteString) => ByteString,
): ByteString {
  if (pattern === '' && how !== '/#' && how !== '/%') return text;
  const ignoreCase = shell.state.shopts.nocasematch;
  if (how === '/%') {
    const regex = cached(shell, 'E', pattern, ignoreCase, (options) => new RegExp(`^([^]*?)(${patternSource(pattern, options)})(?![^])`));
    const found = regex.exec(text);
    return found ? (found[1] ?? '') + replacement(found[2] ?? '') : text;
  }
  const anchor = how === '/#' ? '^' : '';
  const regex = cached(
    shell,
    `R${how}`,
    pattern,
    ignoreCase,
    (options) => new RegExp(`${anchor}(?:${patternSource(pattern, options)})`, how === '//' ? 'g' : ''),
  );
  regex.lastIndex = 0;
  if (how !== '//') return text.replace(regex, (match) => replacement(match));
  return text.replace(regex, (match) => (match === '' ? '' : replacement(match)));
}
