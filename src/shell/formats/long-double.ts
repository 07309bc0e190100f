/** x87's 80-bit long double, in which bash's and coreutils' printf and seq reckon: reading and the conversions %f %e %g %a. As glibc's strtold and vfprintf. */

/** value = ±mantissa × 2^exponent, the mantissa of at most 64 bits. */
export interface Finite {
  readonly kind: 'finite';
  readonly negative: boolean;
  readonly mantissa: bigint;
  readonly exponent: number;
}
export type LongDouble = Finite | { readonly kind: 'infinite' | 'nan'; readonly negative: boolean };

const DECIMAL = /^[ \t\n\v\f\r]*([+-]?)(?:(\d+\.?\d*|\.\d+)(?:[eE]([+-]?\d+))?)/;
const HEXADECIMAL = /^[ \t\n\v\f\r]*([+-]?)0[xX]([0-9a-fA-F]+\.?[0-9a-fA-F]*|\.[0-9a-fA-F]+)(?:[pP]([+-]?\d+))?/;
const SPECIAL = /^[ \t\n\v\f\r]*([+-]?)(inf(?:inity)?|nan)/i;

/** strtold: the value and how many characters it took (0: no number). */
export function parseLongDouble(text: string): { readonly value: LongDouble; readonly used: number } {
  const special = SPECIAL.exec(text);
  if (special) {
    const kind = (special[2] ?? '').toLowerCase() === 'nan' ? 'nan' : 'infinite';
    return { value: { kind, negative: special[1] === '-' }, used: special[0].length };
  }
  const hexadecimal = HEXADECIMAL.exec(text);
  const match = hexadecimal ?? DECIMAL.exec(text);
  if (!match) return { value: ZERO, used: 0 };
  const [whole = '', fraction = ''] = (match[2] ?? '').split('.');
  const digits = BigInt(`${hexadecimal ? '0x' : ''}${whole}${fraction}` || '0');
  const scale = clampExponent(match[3]);
  const value = hexadecimal
    ? roundRatio(digits, 1n, scale - 4 * fraction.length)
    : scale >= fraction.length
      ? roundRatio(digits * 10n ** BigInt(scale - fraction.length), 1n, 0)
      : roundRatio(digits, 10n ** BigInt(fraction.length - scale), 0);
  return { value: { ...value, negative: match[1] === '-' }, used: match[0].length };
}

const ZERO: Finite = { kind: 'finite', negative: false, mantissa: 0n, exponent: 0 };

const clampExponent = (text: string | undefined): number => Math.max(-5000, Math.min(5000, Number(text ?? 0)));

export const fromInteger = (value: bigint): Finite => ({
  ...roundRatio(value < 0n ? -value : value, 1n, 0),
  negative: value < 0n,
});

/** A double, exactly. */
export function fromNumber(value: number): LongDouble {
  const negative = value < 0 || Object.is(value, -0);
  if (Number.isNaN(value)) return { kind: 'nan', negative: false };
  if (!Number.isFinite(value)) return { kind: 'infinite', negative };
  let mantissa = Math.abs(value);
  let exponent = 0;
  while (mantissa !== 0 && !Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent--;
  }
  return { kind: 'finite', negative, mantissa: BigInt(mantissa), exponent };
}

/** numerator / denominator × 2^shift, rounded half to even to 64 bits. */
function roundRatio(numerator: bigint, denominator: bigint, shift: number): Finite {
  if (numerator === 0n) return ZERO;
  let exponent = bitLength(numerator) - bitLength(denominator) - 64;
  const scaled = (e: number): readonly [bigint, bigint] =>
    e < 0 ? [numerator << BigInt(-e), denominator] : [numerator, denominator << BigInt(e)];
  let [top, bottom] = scaled(exponent);
  if (top / bottom >= 1n << 64n) [top, bottom] = scaled(++exponent);
  const mantissa = divideRounded(top, bottom);
  return { kind: 'finite', negative: false, mantissa, exponent: exponent + shift };
}

const bitLength = (value: bigint): number => value.toString(2).length;

function divideRounded(top: bigint, bottom: bigint): bigint {
  const quotient = top / bottom;
  const twice = (top % bottom) * 2n;
  return twice > bottom || (twice === bottom && (quotient & 1n) === 1n) ? quotient + 1n : quotient;
}

/** As a rational number: numerator and denominator, without sign. */
const ratio = ({ mantissa, exponent }: Finite): readonly [bigint, bigint] =>
  exponent >= 0 ? [mantissa << BigInt(exponent), 1n] : [mantissa, 1n << BigInt(-exponent)];

/** a + b × times, rounded as two long double operations. */
export function addTimes(a: Finite, b: Finite, times: bigint): Finite {
  const product = b.mantissa * (b.negative ? -1n : 1n) * times;
  const rounded = roundRatio(product < 0n ? -product : product, 1n, b.exponent);
  return add(a, { ...rounded, negative: product < 0n });
}

