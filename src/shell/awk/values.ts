/** Awk's values: numbers, strings, and text from outside that may be either. As mawk 1.3.4. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { formatG } from './number-text.ts';
import { wholeDigits } from '../formats/whole-digits.ts';

/** Text from outside (a field, a line, an element of split) that looks like a number: it compares as one. */
class NumericText {
  readonly text: ByteString;
  readonly number: number;
  constructor(text: ByteString, number: number) {
    this.text = text;
    this.number = number;
  }
}

/** undefined: never assigned, both 0 and "". */
export type Value = number | ByteString | NumericText | undefined;

const LEADING_NUMBER = /^[ \t\n\v\f\r]*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/;
const WHOLE_NUMBER = /^[ \t\n\v\f\r]*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?[ \t\n\v\f\r]*$/;

/** The value of text from outside. */
export function fromOutside(text: ByteString): Value {
  const first = text.charCodeAt(0);
  // most fields are words: only digits, signs, points and blanks can begin a number
  if (!(first <= 57)) return text;
  const digits = wholeDigits(text);
  if (digits >= 0) return new NumericText(text, digits);
  return WHOLE_NUMBER.test(text) ? new NumericText(text, Number(text)) : text;
}

export function textToNumber(text: ByteString): number {
  const first = text.charCodeAt(0);
  if (!(first <= 57)) return 0;
  const digits = wholeDigits(text);
  if (digits >= 0) return digits;
  const found = LEADING_NUMBER.exec(text)?.[0];
  return found === undefined ? 0 : Number(found);
}

export function toNumber(value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return textToNumber(value);
  return value === undefined ? 0 : value.number;
}

/** `format` is CONVFMT, or OFMT for print. */
export function toText(value: Value, format: ByteString): ByteString {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberToText(value, format);
  return value === undefined ? '' : value.text;
}

const GREATEST_INTEGER = 2 ** 64;

export function numberToText(value: number, format: ByteString): ByteString {
  if (Number.isInteger(value) && value < GREATEST_INTEGER && value > -(2 ** 63)) {
    return value < 1e15 && value > -1e15 ? (value === 0 ? '0' : String(value)) : BigInt(value).toString();
  }
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '-nan' : value > 0 ? '+inf' : '-inf';
  return formatG(format, value);
}

export const isTrue = (value: Value): boolean =>
  typeof value === 'number' ? value !== 0 : typeof value === 'string' ? value !== '' : value !== undefined && value.number !== 0;

/** Numbers, and text that looks like one, by value; else as strings. */
export function compareValues(a: Value, b: Value, format: ByteString): number {
  if (typeof a !== 'string' && typeof b !== 'string') {
    const [left, right] = [toNumber(a), toNumber(b)];
    return left < right ? -1 : left > right ? 1 : left === right ? 0 : Number.NaN;
  }
  const [left, right] = [toText(a, format), toText(b, format)];
  return left < right ? -1 : left > right ? 1 : 0;
}
