/** sort: lines in order. As GNU coreutils 9.4 sort; C.UTF-8 and C both go by bytes. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { oneOf } from '../../formats/choices.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { parseSize } from '../../formats/sizes.ts';
import { readNames } from '../../text/files0-from.ts';
import { type Comparison, createComparison, type Record } from '../../text/sort/compare.ts';
import { applyLetters, checkKinds, type KeySpec, type Ordering, parseKey, plainOrdering } from '../../text/sort/key-spec.ts';
import { merge, mergeSort } from '../../text/sort/merge-sort.ts';
import { sortQuickly } from '../../text/sort/quick-sort.ts';
import { type ReadOptions, readLines } from '../../text/sort/read-lines.ts';
import { defineProgram } from '../define-program.ts';
import { lastOf, type OptionValues } from '../getopt.ts';
import type { ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

const oneOfKinds = oneOf('--sort', {
  g: ['general-numeric'],
  h: ['human-numeric'],
  M: ['month'],
  n: ['numeric'],
  R: ['random'],
  V: ['version'],
});

const options = {
  b: { short: 'b', long: 'ignore-leading-blanks', help: 'ignore leading blanks' },
  d: { short: 'd', long: 'dictionary-order', help: 'consider only blanks and alphanumeric characters' },
  f: { short: 'f', long: 'ignore-case', help: 'fold lower case to upper case characters' },
  g: { short: 'g', long: 'general-numeric-sort', help: 'compare according to general numerical value' },
  i: { short: 'i', long: 'ignore-nonprinting', help: 'consider only printable characters' },
  M: { short: 'M', long: 'month-sort', help: "compare (unknown) < 'JAN' < ... < 'DEC'" },
  h: { short: 'h', long: 'human-numeric-sort', help: 'compare human readable numbers (e.g., 2K 1G)' },
  n: { short: 'n', long: 'numeric-sort', help: 'compare according to string numerical value' },
  R: { short: 'R', long: 'random-sort', help: 'shuffle, but group identical keys' },
  randomSource: { long: 'random-source', argument: 'FILE', help: 'get random bytes from FILE (elsewhere)' },
  r: { short: 'r', long: 'reverse', help: 'reverse the result of comparisons' },
  kind: {
    long: 'sort',
    argument: 'WORD',
    type: oneOfKinds,
    help: 'sort according to WORD: general-numeric, human-numeric, month, numeric, random, version',
  },
  V: { short: 'V', long: 'version-sort', help: 'natural sort of (version) numbers within text' },
  batch: { long: 'batch-size', argument: 'NMERGE', help: '(has no effect)' },
  check: lastOf({
    diagnose: { short: 'c', help: 'check for sorted input; do not sort' },
    quiet: { short: 'C', help: 'like -c, but do not report the first bad line' },
    how: {
      long: 'check',
      argument: 'HOW',
      optional: true,
      type: oneOf('--check', { quiet: ['quiet', 'silent'], diagnose: ['diagnose-first'] }),
      help: "'diagnose-first' or 'quiet'",
    },
  }),
  compress: { long: 'compress-program', argument: 'PROG', help: '(has no effect)' },
  debug: { long: 'debug', notSimulated: true, help: 'annotate the part of the line used to sort' },
  files: { long: 'files0-from', argument: 'F', help: 'read input from the files specified by NUL-terminated names in file F' },
  keys: { short: 'k', long: 'key', argument: 'KEYDEF', repeat: true, help: 'sort via a key; KEYDEF gives location and type' },
  merge: { short: 'm', long: 'merge', help: 'merge already sorted files; do not sort' },
  output: { short: 'o', long: 'output', argument: 'FILE', repeat: true, help: 'write result to FILE instead of standard output' },
  stable: { short: 's', long: 'stable', help: 'stabilize sort by disabling last-resort comparison' },
  size: { short: 'S', long: 'buffer-size', argument: 'SIZE', type: bufferSize, help: '(has no effect)' },
  tab: {
    short: 't',
    long: 'field-separator',
    argument: 'SEP',
    repeat: true,
    type: separator,
    help: 'use SEP instead of non-blank to blank transition',
  },
  temporary: { short: 'T', long: 'temporary-directory', argument: 'DIR', repeat: true, help: '(has no effect)' },
  parallel: { long: 'parallel', argument: 'N', help: '(has no effect)' },
  unique: { short: 'u', long: 'unique', help: 'output only the first of an equal run' },
  zero: { short: 'z', long: 'zero-terminated', help: 'line delimiter is NUL, not newline' },
} as const;
type Values = OptionValues<typeof options>;

export default defineProgram({
  name: 'sort',
  usage: '[OPTION]... [FILE]...\n  or:  sort [OPTION]... --files0-from=F',
  summary: 'Write sorted concatenation of all FILE(s) to standard output.',
  suite: 'GNU coreutils 9.4',
  usageStatus: 2,
  rewrite: (words) =>
    words.map((word) => word.replace(/^\+(\d+)((?:\.\d+)?[a-zA-Z]*)$/, (_, field, rest) => `-k${Number(field) + 1}${rest}`)),
  options,
  async run(io, values, operands) {
    const comparison = comparisonOf(io, values);
    const files = await inputNames(io, values, operands);
    if (values.check !== undefined) return checkOrder(io, values, comparison, files);
    if (new Set(values.output).size > 1) throw new UsageError('multiple output files specified', { hint: false });
    const way = values.merge || values.unique ? undefined : quickWay(values);
    if (way) {
      const lines: ByteString[] = [];
      for (const name of files) await readLines(io, name, reading(values), lines);
      await write(io, values, await sortQuickly(io.process, lines, { way, reverse: values.r, stable: values.stable }));
      return 0;
    }
    const sorted = values.merge ? await mergeFiles(io, values, comparison, files) : await sortFiles(io, values, comparison, files);
    await write(io, values, linesOf(sorted, values.unique ? comparison : undefined));
    return 0;
  },
});

/** Without keys, by bytes or by number: no records are needed. */
function quickWay({ b, d, f, g, i, M, h, n, R, V, kind, keys }: Values): 'text' | 'number' | undefined {
  if (b || d || f || g || i || M || h || R || V || keys.length > 0) return undefined;
  if (kind !== undefined && kind !== 'n') return undefined;
  return n || kind === 'n' ? 'number' : 'text';
}

