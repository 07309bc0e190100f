/** tr's strings: characters, ranges, classes, repeats. As GNU coreutils 9.4 tr; characters are bytes. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { UsageError } from '../../programs/usage-error.ts';

export type Element =
  | { readonly kind: 'character'; readonly code: number }
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  | { readonly kind: 'class'; readonly name: string; readonly codes: readonly number[] }
  /** `[x*]` (count 0: as often as needed) and `[x*3]`. */
  | { readonly kind: 'repeat'; readonly code: number; readonly count: number };

const CLASSES: Readonly<Record<string, (code: number) => boolean>> = {
  alnum: (c) => /[0-9A-Za-z]/.test(String.fromCharCode(c)),
  alpha: (c) => /[A-Za-z]/.test(String.fromCharCode(c)),
  blank: (c) => c === 32 || c === 9,
  cntrl: (c) => c < 32 || c === 127,
  digit: (c) => c >= 48 && c <= 57,
  graph: (c) => c > 32 && c < 127,
  lower: (c) => c >= 97 && c <= 122,
  print: (c) => c >= 32 && c < 127,
  punct: (c) => c > 32 && c < 127 && !/[0-9A-Za-z]/.test(String.fromCharCode(c)),
  space: (c) => c === 32 || (c >= 9 && c <= 13),
  upper: (c) => c >= 65 && c <= 90,
  xdigit: (c) => /[0-9A-Fa-f]/.test(String.fromCharCode(c)),
};

const ALL = Array.from({ length: 256 }, (_, code) => code);
const ESCAPES: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, '\\': 92 };

interface Character {
  readonly code: number;
  readonly escaped: boolean;
}

/** Resolves backslashes. `warn` is told what tr warns of. */
function readCharacters(text: ByteString, warn: (text: string) => void): readonly Character[] {
  const characters: Character[] = [];
  for (let i = 0; i < text.length; i++) {
    if (text[i] !== '\\') {
      characters.push({ code: text.charCodeAt(i), escaped: false });
      continue;
    }
    if (i + 1 === text.length) {
      warn('warning: an unescaped backslash at end of string is not portable');
      characters.push({ code: 92, escaped: false });
      continue;
    }
    const octal = /^(?:[0-3][0-7]{0,2}|[0-7]{1,2})/.exec(text.slice(i + 1))?.[0];
    const next = text.charAt(i + 1);
    characters.push({ code: octal ? Number.parseInt(octal, 8) : (ESCAPES[next] ?? next.charCodeAt(0)), escaped: true });
    i += octal?.length ?? 1;
  }
  return characters;
}

/** Throws UsageError. */
export function parseSet(text: ByteString, warn: (text: string) => void): readonly Element[] {
  const characters = readCharacters(text, warn);
  const elements: Element[] = [];
  for (let i = 0; i < characters.length; ) {
    const bracket = bracketed(characters, i);
    if (bracket) {
      elements.push(bracket.element);
      i = bracket.end;
      continue;
    }
    const [first, dash, last] = [characters[i], characters[i + 1], characters[i + 2]];
    if (!first) break;
    if (dash && dash.code === 45 && !dash.escaped && last) {
      if (last.code < first.code) {
        const name = `${shown(first.code)}-${shown(last.code)}`;
        throw new UsageError(`range-endpoints of '${name}' are in reverse collating sequence order`, { hint: false });
      }
      elements.push({ kind: 'range', from: first.code, to: last.code });
      i += 3;
    } else {
      elements.push({ kind: 'character', code: first.code });
      i++;
    }
  }
  return elements;
}

const shown = (code: number): string => (code >= 32 && code < 127 ? String.fromCharCode(code) : `\\${code.toString(8).padStart(3, '0')}`);

function bracketed(characters: readonly Character[], at: number): { readonly element: Element; readonly end: number } | undefined {
  const is = (offset: number, mark: string): boolean => {
    const character = characters[at + offset];
    return character !== undefined && !character.escaped && character.code === mark.charCodeAt(0);
  };
  if (!is(0, '[')) return undefined;
  for (const mark of [':', '=']) {
    if (!is(1, mark)) continue;
    for (let end = 2; at + end + 1 < characters.length; end++) {
      if (!is(end, mark) || !is(end + 1, ']')) continue;
      if (mark === '=' && end === 2) continue;
      const inner = characters.slice(at + 2, at + end);
      return { element: mark === ':' ? classElement(inner) : equivalence(inner), end: at + end + 2 };
    }
  }
  const character = characters[at + 1];
  if (!character || !is(2, '*')) return undefined;
  let end = 3;
  while (at + end < characters.length && !is(end, ']')) end++;
  if (at + end >= characters.length) return undefined;
  const digits = characters
    .slice(at + 3, at + end)
    .map(({ code }) => String.fromCharCode(code))
    .join('');
  if (!/^\d*$/.test(digits)) throw new UsageError(`invalid repeat count ${localeQuoted(digits)} in [c*n] construct`, { hint: false });
  const count = digits === '' ? 0 : Number.parseInt(digits, digits.startsWith('0') ? 8 : 10);
  return { element: { kind: 'repeat', code: character.code, count }, end: at + end + 1 };
}

function classElement(inner: readonly Character[]): Element {
  const name = inner.map(({ code }) => String.fromCharCode(code)).join('');
  if (name === '') throw new UsageError("missing character class name '[::]'", { hint: false });
  const test = CLASSES[name];
  if (!test) throw new UsageError(`invalid character class ${localeQuoted(name)}`, { hint: false });
  return { kind: 'class', name, codes: ALL.filter(test) };
}

function equivalence(inner: readonly Character[]): Element {
  const [character, more] = inner;
  if (!character || more) {
    throw new UsageError(
      `${inner.map(({ code }) => String.fromCharCode(code)).join('')}: equivalence class operand must be a single character`,
      { hint: false },
    );
  }
  return { kind: 'character', code: character.code };
}

/** All its characters in order; a repeat without a count fills up to `length`. */
export function expandSet(elements: readonly Element[], length = 0): readonly number[] {
  const fixed = elements.reduce((sum, element) => sum + sizeOf(element), 0);
  return elements.flatMap((element): readonly number[] => {
    if (element.kind === 'character') return [element.code];
    if (element.kind === 'range') return ALL.slice(element.from, element.to + 1);
    if (element.kind === 'class') return element.codes;
    return Array.from({ length: element.count || Math.max(0, length - fixed) }, () => element.code);
  });
}

function sizeOf(element: Element): number {
  if (element.kind === 'character') return 1;
  if (element.kind === 'range') return element.to - element.from + 1;
  return element.kind === 'class' ? element.codes.length : element.count;
}
