/** Awk's own functions. As mawk 1.3.4 bi_funct.c. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import type { Process } from '../../sim/kernel/types.ts';
import type { Regex } from '../regex/compile.ts';
import { type Code, constant, type Frame, lift1, lift2, liftAll } from './code.ts';
import { arrayOf, type Compiler, localIndex, placeOf } from './compile-target.ts';
import { FormatError, formatValues, type ParsedFormat, parseFormat } from './format.ts';
import { compileAwkRegex } from './regex.ts';
import type { Runtime } from './runtime.ts';
import { createRegexSplitter, createSplitter, type Splitter } from './split.ts';
import { formatTime, makeTime } from './time.ts';
import type { Expression, Target } from './tree.ts';
import { fromOutside, toNumber, type Value } from './values.ts';

export function compileBuiltin(compiler: Compiler, name: string, operands: readonly Expression[]): Code {
  const special = SPECIAL_FORMS[name];
  if (special) return special(compiler, operands);
  const { runtime } = compiler;
  const codes = operands.map((operand) => compiler.compile(operand));
  const numeric = NUMERIC[name];
  if (numeric && codes[0]) return lift1(codes[0], (value) => numeric(toNumber(value)));
  const plain = PLAIN[name];
  if (plain) return liftAll(codes, (values) => plain(runtime, values));
  const waiting = WAITING[name];
  if (waiting) return liftAll(codes, (values) => waiting(runtime, values), false);
  throw new Error(`no builtin ${name}`);
}

const NUMERIC: Readonly<Record<string, (value: number) => number>> = {
  sin: Math.sin,
  cos: Math.cos,
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  int: (value) => Math.trunc(value) + 0,
};

const LOWER = /[A-Z]+/g;
const UPPER = /[a-z]+/g;

const PLAIN: Readonly<Record<string, (runtime: Runtime, values: readonly Value[]) => Value>> = {
  atan2: (_runtime, [y, x]) => Math.atan2(toNumber(y), toNumber(x)),
  tolower: (runtime, [text]) => runtime.text(text).replace(LOWER, (letters) => letters.toLowerCase()),
  toupper: (runtime, [text]) => runtime.text(text).replace(UPPER, (letters) => letters.toUpperCase()),
  index: (runtime, [text, part]) => runtime.text(text).indexOf(runtime.text(part)) + 1,
  substr: (runtime, [text, start, length]) =>
    substring(runtime.text(text), toNumber(start), length === undefined ? undefined : toNumber(length)),
  sprintf: (runtime, [format, ...values]) => formatText(runtime, format, values, 'sprintf'),
  rand: (runtime) => runtime.random.next(),
  srand: (runtime, values) => {
    const former = runtime.seed;
    runtime.seed = values.length === 0 ? seconds(runtime.io.process) : values[0];
    runtime.random.seed(toNumber(runtime.seed));
    return former;
  },
  systime: (runtime) => seconds(runtime.io.process),
  mktime: (runtime, [text]) => makeTime(runtime.io.process.environment, runtime.text(text)),
  strftime: (runtime, [format, time, utc]) =>
    formatTime(runtime.io.process.environment, {
      format: format === undefined ? '%c' : runtime.text(format),
      time: time === undefined ? seconds(runtime.io.process) : toNumber(time),
      utc: toNumber(utc) !== 0,
    }),
};

const seconds = (process: Process): number => Math.floor(process.now() / 1e6);

const WAITING: Readonly<Record<string, (runtime: Runtime, values: readonly Value[]) => Promise<Value>>> = {
  system: (runtime, [command]) => runtime.streams.system(runtime.text(command)),
  close: (runtime, [name]) => runtime.streams.close(runtime.text(name)),
  fflush: async (runtime, values) => {
    if (values.length > 0 && runtime.text(values[0]) !== '') return (await runtime.streams.flushNamed(runtime.text(values[0]))) ? 0 : -1;
    await runtime.streams.flush();
    return 0;
  },
};

/** mawk cuts fractions off, and a start before the text makes the length longer by as much. */
function substring(text: ByteString, start: number, length: number | undefined): ByteString {
  const first = Math.trunc(start);
  const count = length === undefined ? Number.POSITIVE_INFINITY : Math.trunc(length);
  const reached = first < 1 ? count - first : count;
  const from = Math.max(1, first);
  return reached > 0 ? text.slice(from - 1, from - 1 + reached) : '';
}

/** printf's and sprintf's text. The format is parsed once as long as it stays the same. */
export function formatText(runtime: Runtime, format: Value, values: readonly Value[], name: string, cache?: FormatCache): ByteString {
  const text = runtime.text(format);
  const parsed = cache?.parsed?.text === text ? cache.parsed : parseFormat(text);
  if (cache) cache.parsed = parsed;
  try {
    return formatValues(parsed, values, runtime.convfmt, name);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    if (name === 'printf') runtime.streams.print(error.partial);
    return runtime.fail(error.message);
  }
}

export interface FormatCache {
  parsed: ParsedFormat | undefined;
}

const SPECIAL_FORMS: Readonly<Record<string, (compiler: Compiler, operands: readonly Expression[]) => Code>> = {
  length: compileLength,
  split: compileSplit,
  match: compileMatch,
  sub: (compiler, operands) => compileSubstitution(compiler, operands, false),
  gsub: (compiler, operands) => compileSubstitution(compiler, operands, true),
};

function isArray(compiler: Compiler, name: string): boolean {
  const local = localIndex(compiler, name);
  if (local >= 0) return compiler.names.arrayParameters.get(compiler.owner?.name ?? '')?.has(local) ?? false;
  return compiler.names.arrays.has(name);
}

