/** How two lines stand to each other: the keys in turn, then, unless told otherwise, the whole lines. As GNU coreutils 9.4 sort. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { compareVersions } from '../../formats/compare-versions.ts';
import { createExtractor } from './extract.ts';
import type { KeySpec } from './key-spec.ts';
import { wholeDigits } from '../../formats/whole-digits.ts';

/** A line with what its keys were read as. */
export interface Record {
  readonly line: ByteString;
  readonly keys: readonly (number | ByteString)[];
}

export interface Comparison {
  record(line: ByteString): Record;
  compare(a: Record, b: Record): number;
}

export interface ComparisonOptions {
  readonly tab: string | undefined;
  /** No last comparison of the whole lines (-s, -u). */
  readonly keysOnly: boolean;
  /** Reverses that last comparison (a global -r). */
  readonly reverse: boolean;
  /** A random number for -R. */
  readonly salt: number;
}

const NONE: readonly ByteString[] = [];

export const compareBytes = (a: ByteString, b: ByteString): number => (a < b ? -1 : a > b ? 1 : 0);

export function createComparison(keys: readonly KeySpec[], { tab, keysOnly, reverse, salt }: ComparisonOptions): Comparison {
  const last =
    keysOnly && keys.length > 0
      ? () => 0
      : reverse
        ? (a: Record, b: Record) => compareBytes(b.line, a.line)
        : (a: Record, b: Record) => compareBytes(a.line, b.line);
  if (keys.length === 0) return { record: (line) => ({ line, keys: NONE }), compare: last };
  const readers = keys.map((key) => createReader(key, tab, salt));
  const comparers = keys.map(comparerOf);
  return {
    record: (line) => ({ line, keys: readers.map((read) => read(line)) }),
    compare(a, b) {
      for (let i = 0; i < comparers.length; i++) {
        const order = (comparers[i] as Comparer)(a.keys[i] as never, b.keys[i] as never);
        if (order !== 0) return order;
      }
      return last(a, b);
    },
  };
}

type Comparer = (a: number | ByteString, b: number | ByteString) => number;

function comparerOf({ kind, reverse }: KeySpec): Comparer {
  const order: Comparer =
    kind === 'number' || kind === 'human'
      ? compareNumbers
      : kind === 'version'
        ? (a, b) => compareVersions(String(a), String(b))
        : (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  return reverse ? (a, b) => order(b, a) : order;
}

/** Numbers of more digits than a double holds are kept as text. */
function compareNumbers(a: number | ByteString, b: number | ByteString): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return compareDecimals(String(a), String(b));
}

function compareDecimals(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  if (left.negative !== right.negative) return left.negative ? -1 : 1;
  const order =
    left.whole.length - right.whole.length || compareBytes(left.whole, right.whole) || compareBytes(left.fraction, right.fraction);
  return left.negative ? -order : order;
}

function partsOf(text: string): { readonly negative: boolean; readonly whole: string; readonly fraction: string } {
  const match = /^(-?)0*(\d*)(?:\.(\d*?)0*)?$/.exec(text);
  const [, sign = '', whole = '', fraction = ''] = match ?? [];
  return { negative: sign === '-' && (whole !== '' || fraction !== ''), whole, fraction };
}

function createReader(key: KeySpec, tab: string | undefined, salt: number): (line: ByteString) => number | ByteString {
  const extract = createExtractor(key, tab);
  switch (key.kind) {
    case 'number':
      return (line) => readNumber(extract(line));
    case 'human':
      return (line) => readHuman(extract(line));
    case 'general':
      return (line) => readGeneral(extract(line));
    case 'month':
      return (line) => readMonth(extract(line));
    case 'random':
      return (line) => hash(extract(line), salt);
    default:
      return textReader(key, extract);
  }
}

function textReader({ dictionary, printable, fold }: KeySpec, extract: (line: ByteString) => ByteString): (line: ByteString) => ByteString {
  if (!dictionary && !printable && !fold) return extract;
  return (line) => {
    let text = extract(line);
    if (dictionary) text = text.replace(/[^A-Za-z0-9 \t]/g, '');
    else if (printable) text = text.replace(/[^ -~]/g, '');
    return fold ? text.replace(/[a-z]+/g, (letters) => letters.toUpperCase()) : text;
  };
}

const NUMBER = /^[ \t\n]*(-?(?:\d+(?:\.\d*)?|\.\d+))/;

/** Number at a text's start; as text when a double does not hold it. */
export function readNumber(text: ByteString): number | ByteString {
  const digits = wholeDigits(text);
  if (digits >= 0) return digits;
  const found = NUMBER.exec(text)?.[1];
  if (found === undefined) return 0;
  return found.length < 16 ? Number(found) : found;
}

const SUFFIXES = 'KMGTPEZYRQ';

/** Ordered by suffix first, as sort does, then by number. */
function readHuman(text: ByteString): number {
  const match = /^[ \t\n]*(-?)(\d+(?:\.\d*)?|\.\d+)([KkMGTPEZYRQ]?)/.exec(text);
  if (!match) return 0;
  const value = Number(match[2]);
  const power = value === 0 ? 0 : SUFFIXES.indexOf((match[3] ?? '').toUpperCase() || '-') + 1;
  // monotone in power, then in value
  const rank = power * 2 + value / (value + 1e9);
  return match[1] === '-' ? -rank : rank;
}

/** What is no number stands first, then NaN, then the numbers. */
function readGeneral(text: ByteString): number {
  const match =
    /^[ \t\n\v\f\r]*([-+]?)(?:(0[xX][0-9a-fA-F]+)|(\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?)|(inf(?:inity)?)|(nan))/i.exec(text);
  if (!match) return Number.NEGATIVE_INFINITY;
  const sign = match[1] === '-' ? -1 : 1;
  if (match[5]) return -Number.MAX_VALUE;
  if (match[4]) return sign < 0 ? -1.7e308 : Number.POSITIVE_INFINITY;
  return sign * Number(match[2] ?? match[3]);
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

const readMonth = (text: ByteString): number =>
  MONTHS.indexOf(
    text
      .replace(/^[ \t\n]+/, '')
      .slice(0, 3)
      .toUpperCase(),
  );

/** Equal keys stay together, the rest is shuffled (FNV-1a). */
function hash(text: ByteString, salt: number): number {
  let value = (0x811c9dc5 ^ salt) >>> 0;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d) >>> 0;
  return value;
}