const reading = ({ zero, check }: Values): ReadOptions => ({
  end: zero ? '\0' : '\n',
  words: check === undefined ? 'cannot read' : 'open failed',
});

async function readRecords(io: ProgramIo, values: Values, { record }: Comparison, name: ByteString): Promise<readonly Record[]> {
  const lines: ByteString[] = [];
  await readLines(io, name, reading(values), lines);
  return lines.map(record);
}

function comparisonOf(io: ProgramIo, values: Values): Comparison {
  const globals = plainOrdering();
  const letters = ['b', 'd', 'f', 'i', 'r', 'g', 'h', 'M', 'n', 'R', 'V'] as const;
  const given = letters.filter((letter) => values[letter]).join('') + (values.kind ?? '');
  applyLetters(globals, given, 'both');
  checkKinds(new Set([...given].filter((letter) => /[ghMnRV]/.test(letter))), globals);
  const keys = values.keys.map((text) => parseKey(text, globals));
  if (new Set(values.tab).size > 1) throw new UsageError('incompatible tabs', { hint: false });
  const whole: KeySpec = { ...globals, startField: 0, startCharacter: 0, endField: Number.POSITIVE_INFINITY, endCharacter: 0 };
  const used = keys.length > 0 ? keys : isPlain(globals) ? [] : [whole];
  return createComparison(used, {
    tab: values.tab[0],
    keysOnly: values.stable || values.unique,
    reverse: globals.reverse,
    salt: Math.floor(io.process.random() * 2 ** 32),
  });
}

const isPlain = ({ kind, skipStartBlanks, dictionary, fold, printable }: Ordering): boolean =>
  kind === 'text' && !skipStartBlanks && !dictionary && !fold && !printable;

