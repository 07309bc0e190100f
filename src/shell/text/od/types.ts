/** od's output types: how some bytes are shown. As GNU coreutils 9.4 od. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { formatFloat } from '../../awk/number-text.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { UsageError } from '../../programs/usage-error.ts';

export interface OutputType {
  /** Bytes of one number. */
  readonly size: number;
  /** Columns of one number without the blank before it. */
  readonly width: number;
  /** `z`: printable characters at the line's end. */
  readonly trailer: boolean;
  show(view: DataView, at: number): string;
}

const NAMES = [
  'nul',
  'soh',
  'stx',
  'etx',
  'eot',
  'enq',
  'ack',
  'bel',
  'bs',
  'ht',
  'nl',
  'vt',
  'ff',
  'cr',
  'so',
  'si',
  'dle',
  'dc1',
  'dc2',
  'dc3',
  'dc4',
  'nak',
  'syn',
  'etb',
  'can',
  'em',
  'sub',
  'esc',
  'fs',
  'gs',
  'rs',
  'us',
  'sp',
];
const ESCAPES: Readonly<Record<number, string>> = { 0: '\\0', 7: '\\a', 8: '\\b', 9: '\\t', 10: '\\n', 11: '\\v', 12: '\\f', 13: '\\r' };

const named = (byte: number): string => {
  const low = byte & 127;
  return low === 127 ? 'del' : (NAMES[low] ?? String.fromCharCode(low));
};

const character = (byte: number): string =>
  ESCAPES[byte] ?? (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : byte.toString(8).padStart(3, '0'));

/** Columns of the largest value in a radix. */
const WIDTHS: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  o: { 1: 3, 2: 6, 4: 11, 8: 22 },
  d: { 1: 4, 2: 6, 4: 11, 8: 20 },
  u: { 1: 3, 2: 5, 4: 10, 8: 20 },
  x: { 1: 2, 2: 4, 4: 8, 8: 16 },
};
const RADIX: Readonly<Record<string, number>> = { o: 8, d: 10, u: 10, x: 16 };
const SIZES: Readonly<Record<string, number>> = { C: 1, S: 2, I: 4, L: 8, F: 4, D: 8 };

function readNumber(view: DataView, at: number, size: number, signed: boolean): bigint {
  if (size === 1) return BigInt(signed ? view.getInt8(at) : view.getUint8(at));
  if (size === 2) return BigInt(signed ? view.getInt16(at, true) : view.getUint16(at, true));
  if (size === 4) return BigInt(signed ? view.getInt32(at, true) : view.getUint32(at, true));
  return signed ? view.getBigInt64(at, true) : view.getBigUint64(at, true);
}

function integerType(kind: string, size: number, trailer: boolean): OutputType {
  const width = WIDTHS[kind]?.[size] ?? 0;
  const radix = RADIX[kind] ?? 10;
  const pads = kind === 'o' || kind === 'x';
  return {
    size,
    width,
    trailer,
    show: (view, at) => {
      const digits = readNumber(view, at, size, kind === 'd').toString(radix);
      return pads ? digits.padStart(width, '0') : digits;
    },
  };
}

function floatType(size: number, trailer: boolean): OutputType {
  return {
    size,
    width: size === 4 ? 15 : 24,
    trailer,
    show(view, at) {
      const value = size === 4 ? view.getFloat32(at, true) : view.getFloat64(at, true);
      if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
      // the fewest digits that read back as the same value
      for (let digits = size === 4 ? 6 : 15; ; digits++) {
        const text = `${value < 0 ? '-' : ''}${formatFloat(Math.abs(value), 'g', digits, false)}`;
        const back = size === 4 ? Math.fround(Number(text)) : Number(text);
        if (back === value || digits > 20) return text;
      }
    },
  };
}

/** `x1`, `d4z`, `c`, `a`, several together. Throws UsageError. */
export function parseTypes(text: ByteString): readonly OutputType[] {
  const types: OutputType[] = [];
  for (let rest = text; rest !== ''; ) {
    const match = /^(?:([ac])|([doux])([1248]|[CSIL])?|(f)([48]|[FDL])?)(z?)/.exec(rest);
    if (!match) {
      const size = /^[doux](\d+)/.exec(rest)?.[1];
      if (size)
        throw new UsageError(`invalid type string ${localeQuoted(text)};\nthis system doesn't provide a ${size}-byte integral type`, {
          hint: false,
        });
      throw new UsageError(`invalid character '${rest.charAt(0)}' in type string ${localeQuoted(text)}`, { hint: false });
    }
    const [all, plain, kind, size, float, floatSize, z] = match;
    const trailer = z === 'z';
    if (plain) types.push({ size: 1, width: 3, trailer, show: (view, at) => (plain === 'a' ? named : character)(view.getUint8(at)) });
    else if (kind) types.push(integerType(kind, sizeOf(size, 4), trailer));
    else if (float) types.push(floatType(sizeOf(floatSize, 8), trailer));
    rest = rest.slice(all.length);
  }
  return types;
}

const sizeOf = (text: string | undefined, usual: number): number => (text === undefined ? usual : (SIZES[text] ?? Number(text)));
