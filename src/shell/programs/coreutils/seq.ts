/** seq: a sequence of numbers. As GNU coreutils 9.4 seq. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { addTimes, compare, type Finite, formatLongDouble, fromInteger, parseLongDouble } from '../../formats/long-double.ts';
import { formatPrintf } from '../../formats/printf.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { defineProgram } from '../define-program.ts';
import { checkOperands } from '../operands.ts';
import type { ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'seq',
  usage: '[OPTION]... LAST\n  or:  seq [OPTION]... FIRST LAST\n  or:  seq [OPTION]... FIRST INCREMENT LAST',
  summary: 'Print numbers from FIRST to LAST, in steps of INCREMENT.',
  suite: 'GNU coreutils 9.4',
  stopAtOperand: true,
  rewrite: keepNegativeNumbers,
  options: {
    format: { short: 'f', long: 'format', argument: 'FORMAT', help: 'use printf style floating-point FORMAT' },
    separator: { short: 's', long: 'separator', argument: 'STRING', help: 'use STRING to separate numbers (default: \\n)' },
    equalWidth: { short: 'w', long: 'equal-width', help: 'equalize width by padding with leading zeroes' },
  },
  async run(io, { format, separator = '\n', equalWidth }, operands) {
    checkOperands(operands, 1, 3);
    if (format !== undefined && equalWidth) throw new UsageError('format string may not be specified when printing equal width strings');
    if (format !== undefined) checkFormat(format);
    if (format === undefined && !equalWidth && countsByInteger(operands)) return printIntegers(io, operands, separator);
    const numbers = operands.map(readNumber);
    const [first, step, last] =
      numbers.length === 3 ? numbers : numbers.length === 2 ? [numbers[0], ONE, numbers[1]] : [ONE, ONE, numbers[0]];
    if (!first || !step || !last) return 1;
    if (step.value.mantissa === 0n) throw new UsageError(`invalid Zero increment value: ${localeQuoted(operands[1] ?? '')}`);
    const show =
      format === undefined
        ? shower(first, step, last, equalWidth)
        : (value: Finite) => formatPrintf(format, [formatLongDouble(value, 'g', 20).replace(/^/, value.negative ? '-' : '')], PLAIN).text;
    await print(io, { first: first.value, step: step.value, last: last.value, separator, show });
    return 0;
  },
});

const PLAIN = { bash: false, numberError: () => undefined, directiveError: () => undefined, quote: (text: ByteString) => text };

interface SeqNumber {
  readonly value: Finite;
  /** Digits after the point, and characters before it (sign included). */
  readonly precision: number;
  readonly width: number;
}

const ONE: SeqNumber = { value: fromInteger(1n), precision: 0, width: 1 };

/** `-5` is a number, not an option: it ends them. */
function keepNegativeNumbers(words: readonly ByteString[]): readonly ByteString[] {
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (/^-[.\d]/.test(word)) return [...words.slice(0, i), '--', ...words.slice(i)];
    if (!word.startsWith('-') || word === '--') return words;
    if (/^-w*[sf]$|^--(s|f)[a-z]*$/.test(word)) i++;
  }
  return words;
}

function readNumber(text: ByteString): SeqNumber {
  const { value, used } = parseLongDouble(text);
  if (used === 0 || used < text.length || value.kind !== 'finite') {
    if (value.kind === 'infinite' && used === text.length)
      return { value: { kind: 'finite', negative: value.negative, mantissa: 1n, exponent: 20_000 }, precision: 0, width: 3 };
    throw new UsageError(
      value.kind === 'nan'
        ? `invalid ${localeQuoted('not-a-number')} argument: ${localeQuoted(text)}`
        : `invalid floating point argument: ${localeQuoted(text)}`,
    );
  }
  const match = /^\s*\+?(-?\d*)(?:\.(\d*))?(?:[eE]([-+]?\d+))?/.exec(text);
  const exponent = Number(match?.[3] ?? 0);
  const precision = Math.max(0, (match?.[2]?.length ?? 0) - exponent);
  const whole = match?.[1] ?? '';
  return {
    value,
    precision,
    width: (whole === '' || whole === '-' ? whole.length + 1 : whole.length) + Math.max(0, exponent - (match?.[2]?.length ?? 0)),
  };
}

/** As seq's get_default_format: the finest precision of first and step; with -w the widest of first and last. */
function shower(first: SeqNumber, step: SeqNumber, last: SeqNumber, equalWidth: boolean): (value: Finite) => ByteString {
  const precision = Math.max(first.precision, step.precision);
  const fraction = precision === 0 ? 0 : precision + 1;
  const width = equalWidth ? Math.max(first.width, last.width) + fraction : 0;
  return (value) => {
    const digits = formatLongDouble(value, 'f', precision);
    const sign = value.negative && (value.mantissa !== 0n || first.value.negative) ? '-' : '';
    return sign + digits.padStart(width - sign.length, '0');
  };
}

