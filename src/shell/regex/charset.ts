/** Sets of characters as sorted ranges of code points, and their lowering to sets of bytes. As POSIX bracket expressions and RFC 3629. */

/** Sorted, non-touching, inclusive ranges of code points. */
export type Ranges = readonly (readonly [number, number])[];

/** What a class name means among ASCII characters, and (utf8) beyond them. */
const CLASSES: Readonly<Record<string, Ranges>> = {
  alpha: [
    [65, 90],
    [97, 122],
  ],
  digit: [[48, 57]],
  alnum: [
    [48, 57],
    [65, 90],
    [97, 122],
  ],
  upper: [[65, 90]],
  lower: [[97, 122]],
  space: [
    [9, 13],
    [32, 32],
  ],
  blank: [
    [9, 9],
    [32, 32],
  ],
  punct: [
    [33, 47],
    [58, 64],
    [91, 96],
    [123, 126],
  ],
  print: [[32, 126]],
  graph: [[33, 126]],
  cntrl: [
    [0, 31],
    [127, 127],
  ],
  xdigit: [
    [48, 57],
    [65, 70],
    [97, 102],
  ],
};

/** Letters of the scripts that are met most, beyond ASCII: Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic, Devanagari, Thai, Georgian, kana, CJK, Hangul. */
const LETTERS: Ranges = [
  [0xaa, 0xaa],
  [0xb5, 0xb5],
  [0xba, 0xba],
  [0xc0, 0xd6],
  [0xd8, 0xf6],
  [0xf8, 0x2c1],
  [0x370, 0x373],
  [0x376, 0x377],
  [0x37b, 0x37d],
  [0x37f, 0x37f],
  [0x386, 0x386],
  [0x388, 0x3ff],
  [0x400, 0x481],
  [0x48a, 0x52f],
  [0x531, 0x556],
  [0x561, 0x587],
  [0x5d0, 0x5ea],
  [0x620, 0x64a],
  [0x671, 0x6d3],
  [0x904, 0x939],
  [0xe01, 0xe30],
  [0x10a0, 0x10ff],
  [0x1e00, 0x1fff],
  [0x3041, 0x3096],
  [0x30a1, 0x30fa],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xac00, 0xd7a3],
];
const LETTERS_OF: Readonly<Record<string, true>> = { alpha: true, alnum: true, print: true, graph: true };
const PUNCTUATION: Ranges = [
  [0xa1, 0xa9],
  [0xab, 0xb4],
  [0xb6, 0xb9],
  [0xbb, 0xbf],
  [0xd7, 0xd7],
  [0xf7, 0xf7],
  [0x2010, 0x2027],
  [0x2030, 0x205e],
  [0x20a0, 0x2bff],
  [0x3001, 0x303f],
];
const PRINTABLE: Ranges = [
  [0xa0, 0xd7ff],
  [0xe000, 0x10ffff],
];

/** The set that `[:name:]` means; undefined when there is no such class. */
export function classRanges(name: string, utf8: boolean): Ranges | undefined {
  const ascii = CLASSES[name];
  if (!ascii || !Object.hasOwn(CLASSES, name)) return undefined;
  if (!utf8) return ascii;
  if (name === 'print' || name === 'graph') return union([...ascii, ...PRINTABLE]);
  if (name === 'punct') return union([...ascii, ...PUNCTUATION]);
  if (name === 'upper' || name === 'lower') return union([...ascii, ...casedLetters(name)]);
  return LETTERS_OF[name] ? union([...ascii, ...LETTERS]) : ascii;
}

function casedLetters(kind: 'upper' | 'lower'): [number, number][] {
  const found: [number, number][] = [];
  for (let point = 0xc0; point < 0x588; point++) {
    const text = String.fromCodePoint(point);
    const other = kind === 'upper' ? text.toLowerCase() : text.toUpperCase();
    if (other !== text) found.push([point, point]);
  }
  return found;
}

/** Sorts and joins ranges. */
export function union(ranges: Ranges): Ranges {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
  const joined: [number, number][] = [];
  for (const [low, high] of sorted) {
    const last = joined.at(-1);
    if (last && low <= last[1] + 1) last[1] = Math.max(last[1], high);
    else joined.push([low, high]);
  }
  return joined;
}

/** All characters but those: of a UTF-8 locale, or of 256 bytes. */
export function complement(ranges: Ranges, utf8: boolean): Ranges {
  const limit = utf8 ? 0x10ffff : 0xff;
  const rest: [number, number][] = [];
  let next = 0;
  for (const [low, high] of union(ranges)) {
    if (low > next) rest.push([next, low - 1]);
    next = high + 1;
  }
  if (next <= limit) rest.push([next, limit]);
  return rest;
}

/** The set with both cases of each of its letters. */
export function foldCase(ranges: Ranges, utf8: boolean): Ranges {
  const extra: [number, number][] = [];
  for (const [low, high] of ranges) {
    if (high - low > 2000) continue;
    for (let point = low; point <= high; point++) {
      if (point > 127 && !utf8) continue;
      const text = String.fromCodePoint(point);
      for (const other of [text.toLowerCase(), text.toUpperCase()]) {
        const code = other.codePointAt(0);
        if (code !== undefined && code !== point && String.fromCodePoint(code) === other && (utf8 || code < 128)) extra.push([code, code]);
      }
    }
  }
  return extra.length === 0 ? ranges : union([...ranges, ...extra]);
}

/** A sequence of byte ranges: one way in which UTF-8 spells some of the characters of a set. */
export type ByteSequence = readonly (readonly [number, number])[];

/** The byte sequences of a set; no two of them begin the same string. */
export function byteSequences(ranges: Ranges): readonly ByteSequence[] {
  const out: ByteSequence[] = [];
  for (const [low, high] of ranges) splitByLength(low, high, out);
  return out;
}

const LENGTH_LIMITS = [0x7f, 0x7ff, 0xffff, 0x10ffff] as const;

function splitByLength(low: number, high: number, out: ByteSequence[]): void {
  let start = low;
  for (const [index, limit] of LENGTH_LIMITS.entries()) {
    if (start > high) return;
    if (start > limit) continue;
    splitRange(start, Math.min(high, limit), index, out);
    start = limit + 1;
  }
}

/** Splits until each continuation byte covers a whole range (the algorithm of utf8-ranges). `trailing`: how many continuation bytes. */
function splitRange(low: number, high: number, trailing: number, out: ByteSequence[]): void {
  for (let i = 1; i <= trailing; i++) {
    const mask = (1 << (6 * i)) - 1;
    if ((low & ~mask) === (high & ~mask)) continue;
    if ((low & mask) !== 0) {
      splitRange(low, low | mask, trailing, out);
      splitRange((low | mask) + 1, high, trailing, out);
      return;
    }
    if ((high & mask) !== mask) {
      splitRange(low, (high & ~mask) - 1, trailing, out);
      splitRange(high & ~mask, high, trailing, out);
      return;
    }
  }
  const from = encode(low, trailing);
  const to = encode(high, trailing);
  out.push(from.map((byte, i) => [byte, to[i] ?? byte] as const));
}

const LEAD = [0, 0xc0, 0xe0, 0xf0] as const;

function encode(point: number, trailing: number): number[] {
  const bytes: number[] = [];
  let rest = point;
  for (let i = 0; i < trailing; i++) {
    bytes.unshift(0x80 | (rest & 0x3f));
    rest >>>= 6;
  }
  bytes.unshift((LEAD[trailing] ?? 0) | rest);
  return bytes;
}