function compileLength(compiler: Compiler, [operand]: readonly Expression[]): Code {
  const { runtime } = compiler;
  if (operand?.kind === 'name' && isArray(compiler, operand.name)) {
    const find = arrayOf(compiler, operand.name);
    return { sync: true, run: (frame) => find(frame).size };
  }
  if (!operand) return { sync: true, run: () => runtime.record.text.length };
  return lift1(compiler.compile(operand), (value) => runtime.text(value).length);
}

/** A pattern as an operand: a regex as it stands, or text to be read as one. */
function patternCode(compiler: Compiler, operand: Expression): { readonly code: Code; readonly read: (value: Value) => Regex } {
  const { runtime } = compiler;
  if (operand.kind === 'regex') {
    const regex = compileAwkRegex(operand.source);
    return { code: constant(undefined), read: () => regex };
  }
  return { code: compiler.compile(operand), read: (value) => runtime.regex(runtime.text(value)) };
}

function compileSplit(compiler: Compiler, [text, array, separator]: readonly Expression[]): Code {
  const { runtime } = compiler;
  const find = array?.kind === 'name' ? arrayOf(compiler, array.name) : undefined;
  const textCode = text ? compiler.compile(text) : constant(undefined);
  const fixed = separator?.kind === 'regex' ? createRegexSplitter(compileAwkRegex(separator.source)) : undefined;
  const splitterOf = (value: Value): Splitter =>
    fixed ?? (separator ? createSplitter(runtime.text(value), (source) => runtime.regex(source)) : runtime.settings.splitter);
  const separatorCode = separator && !fixed ? compiler.compile(separator) : constant(undefined);
  const apply = (frame: Frame, value: Value, by: Value): number => {
    const parts = splitterOf(by)(runtime.text(value));
    find?.(frame).load(parts.map(fromOutside));
    return parts.length;
  };
  return withFrame(textCode, separatorCode, apply);
}

/** As lift2, for what needs the frame too. */
function withFrame(a: Code, b: Code, apply: (frame: Frame, left: Value, right: Value) => Value): Code {
  if (a.sync && b.sync) return { sync: true, run: (frame) => apply(frame, a.run(frame) as Value, b.run(frame) as Value) };
  return {
    sync: false,
    async run(frame) {
      const left = await a.run(frame);
      return apply(frame, left, await b.run(frame));
    },
  };
}

function compileMatch(compiler: Compiler, [text, pattern]: readonly Expression[]): Code {
  const { runtime, names } = compiler;
  if (!text || !pattern) return constant(0);
  const { code, read } = patternCode(compiler, pattern);
  const [start, length] = [names.slots.get('RSTART') ?? 0, names.slots.get('RLENGTH') ?? 0];
  return lift2(compiler.compile(text), code, (value, source) => {
    const match = read(source).exec(runtime.text(value), 0);
    runtime.globals[start] = match ? match.start + 1 : 0;
    runtime.globals[length] = match ? match.end - match.start : -1;
    return runtime.globals[start];
  });
}

function compileSubstitution(compiler: Compiler, [pattern, replacement, target]: readonly Expression[], all: boolean): Code {
  if (!pattern || !replacement) return constant(0);
  const { runtime } = compiler;
  const { code, read } = patternCode(compiler, pattern);
  const isPlace = target === undefined || target.kind === 'name' || target.kind === 'index' || target.kind === 'field';
  const whole: Target = { kind: 'field', index: { kind: 'number', value: 0 } };
  const place = isPlace ? placeOf(compiler, target ?? whole) : undefined;
  const keyCode = place?.key ?? constant(undefined);
  const operands = lift2(code, compiler.compile(replacement), (source, text) => {
    latest.regex = read(source);
    latest.text = runtime.text(text);
    return 0;
  });
  const latest: { regex: Regex | undefined; text: ByteString } = { regex: undefined, text: '' };
  return withFrame(operands, keyCode, (frame, _ready, key) => {
    const { regex, text } = latest;
    if (!place || !regex) return 0;
    const result = substitute(runtime.text(place.read(frame, key)), regex, text, all);
    if (result.count > 0) place.write(frame, key, result.text);
    return result.count;
  });
}

function substitute(
  text: ByteString,
  regex: Regex,
  replacement: ByteString,
  all: boolean,
): { readonly text: ByteString; readonly count: number } {
  const fill = createFiller(replacement);
  let [out, copied, count, lastEnd] = ['', 0, 0, -1];
  for (let from = 0; from <= text.length; ) {
    const match = regex.exec(text, from);
    if (!match) break;
    const { start, end } = match;
    if (end > start || start !== lastEnd) {
      out += text.slice(copied, start) + fill(text.slice(start, end));
      copied = end;
      count++;
      if (!all) break;
    }
    lastEnd = end;
    from = end > start ? end : end + 1;
  }
  return { text: count > 0 ? out + text.slice(copied) : text, count };
}

/** `&` is what matched, `\&` an ampersand, `\\` a backslash before one of them. */
function createFiller(replacement: ByteString): (matched: ByteString) => ByteString {
  if (!/[&\\]/.test(replacement)) return () => replacement;
  const pieces = replacement.split(/(\\\\(?=\\*&)|\\&|&)/);
  return (matched) => pieces.map((piece) => (piece === '&' ? matched : piece === '\\&' ? '&' : piece === '\\\\' ? '\\' : piece)).join('');
}
