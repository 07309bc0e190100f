/** Bracket expressions `[a-z[:digit:]]` of POSIX regular expressions. */
import { classRanges, type Ranges, union } from './charset.ts';
import { codePointAt } from './parse-character.ts';
import { RegexError } from './regex-error.ts';

export interface Bracket {
  readonly ranges: Ranges;
  readonly negated: boolean;
  /** The offset after the closing bracket. */
  readonly end: number;
}

const UNMATCHED = 'Unmatched [, [^, [:, [., or [=';

/** Reads the bracket expression that begins at `start`. Throws RegexError. */
export function parseBracket(text: string, start: number, utf8: boolean): Bracket {
  let at = start + 1;
  const negated = text[at] === '^';
  if (negated) at++;
  if (at >= text.length) throw new RegexError('Invalid regular expression');
  const ranges: (readonly [number, number])[] = [];
  for (let first = true; ; first = false) {
    if (at >= text.length) throw new RegexError(UNMATCHED);
    if (text[at] === ']' && !first) return { ranges: union(ranges), negated, end: at + 1 };
    if (text.startsWith('[:', at)) {
      const end = text.indexOf(':]', at + 2);
      if (end < 0) throw new RegexError(UNMATCHED);
      const named = classRanges(text.slice(at + 2, end), utf8);
      if (!named) throw new RegexError('Invalid character class name');
      ranges.push(...named);
      at = end + 2;
      continue;
    }
    const low = element(text, at, utf8);
    at = low.end;
    if (text[at] === '-' && text[at + 1] !== ']' && at + 1 < text.length) {
      const high = element(text, at + 1, utf8);
      if (high.code < low.code) throw new RegexError('Invalid range end');
      ranges.push([low.code, high.code]);
      at = high.end;
    } else ranges.push([low.code, low.code]);
  }
}

/** One character, plain or as `[.x.]` or `[=x=]`. */
function element(text: string, at: number, utf8: boolean): { readonly code: number; readonly end: number } {
  const mark = text[at + 1];
  if (text[at] === '[' && (mark === '.' || mark === '=')) {
    const end = text.indexOf(`${mark}]`, at + 2);
    if (end < 0) throw new RegexError(UNMATCHED);
    const inner = character(text, at + 2, utf8);
    if (inner.end !== end) throw new RegexError('Invalid collation character');
    return { code: inner.code, end: end + 2 };
  }
  return character(text, at, utf8);
}

function character(text: string, at: number, utf8: boolean): { readonly code: number; readonly end: number } {
  const point = utf8 ? codePointAt(text, at) : undefined;
  return point ? { code: point.code, end: at + point.length } : { code: text.charCodeAt(at), end: at + 1 };
}
