/** C's %g, %e and %f of doubles: JavaScript's own conversions where they round alike, exact ones where they do not. As glibc printf. */
import { formatLongDouble, fromNumber } from '../formats/long-double.ts';

/** Conversions of a finite number, without sign and padding for negative ones: callers pass the absolute value. */
export function formatFloat(value: number, conversion: string, precision: number, alternate: boolean): string {
  if (!alternate && value < 1e21) {
    if (conversion === 'f' && precision <= 100 && !isTie(value, precision, 'after point')) return value.toFixed(precision);
    if (conversion === 'g' && precision > 0 && precision <= 100 && !isTie(value, precision, 'significant')) return toG(value, precision);
  }
  return formatLongDouble(fromNumber(value), conversion, precision, alternate);
}

/** Halfway between two roundings: only then can toFixed and toPrecision differ from C. */
function isTie(value: number, precision: number, where: 'after point' | 'significant'): boolean {
  const text = String(value);
  if (!text.endsWith('5') && !text.includes('5e')) return false;
  const digits = text.replace(/e.*$/, '');
  const point = digits.indexOf('.');
  if (where === 'after point') return point >= 0 && digits.length - point - 1 === precision + 1;
  return digits.replace('.', '').replace(/^0+/, '').length === precision + 1;
}

function toG(value: number, precision: number): string {
  if (value === 0) return '0';
  const text = value.toExponential(precision - 1);
  const at = text.indexOf('e');
  const exponent = Number(text.slice(at + 1));
  if (exponent < -4 || exponent >= precision) {
    const mantissa = stripZeros(text.slice(0, at));
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  return stripZeros(value.toFixed(precision - 1 - exponent));
}

const stripZeros = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

/** A number by CONVFMT or OFMT: one conversion, usually `%.6g`. */
export function formatG(format: string, value: number): string {
  if (format === '%.6g') return (value < 0 ? '-' : '') + formatFloat(Math.abs(value), 'g', 6, false);
  const match = /^([\s\S]*?)%([-+ #0]*)(\d*)(?:\.(\d*))?[hlL]*([a-zA-Z])([\s\S]*)$/.exec(format);
  if (!match) return format;
  const [, before = '', flags = '', width = '', precision, letter = 'g', after = ''] = match;
  const negative = value < 0;
  const digits = /[dixXou]/.test(letter)
    ? String(Math.trunc(Math.abs(value)))
    : formatFloat(Math.abs(value), letter, precision === undefined ? 6 : Number(precision), flags.includes('#'));
  const sign = negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  return before + pad(sign, digits, Number(width), flags) + after;
}

/** Pads to a width: with zeros behind the sign, with blanks before or behind. */
export function pad(sign: string, digits: string, width: number, flags: string): string {
  if (flags.includes('-')) return (sign + digits).padEnd(width);
  if (flags.includes('0')) return sign + digits.padStart(width - sign.length, '0');
  return (sign + digits).padStart(width);
}