async function inputNames(io: ProgramIo, { files, check }: Values, operands: readonly ByteString[]): Promise<readonly ByteString[]> {
  const [first, second] = operands;
  if (files !== undefined) {
    if (first !== undefined) throw new UsageError(`extra operand ${io.quoted(first)}\nfile operands cannot be combined with --files0-from`);
    return readNames(io, files);
  }
  if (check !== undefined && second !== undefined) {
    const letter = check === 'quiet' || (typeof check === 'object' && check.how === 'quiet') ? 'C' : 'c';
    throw new UsageError(`extra operand ${io.quoted(second)} not allowed with -${letter}`, { hint: false });
  }
  return operands.length === 0 ? ['-'] : operands;
}

async function sortFiles(io: ProgramIo, values: Values, comparison: Comparison, files: readonly ByteString[]): Promise<readonly Record[]> {
  const records: Record[] = [];
  for (const name of files) for (const record of await readRecords(io, values, comparison, name)) records.push(record);
  return mergeSort(io.process, records, comparison.compare);
}

async function mergeFiles(io: ProgramIo, values: Values, comparison: Comparison, files: readonly ByteString[]): Promise<readonly Record[]> {
  let merged: readonly Record[] = [];
  for (const name of files) {
    const records = await readRecords(io, values, comparison, name);
    merged = await merge(io.process, merged, records, comparison.compare);
  }
  return merged;
}

/** With a comparison only the first of equal ones. */
function linesOf(records: readonly Record[], unique: Comparison | undefined): readonly ByteString[] {
  if (!unique) return records.map(({ line }) => line);
  const lines: ByteString[] = [];
  let previous: Record | undefined;
  for (const record of records) {
    if (previous && unique.compare(previous, record) === 0) continue;
    previous = record;
    lines.push(record.line);
  }
  return lines;
}

const LINES_AT_ONCE = 1024;

async function write(io: ProgramIo, { output, zero }: Values, lines: readonly ByteString[]): Promise<void> {
  const [name] = output;
  const fd = name === undefined ? 1 : await openOutput(io, name);
  const end = zero ? '\0' : '\n';
  for (let i = 0; i < lines.length; i += LINES_AT_ONCE) {
    const text = lines.slice(i, i + LINES_AT_ONCE).join(end) + end;
    const writing = fd === 1 ? io.out(text) : io.process.write(fd, text);
    if (writing) await writing;
    const pause = io.process.tick(LINES_AT_ONCE >> 3);
    if (pause) await pause;
  }
}

async function openOutput(io: ProgramIo, name: ByteString): Promise<number> {
  try {
    return await io.process.open(name, { write: true, create: true, truncate: true });
  } catch (error) {
    if (error instanceof FsError) throw new UsageError(`open failed: ${io.shellQuoted(name)}: ${error.text}`, { hint: false });
    throw error;
  }
}

async function checkOrder(io: ProgramIo, values: Values, comparison: Comparison, files: readonly ByteString[]): Promise<number> {
  const name = files[0] ?? '-';
  const records = await readRecords(io, values, comparison, name);
  const quiet = values.check === 'quiet' || (typeof values.check === 'object' && values.check.how === 'quiet');
  for (const [i, record] of records.entries()) {
    const previous = records[i - 1];
    if (!previous) continue;
    const order = comparison.compare(previous, record);
    if (order < 0 || (order === 0 && !values.unique)) continue;
    if (!quiet) await io.complain(`${name}:${i + 1}: disorder: ${record.line}`);
    return 1;
  }
  return 0;
}

function separator(text: ByteString): string {
  if (text === '') throw new UsageError('empty tab', { hint: false });
  if (text === '\\0') return '\0';
  if (text.length > 1) throw new UsageError(`multi-character tab ${localeQuoted(text)}`, { hint: false });
  return text;
}

function bufferSize(text: ByteString): number {
  const size = /^\d+%$/.test(text) ? 0 : parseSize(text);
  if (size === undefined) throw new UsageError(`invalid -S argument '${text}'`, { hint: false });
  return size;
}
