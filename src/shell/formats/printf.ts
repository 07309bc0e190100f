/** printf's format language as far as bash's builtin and coreutils' program share it. As GNU coreutils 9.4 printf, bash 5.2 builtins/printf.def. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { type Escape, readEscape } from './escapes.ts';
import { formatLongDouble, type LongDouble, parseLongDouble } from './long-double.ts';

/** Where the two printfs differ. What is wrong is told to `complain`; `stop` ends at once (`missing` is what `\c` and a bad format do). */
export interface PrintfDialect {
  /** `a`: not a number; `trailing`: `12abc`; `range`: too large. The status becomes 1 and the format goes on. */
  numberError(argument: ByteString, why: 'invalid' | 'trailing' | 'range'): void;
  /** A directive that does not exist: `specification` is what was written, `character` the last. Output ends here. */
  directiveError(specification: ByteString, character: ByteString): void;
  /** %q and %Q's first half: a word for the shell. */
  quote(argument: ByteString): ByteString;
  /** %(FORMAT)T; undefined where the program has no such directive. */
  readonly time?: (format: ByteString, argument: ByteString | undefined) => ByteString;
  /** `\ooo` in the format and `%b`: bash accepts `\'` and `\?` and so on; see escapes.ts. */
  readonly bash: boolean;
  /** Widths and precisions count characters of UTF-8 when set (bash); else bytes. */
  readonly count?: (text: ByteString) => number;
}

export interface PrintfResult {
  readonly text: ByteString;
  /** Ended early: a bad directive. */
  readonly failed: boolean;
  /** Arguments that the format had no use for (coreutils warns). */
  readonly unused: readonly ByteString[];
  /** Results of %n: variable name and count. */
  readonly counts: readonly { readonly name: ByteString; readonly length: number }[];
}

interface State {
  readonly dialect: PrintfDialect;
  readonly words: readonly ByteString[];
  next: number;
  text: ByteString;
  stopped: boolean;
  failed: boolean;
  readonly counts: { name: ByteString; length: number }[];
}

/** Formats all arguments, using the format again as long as it takes some. */
export function formatPrintf(format: ByteString, words: readonly ByteString[], dialect: PrintfDialect): PrintfResult {
  const state: State = { dialect, words, next: 0, text: '', stopped: false, failed: false, counts: [] };
  for (;;) {
    const before = state.next;
    formatOnce(format, state);
    if (state.stopped || state.next >= words.length || state.next === before) break;
  }
  return { text: state.text, failed: state.failed, unused: state.stopped ? [] : words.slice(state.next), counts: state.counts };
}

function formatOnce(format: ByteString, state: State): void {
  for (let i = 0; i < format.length && !state.stopped; ) {
    const c = format.charAt(i);
    if (c === '\\') {
      const read = readEscape(format, i, { style: 'printf', bash: state.dialect.bash });
      applyEscape(read, state);
      i = read.end;
    } else if (c === '%') i = directive(format, i, state);
    else {
      const end = format.slice(i).search(/[%\\]/);
      const stop = end < 0 ? format.length : i + end;
      state.text += format.slice(i, stop);
      i = stop;
    }
  }
}

function applyEscape(read: Escape, state: State): void {
  state.text += read.text;
  if (read.stop) state.stopped = true;
}

