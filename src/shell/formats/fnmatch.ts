/** fnmatch(3) on byte strings: `*`, `?`, `[…]` and backslash, as find, du --exclude and ls -I use it. */
import type { ByteString } from '../../sim/fs/bytes.ts';

export interface FnmatchOptions {
  readonly ignoreCase?: boolean;
  /** A leading dot is matched by a dot alone (FNM_PERIOD). */
  readonly period?: boolean;
  /** `?` and `[…]` take whole characters of UTF-8. */
  readonly unicode?: boolean;
}

/** Compiles a pattern to a test of whole names. */
export function fnmatch(pattern: ByteString, options: FnmatchOptions = {}): (name: ByteString) => boolean {
  const expression = new RegExp(`^${translate(pattern, options.unicode ?? false)}$`, options.ignoreCase ? 'is' : 's');
  if (!options.period || pattern.startsWith('.')) return (name) => expression.test(name);
  return (name) => !name.startsWith('.') && expression.test(name);
}

const ANY_CHARACTER = '(?:[\\xc2-\\xf4][\\x80-\\xbf]{1,3}|[\\x00-\\xff])';
const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'a-zA-Z',
  digit: '0-9',
  alnum: 'a-zA-Z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\t-\\r ',
  blank: ' \\t',
  xdigit: '0-9A-Fa-f',
  punct: '!-\\/:-@\\[-`{-~',
  print: ' -~',
  graph: '!-~',
  cntrl: '\\x00-\\x1f\\x7f',
};

function translate(pattern: ByteString, unicode: boolean): string {
  let text = '';
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern.charAt(i);
    if (c === '*') text += '.*';
    else if (c === '?') text += unicode ? ANY_CHARACTER : '.';
    else if (c === '\\' && i + 1 < pattern.length) text += literal(pattern.charAt(++i));
    else if (c === '[') {
      const bracket = readBracket(pattern, i);
      text += bracket?.text ?? '\\[';
      if (bracket) i = bracket.end;
    } else text += literal(c);
  }
  return text;
}

const literal = (c: string): string => c.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&');

/** A bracket expression from its `[`; undefined when it never closes. */
function readBracket(pattern: ByteString, start: number): { readonly text: string; readonly end: number } | undefined {
  let i = start + 1;
  const negated = pattern.charAt(i) === '!' || pattern.charAt(i) === '^';
  if (negated) i++;
  let set = '';
  for (let first = true; i < pattern.length; first = false) {
    const c = pattern.charAt(i);
    if (c === ']' && !first) return { text: set === '' ? '(?!)' : `[${negated ? '^' : ''}${set}]`, end: i };
    const named = /^\[:([a-z]+):\]/.exec(pattern.slice(i));
    if (named) {
      set += CLASSES[named[1] ?? ''] ?? '';
      i += named[0].length;
      continue;
    }
    if (c === '\\' && i + 1 < pattern.length) i++;
    const low = pattern.charAt(i++);
    if (pattern.charAt(i) === '-' && i + 1 < pattern.length && pattern.charAt(i + 1) !== ']') {
      const high = pattern.charAt(i + 1);
      if (low <= high) set += `${literal(low)}-${literal(high)}`;
      i += 2;
    } else set += literal(low);
  }
  return undefined;
}
