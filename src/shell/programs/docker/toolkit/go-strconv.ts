/** Go's strconv and units, as far as their words reach the user: quoting and the errors of numbers, booleans, durations, sizes. As go.dev/pkg/strconv. */
import type { ByteString } from '../../../../sim/fs/bytes.ts';
import { decodeUtf8 } from '../../../../sim/fs/bytes.ts';

const NAMED: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
};

/** `%q`: a Go string literal. Valid UTF-8 stays as it is, other bytes become `\x..`. */
export function goQuote(text: ByteString): ByteString {
  const invalid = decodeUtf8(text).includes('�');
  const body = text.replace(/["\\]|[\x00-\x1f\x7f]|[\x80-\xff]/g, (character) => {
    if (NAMED[character]) return NAMED[character];
    const code = character.charCodeAt(0);
    return code > 127 && !invalid ? character : `\\x${code.toString(16).padStart(2, '0')}`;
  });
  return `"${body}"`;
}

const syntaxError = (call: string, text: ByteString): Error => new Error(`strconv.${call}: parsing ${goQuote(text)}: invalid syntax`);
const rangeError = (call: string, text: ByteString): Error => new Error(`strconv.${call}: parsing ${goQuote(text)}: value out of range`);

/** strconv.ParseBool. */
export function parseBool(text: ByteString): boolean {
  if (['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text)) return true;
  if (['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(text)) return false;
  throw syntaxError('ParseBool', text);
}

const INTEGER = /^[+-]?(0[xX][0-9a-fA-F_]+|0[oO]?[0-7_]*|0[bB][01_]+|[1-9][0-9_]*)$/;

function integer(call: string, text: ByteString): bigint {
  if (!INTEGER.test(text)) throw syntaxError(call, text);
  const sign = text.startsWith('-') ? -1n : 1n;
  const digits = text.replace(/^[+-]/, '').replaceAll('_', '').toLowerCase();
  return sign * BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
}

/** strconv.ParseInt(text, 0, 64). */
export function parseInt64(text: ByteString): number {
  const value = integer('ParseInt', text);
  if (value > 9223372036854775807n || value < -9223372036854775808n) throw rangeError('ParseInt', text);
  return Number(value);
}

/** strconv.ParseUint(text, 0, bits). */
export function parseUint(text: ByteString, bits: number): number {
  if (/^[+-]/.test(text)) throw syntaxError('ParseUint', text);
  const value = integer('ParseUint', text);
  if (value >= 1n << BigInt(bits)) throw rangeError('ParseUint', text);
  return Number(value);
}

/** strconv.Atoi, base ten only. */
export function atoi(text: ByteString): number {
  if (!/^[+-]?[0-9]+$/.test(text)) throw syntaxError('Atoi', text);
  return Number(text);
}

/** strconv.ParseFloat. */
export function parseFloat64(text: ByteString): number {
  if (!/^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$/.test(text)) throw syntaxError('ParseFloat', text);
  return Number(text);
}

const UNIT_SECONDS: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  '\xc2\xb5s': 1e-6,
  '\xce\xbcs': 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
};

/** time.ParseDuration; the answer in microseconds. */
export function parseDuration(text: ByteString): number {
  const unsigned = text.replace(/^[+-]/, '');
  const sign = text.startsWith('-') ? -1 : 1;
  if (unsigned === '0') return 0;
  if (unsigned === '') throw new Error(`time: invalid duration ${goQuote(text)}`);
  let seconds = 0;
  for (let rest = unsigned; rest !== ''; ) {
    const part = /^([0-9]+(?:\.[0-9]*)?|\.[0-9]+)([^0-9.]*)/.exec(rest);
    if (!part) throw new Error(`time: invalid duration ${goQuote(text)}`);
    const unit = part[2] ?? '';
    if (unit === '') throw new Error(`time: missing unit in duration ${goQuote(text)}`);
    const factor = UNIT_SECONDS[unit];
    if (factor === undefined) throw new Error(`time: unknown unit ${goQuote(unit)} in duration ${goQuote(text)}`);
    seconds += Number(part[1]) * factor;
    rest = rest.slice(part[0].length);
  }
  return sign * Math.round(seconds * 1e6);
}

const BINARY = 'bkmgtp';

/** units.RAMInBytes: `512m`, `1.5 GiB`. As docker/go-units parseSize. */
export function parseRamSize(text: ByteString): number {
  const last = Math.max(...[...'01234567890. '].map((character) => text.lastIndexOf(character)));
  if (last < 0) throw new Error(`invalid size: '${text}'`);
  const number = text.slice(0, text[last] === ' ' ? last : last + 1);
  const suffix = text.slice(last + 1).toLowerCase();
  const size = parseFloat64(number);
  if (size < 0) throw new Error(`invalid size: '${text}'`);
  if (suffix === '') return Math.trunc(size);
  const power = BINARY.indexOf(suffix.charAt(0));
  const rightTail = power === 0 ? suffix === 'b' : ['', 'b', 'ib'].includes(suffix.slice(1));
  if (power < 0 || !rightTail) throw new Error(`invalid suffix: '${suffix.length > 3 ? text.slice(last + 1) : suffix}'`);
  return Math.trunc(size * 1024 ** power);
}

/** opts.ParseCPUs: a rational number of CPUs; the answer in billionths. */
export function parseNanoCpus(text: ByteString): number {
  const fraction = /^([+-]?[0-9]+)\/([0-9]+)$/.exec(text);
  const value = fraction ? Number(fraction[1]) / Number(fraction[2]) : Number(text);
  if (text === '' || Number.isNaN(value) || /\s/.test(text)) throw new Error(`failed to parse ${text} as a rational number`);
  const nano = value * 1e9;
  if (Math.abs(nano - Math.round(nano)) > 1e-6) throw new Error('value is too precise');
  return Math.round(nano);
}