const DIRECTIVE = /%([-+ #0']*)(\*|-?\d+)?(?:\.(\*|-?\d+)?)?([hlLqjzt]*)/y;

interface Directive {
  readonly flags: ByteString;
  readonly width: number | undefined;
  readonly precision: number | undefined;
}

/** Handles one `%…` at `i`; returns where the format goes on. */
function directive(format: ByteString, i: number, state: State): number {
  if (format.charAt(i + 1) === '%') {
    state.text += '%';
    return i + 2;
  }
  DIRECTIVE.lastIndex = i;
  const match = DIRECTIVE.exec(format);
  let end = i + (match?.[0].length ?? 1);
  const modifiers = match?.[4] ?? '';
  let conversion = format.charAt(end);
  // %q's letter is also a length modifier in C: it is the conversion when nothing that could be one follows.
  if (modifiers.endsWith('q') && !/[diouxXeEfFgGaA]/.test(conversion)) conversion = format.charAt(--end);
  const spec = readSizes(match?.[1] ?? '', match?.[2], match?.[0].includes('.') ? (match[3] ?? '0') : undefined, state);
  if (conversion === '(' && state.dialect.time) {
    const close = format.indexOf(')T', end);
    if (close >= 0) {
      state.text += pad(truncate(state.dialect.time(format.slice(end + 1, close), take(state)), spec), spec, state);
      return close + 2;
    }
  }
  if (!convert(conversion, spec, state)) {
    state.dialect.directiveError(format.slice(i, end + 1), conversion);
    state.failed = true;
    state.stopped = true;
  }
  return end + 1;
}

function readSizes(flags: ByteString, width: string | undefined, precision: string | undefined, state: State): Directive {
  const read = (text: string | undefined): number | undefined =>
    text === undefined ? undefined : text === '*' ? Number(integer(take(state), state)) : Number(text);
  const wide = read(width);
  const exact = read(precision);
  return {
    flags: wide !== undefined && wide < 0 ? `${flags}-` : flags,
    width: wide === undefined ? undefined : Math.abs(wide),
    precision: exact === undefined || exact < 0 ? undefined : exact,
  };
}

const take = (state: State): ByteString | undefined => (state.next < state.words.length ? state.words[state.next++] : undefined);

/** False when there is no such conversion. */
function convert(conversion: ByteString, spec: Directive, state: State): boolean {
  if ('diouxX'.includes(conversion) && conversion !== '')
    state.text += pad(integerText(conversion, spec, integer(take(state), state)), numeric(spec), state);
  else if ('feEgGaAF'.includes(conversion) && conversion !== '')
    state.text += pad(floatText(conversion, spec, float(take(state), state)), spec, state);
  else if (conversion === 's') state.text += pad(truncate(take(state) ?? '', spec, state), spec, state);
  else if (conversion === 'c') state.text += pad((take(state) ?? '').charAt(0), spec, state);
  else if (conversion === 'b') percentB(take(state) ?? '', spec, state);
  else if (conversion === 'q') state.text += pad(truncate(state.dialect.quote(take(state) ?? ''), spec, state), spec, state);
  else if (conversion === 'Q' && state.dialect.bash)
    state.text += pad(state.dialect.quote(truncate(take(state) ?? '', spec, state)), spec, state);
  else if (conversion === 'n' && state.dialect.bash) state.counts.push({ name: take(state) ?? '', length: state.text.length });
  else return false;
  return true;
}

function percentB(argument: ByteString, spec: Directive, state: State): void {
  let text = '';
  for (let i = 0; i < argument.length; ) {
    if (argument.charAt(i) !== '\\') {
      text += argument.charAt(i++);
      continue;
    }
    const read = readEscape(argument, i, { style: 'percent-b', bash: state.dialect.bash });
    text += read.text;
    i = read.end;
    if (read.stop) {
      state.stopped = true;
      break;
    }
  }
  state.text += pad(truncate(text, spec, state), spec, state);
}

/** Cuts to the precision, in characters where the dialect counts them. */
function truncate(text: ByteString, { precision }: Directive, state?: State): ByteString {
  if (precision === undefined) return text;
  const count = state?.dialect.count;
  if (!count) return text.slice(0, precision);
  let end = Math.min(precision, text.length);
  while (end < text.length && (count(text.slice(0, end)) < precision || (text.charCodeAt(end) & 0xc0) === 0x80)) end++;
  return text.slice(0, end);
}

/** An integer with a precision takes no zeros from its width. */
const numeric = (spec: Directive): Directive => (spec.precision === undefined ? spec : { ...spec, flags: spec.flags.replaceAll('0', '') });

function pad(text: ByteString, { flags, width = 0 }: Directive, state: State): ByteString {
  const missing = width - (state.dialect.count?.(text) ?? text.length);
  if (missing <= 0) return text;
  if (flags.includes('-')) return text + ' '.repeat(missing);
  if (!flags.includes('0') || !/^[-+ ]?(0[xX])?[0-9a-fA-F]/.test(text)) return ' '.repeat(missing) + text;
  const prefix = /^[-+ ]?(0[xX])?/.exec(text)?.[0] ?? '';
  return prefix + '0'.repeat(missing) + text.slice(prefix.length);
}

const MAXIMUM = (1n << 63n) - 1n;
const MINIMUM = -(1n << 63n);
const UNSIGNED_MAXIMUM = (1n << 64n) - 1n;

const characterCode = (text: ByteString): bigint | undefined => (/^["']./s.test(text) ? BigInt(text.charCodeAt(1)) : undefined);

/** strtoimax with base 0, and what is wrong said. */
function integer(text: ByteString | undefined, state: State): bigint {
  if (text === undefined) return 0n;
  const code = characterCode(text);
  if (code !== undefined) return code;
  const match = /^[ \t\n\v\f\r]*([+-]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)/.exec(text);
  if (!match) {
    if (text !== '' || !state.dialect.bash) state.dialect.numberError(text, 'invalid');
    return 0n;
  }
  const digits = match[2] ?? '0';
  const size = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits);
  const value = match[1] === '-' ? -size : size;
  const clamped = value > UNSIGNED_MAXIMUM ? MAXIMUM : value < MINIMUM ? MINIMUM : value;
  if (clamped !== value) state.dialect.numberError(text, 'range');
  if (match[0].length < text.length) state.dialect.numberError(text, 'trailing');
  return clamped;
}

function integerText(conversion: ByteString, { flags, precision }: Directive, value: bigint): ByteString {
  const signed = conversion === 'd' || conversion === 'i';
  const shown = signed ? (value > MAXIMUM ? MAXIMUM : value) : BigInt.asUintN(64, value);
  const base = conversion === 'o' ? 8 : conversion.toLowerCase() === 'x' ? 16 : 10;
  let digits = (shown < 0n ? -shown : shown).toString(base);
  if (conversion === 'X') digits = digits.toUpperCase();
  if (precision === 0 && shown === 0n) digits = '';
  digits = digits.padStart(precision ?? 0, '0');
  if (flags.includes('#') && base === 8 && !digits.startsWith('0')) digits = `0${digits}`;
  if (flags.includes('#') && base === 16 && shown !== 0n) digits = `0${conversion}${digits}`;
  if (!signed) return digits;
  return `${shown < 0n ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : ''}${digits}`;
}

function float(text: ByteString | undefined, state: State): LongDouble {
  const code = characterCode(text ?? '');
  if (code !== undefined) return parseLongDouble(code.toString()).value;
  const { value, used } = parseLongDouble(text ?? '0');
  if (text !== undefined && used === 0 && (text !== '' || !state.dialect.bash)) state.dialect.numberError(text, 'invalid');
  else if (text !== undefined && used < text.length) state.dialect.numberError(text, 'trailing');
  return value;
}

function floatText(conversion: ByteString, { flags, precision }: Directive, value: LongDouble): ByteString {
  const sign = value.negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  return sign + formatLongDouble(value, conversion, precision, flags.includes('#'));
}