function add(a: Finite, b: Finite): Finite {
  const exponent = Math.min(a.exponent, b.exponent);
  const aligned = (v: Finite): bigint => (v.negative ? -v.mantissa : v.mantissa) << BigInt(v.exponent - exponent);
  const sum = aligned(a) + aligned(b);
  return { ...roundRatio(sum < 0n ? -sum : sum, 1n, exponent), negative: sum < 0n };
}

export function compare(a: Finite, b: Finite): number {
  const difference = add(a, { ...b, negative: !b.negative });
  return difference.mantissa === 0n ? 0 : difference.negative ? -1 : 1;
}

/** The digits of a conversion without sign and padding. `conversion` is one of f e g a in either case. */
export function formatLongDouble(value: LongDouble, conversion: string, precision: number | undefined, alternate = false): string {
  const lower = conversion.toLowerCase();
  const text = value.kind !== 'finite' ? (value.kind === 'nan' ? 'nan' : 'inf') : finiteText(value, lower, precision, alternate);
  return lower === conversion ? text : text.toUpperCase();
}

function finiteText(value: Finite, conversion: string, precision: number | undefined, alternate: boolean): string {
  if (conversion === 'f') return withPoint(fixed(value, precision ?? 6), alternate);
  if (conversion === 'e') return exponential(value, precision ?? 6, alternate);
  if (conversion === 'a') return hexadecimal(value, precision, alternate);
  const significant = Math.max(1, precision ?? 6);
  const { exponent } = decimal(value, significant);
  const text =
    exponent < -4 || exponent >= significant ? exponential(value, significant - 1, alternate) : fixed(value, significant - 1 - exponent);
  return alternate ? withPoint(text, true) : trimZeros(text);
}

const withPoint = (text: string, alternate: boolean): string => (alternate && !text.includes('.') ? `${text}.` : text);

const trimZeros = (text: string): string => text.replace(/(\.\d*?)0+($|e)/, '$1$2').replace(/\.($|e)/, '$1');

function fixed(value: Finite, precision: number): string {
  const [top, bottom] = ratio(value);
  const digits = divideRounded(top * 10n ** BigInt(precision), bottom)
    .toString()
    .padStart(precision + 1, '0');
  return precision === 0 ? digits : `${digits.slice(0, -precision)}.${digits.slice(-precision)}`;
}

/** The first `significant` digits, rounded, and the power of ten of the first. */
function decimal(value: Finite, significant: number): { readonly digits: string; readonly exponent: number } {
  const [top, bottom] = ratio(value);
  if (top === 0n) return { digits: '0'.repeat(significant), exponent: 0 };
  let exponent = (top / bottom).toString().length - 1;
  if (top < bottom)
    exponent = -((bottom / top).toString().length - 1) - (top * 10n ** BigInt((bottom / top).toString().length - 1) < bottom ? 1 : 0);
  const scale = significant - 1 - exponent;
  const digits = (
    scale >= 0 ? divideRounded(top * 10n ** BigInt(scale), bottom) : divideRounded(top, bottom * 10n ** BigInt(-scale))
  ).toString();
  return digits.length > significant ? { digits: digits.slice(0, -1), exponent: exponent + 1 } : { digits, exponent };
}

function exponential(value: Finite, precision: number, alternate: boolean): string {
  const { digits, exponent } = decimal(value, precision + 1);
  const mantissa = precision === 0 ? digits : `${digits.charAt(0)}.${digits.slice(1)}`;
  return `${withPoint(mantissa, alternate)}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** glibc's %La: the mantissa's 64 bits as one hexadecimal digit (8–f) before the point. */
function hexadecimal(value: Finite, precision: number | undefined, alternate: boolean): string {
  if (value.mantissa === 0n) return `0x0${precision ? `.${'0'.repeat(precision)}` : alternate ? '.' : ''}p+0`;
  const shift = 64 - bitLength(value.mantissa);
  let mantissa = value.mantissa << BigInt(shift);
  let exponent = value.exponent - shift + 60;
  if (precision !== undefined && precision < 15) {
    mantissa = divideRounded(mantissa, 1n << BigInt(60 - 4 * precision)) << BigInt(60 - 4 * precision);
    if (mantissa >= 1n << 64n) {
      mantissa >>= 4n;
      exponent += 4;
    }
  }
  const digits = mantissa.toString(16);
  const fraction =
    precision === undefined ? digits.slice(1).replace(/0+$/, '') : digits.slice(1).padEnd(precision, '0').slice(0, precision);
  return `0x${digits.charAt(0)}${fraction === '' ? (alternate ? '.' : '') : `.${fraction}`}p${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`;
}