function checkFormat(format: ByteString): void {
  const directives = format.replaceAll('%%', '').match(/%/g)?.length ?? 0;
  if (directives === 0) throw new UsageError(`format ${localeQuoted(format)} has no % directive`, { hint: false });
  const last = /%[-+ #0']*\d*(?:\.\d*)?L?(.?)/s.exec(format.replaceAll('%%', ''))?.[1] ?? '';
  if (last === '') throw new UsageError(`format ${localeQuoted(format)} ends in %`, { hint: false });
  if (!/[efgaEFGA]/.test(last)) throw new UsageError(`format ${localeQuoted(format)} has unknown %${last} directive`, { hint: false });
  if (directives > 1) throw new UsageError(`format ${localeQuoted(format)} has too many % directives`, { hint: false });
}

/** Plain whole numbers and a small step: seq then reckons without limit. */
const countsByInteger = (operands: readonly ByteString[]): boolean =>
  operands.every((word) => /^\+?\d+$/.test(word)) && (operands.length < 3 || (Number(operands[1]) > 0 && Number(operands[1]) <= 200));

async function printIntegers(io: ProgramIo, operands: readonly ByteString[], separator: ByteString): Promise<number> {
  const numbers = operands.map((word) => BigInt(word.replace('+', '')));
  const last = numbers.at(-1) ?? 0n;
  const first = numbers.length === 1 ? 1n : (numbers[0] ?? 1n);
  const step = numbers.length === 3 ? (numbers[1] ?? 1n) : 1n;
  if (last < Number.MAX_SAFE_INTEGER && separator.length === 1) return printSmall(io, Number(first), Number(step), Number(last), separator);
  let text = '';
  for (let value = first; value <= last; value += step) {
    text += value === first ? value : separator + value;
    if (text.length < 4096) continue;
    await io.out(text);
    text = '';
    const pause = io.process.tick(256);
    if (pause) await pause;
  }
  if (first <= last) await io.out(`${text}\n`);
  return 0;
}

/** The digits straight into bytes: what pipelines like `seq 1000000 | …` spend most of their time on. */
async function printSmall(io: ProgramIo, first: number, step: number, last: number, separator: ByteString): Promise<number> {
  const buffer = new Uint8Array(PIECE + 64);
  const between = separator.charCodeAt(0);
  let start = 0;
  let length = 0;
  for (let value = first; value <= last; value += step) {
    if (value !== first) buffer[length++] = between;
    const next = length;
    length = (next > 1 && writeNext(buffer, start, next, step)) || writeDigits(buffer, next, value);
    start = next;
    if (length < PIECE) continue;
    await io.out(buffer.slice(0, length));
    length = 0;
    const pause = io.process.tick(256);
    if (pause) await pause;
  }
  if (first > last) return 0;
  buffer[length++] = 10;
  await io.out(buffer.slice(0, length));
  return 0;
}

const PIECE = 4096;

/** From the number that stands at `start`, up to the byte before `next`, the one `step` further: without a division. @returns where it ends, 0 when it has a digit more. */
function writeNext(buffer: Uint8Array, start: number, next: number, step: number): number {
  const end = next + (next - 1 - start);
  if (step > 9) return 0;
  for (let from = start, to = next; to < end; from++, to++) buffer[to] = buffer[from] as number;
  let carry = step;
  for (let at = end - 1; at >= next; at--) {
    const digit = (buffer[at] as number) + carry;
    if (digit <= 57) {
      buffer[at] = digit;
      return end;
    }
    buffer[at] = digit - 10;
    carry = 1;
  }
  return 0;
}

/** @returns where the digits end. */
function writeDigits(buffer: Uint8Array, start: number, value: number): number {
  let end = start + 1;
  for (let power = 10; power <= value; power *= 10) end++;
  for (let at = end - 1, rest = value; at >= start; at--) {
    const tenth = Math.floor(rest / 10);
    buffer[at] = 48 + rest - tenth * 10;
    rest = tenth;
  }
  return end;
}

interface Sequence {
  readonly first: Finite;
  readonly step: Finite;
  readonly last: Finite;
  readonly separator: ByteString;
  readonly show: (value: Finite) => ByteString;
}

async function print(io: ProgramIo, { first, step, last, separator, show }: Sequence): Promise<void> {
  const beyond = (value: Finite): boolean => (step.negative ? compare(value, last) < 0 : compare(value, last) > 0);
  let text = '';
  let any = false;
  for (let i = 0n, value = first; ; i++, value = addTimes(first, step, i)) {
    // A value just beyond the last one that prints like it belongs to the sequence (seq 0 .1 .3).
    if (beyond(value) && !(any && printsAsLast(show(value), last))) break;
    const stop = beyond(value);
    text += any ? separator + show(value) : show(value);
    any = true;
    if (stop) break;
    if (text.length < 4096) continue;
    await io.out(text);
    text = '';
    const pause = io.process.tick(256);
    if (pause) await pause;
  }
  await io.out(any ? `${text}\n` : '');
}

function printsAsLast(shown: ByteString, last: Finite): boolean {
  const { value } = parseLongDouble(shown);
  return value.kind === 'finite' && compare(value, last) === 0;
}
