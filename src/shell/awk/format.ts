/** Awk's printf and sprintf. As mawk 1.3.4 do_printf. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { formatFloat, pad } from './number-text.ts';
import { textToNumber, toNumber, toText, type Value } from './values.ts';

/** A format that asks for what is not there, in mawk's words. */
export class FormatError extends Error {
  /** What was formatted before; printf prints it. */
  readonly partial: ByteString;
  constructor(text: string, partial: ByteString) {
    super(text);
    this.partial = partial;
  }
}

interface Conversion {
  readonly before: ByteString;
  readonly flags: string;
  readonly width: number | '*' | undefined;
  readonly precision: number | '*' | undefined;
  readonly letter: string;
}

export interface ParsedFormat {
  readonly text: ByteString;
  readonly conversions: readonly Conversion[];
  readonly after: ByteString;
}

const PIECE = /%(?:(%)|([-+ #0]*)(\*|\d+)?(?:\.(\*|\d*))?[hlLqjzt]*([\s\S])?)/g;

export function parseFormat(text: ByteString): ParsedFormat {
  const conversions: Conversion[] = [];
  let before = '';
  let at = 0;
  for (const match of text.matchAll(PIECE)) {
    before += text.slice(at, match.index);
    at = match.index + match[0].length;
    const [, percent, flags = '', width, precision, letter] = match;
    if (percent) {
      before += '%';
      continue;
    }
    conversions.push({ before, flags, width: amount(width), precision: precision === '' ? 0 : amount(precision), letter: letter ?? '' });
    before = '';
  }
  return { text, conversions, after: before + text.slice(at) };
}

const amount = (text: string | undefined): number | '*' | undefined => (text === undefined ? undefined : text === '*' ? '*' : Number(text));

/** Throws FormatError. `name` is `printf` or `sprintf`. */
export function formatValues(format: ParsedFormat, values: readonly Value[], convfmt: ByteString, name: string): ByteString {
  let out = '';
  let next = 0;
  const take = (): Value => {
    if (next >= values.length) throw new FormatError(`not enough arguments passed to ${name}("${format.text}")`, out);
    return values[next++];
  };
  for (const [i, { before, flags, width, precision, letter }] of format.conversions.entries()) {
    out += before;
    let columns = width === '*' ? Math.trunc(toNumber(take())) : (width ?? 0);
    const places = precision === '*' ? Math.trunc(toNumber(take())) : precision;
    const justified = columns < 0 ? `${flags}-` : flags;
    columns = Math.abs(columns);
    const value = take();
    if (!/[cdisouxXeEfFgGaA]/.test(letter) || letter === '') {
      throw new FormatError(`improper conversion(number ${i + 1}) in ${name}("${format.text}")`, out);
    }
    out += convert(letter, value, justified, columns, places, convfmt);
  }
  return out + format.after;
}

function convert(
  letter: string,
  value: Value,
  flags: string,
  width: number,
  precision: number | undefined,
  convfmt: ByteString,
): ByteString {
  switch (letter) {
    case 'c': {
      const text = typeof value === 'string' ? value.charAt(0) || '' : String.fromCharCode(Math.trunc(toNumber(value)) & 255);
      const character = typeof value === 'object' ? value.text.charAt(0) : text;
      return pad('', character, width, flags.replace('0', ''));
    }
    case 's': {
      const text = toText(value, convfmt);
      return pad('', precision === undefined ? text : text.slice(0, precision), width, flags.replace('0', ''));
    }
    case 'd':
    case 'i':
      return integer(toNumber(value), flags, width, precision);
    case 'o':
    case 'u':
    case 'x':
    case 'X':
      return unsigned(letter, toNumber(value), flags, width, precision);
    default:
      return floating(letter, typeof value === 'string' ? textToNumber(value) : toNumber(value), flags, width, precision);
  }
}

const signOf = (negative: boolean, flags: string): string => (negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '');

function integer(value: number, flags: string, width: number, precision: number | undefined): ByteString {
  if (!Number.isFinite(value) || Math.abs(value) >= 2 ** 63) return floating('g', value, flags, width, precision);
  const whole = Math.trunc(value);
  const digits = Math.abs(whole) < 1e15 ? String(Math.abs(whole)) : BigInt(Math.abs(whole)).toString();
  const padded = precision === undefined ? digits : digits.padStart(precision, '0');
  return pad(signOf(whole < 0, flags), padded, width, precision === undefined ? flags : flags.replace('0', ''));
}

function unsigned(letter: string, value: number, flags: string, width: number, precision: number | undefined): ByteString {
  if (!Number.isFinite(value)) return floating('g', value, flags, width, precision);
  const whole = BigInt.asUintN(64, BigInt(Math.trunc(value)));
  const radix = letter === 'o' ? 8 : letter === 'u' ? 10 : 16;
  const text = whole.toString(radix);
  const digits = (letter === 'X' ? text.toUpperCase() : text).padStart(precision ?? 0, '0');
  const prefix = flags.includes('#') && whole !== 0n ? (letter === 'o' ? '0' : letter === 'u' ? '' : `0${letter}`) : '';
  return pad(prefix, digits, width, precision === undefined ? flags : flags.replace('0', ''));
}

function floating(letter: string, value: number, flags: string, width: number, precision: number | undefined): ByteString {
  const sign = signOf(value < 0 || Object.is(value, -0), flags);
  if (!Number.isFinite(value)) {
    const text = Number.isNaN(value) ? 'nan' : 'inf';
    const shown = /[A-Z]/.test(letter) ? text.toUpperCase() : text;
    return pad(Number.isNaN(value) ? '-' : sign, shown, width, flags.replace('0', ''));
  }
  return pad(sign, formatFloat(Math.abs(value), letter === 'F' ? 'f' : letter, precision ?? 6, flags.includes('#')), width, flags);
}
