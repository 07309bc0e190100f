/** join: lines of two sorted files that have the same field. As GNU coreutils 9.4 join. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { LineReader } from '../../text/line-reader.ts';
import { openInput } from '../../text/open-input.ts';
import { defineProgram } from '../define-program.ts';
import { lastOf, type OptionValues } from '../getopt.ts';
import { checkOperands } from '../operands.ts';
import type { ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

const options = {
  also: { short: 'a', argument: 'FILENUM', repeat: true, type: fileNumber, help: 'also print unpairable lines from file FILENUM' },
  empty: { short: 'e', argument: 'STRING', help: 'replace missing input fields with STRING' },
  ignoreCase: { short: 'i', long: 'ignore-case', help: 'ignore differences in case when comparing fields' },
  field: { short: 'j', argument: 'FIELD', type: fieldNumber, help: "equivalent to '-1 FIELD -2 FIELD'" },
  format: { short: 'o', argument: 'FORMAT', repeat: true, help: 'obey FORMAT while constructing output line' },
  separator: { short: 't', argument: 'CHAR', type: separatorOf, help: 'use CHAR as input and output field separator' },
  only: { short: 'v', argument: 'FILENUM', repeat: true, type: fileNumber, help: 'like -a FILENUM, but suppress joined output lines' },
  field1: { short: '1', argument: 'FIELD', type: fieldNumber, help: 'join on this FIELD of file 1' },
  field2: { short: '2', argument: 'FIELD', type: fieldNumber, help: 'join on this FIELD of file 2' },
  check: lastOf({
    always: { long: 'check-order', help: 'check that the input is correctly sorted' },
    never: { long: 'nocheck-order', help: 'do not check that the input is correctly sorted' },
  }),
  header: { long: 'header', help: 'treat the first line in each file as field headers' },
  zero: { short: 'z', long: 'zero-terminated', help: 'line delimiter is NUL, not newline' },
} as const;
type Values = OptionValues<typeof options>;

export default defineProgram({
  name: 'join',
  usage: '[OPTION]... FILE1 FILE2',
  summary: 'For each pair of input lines with identical join fields, write a line to standard output.',
  suite: 'GNU coreutils 9.4',
  options,
  async run(io, values, operands) {
    checkOperands(operands, 2, 2);
    const [first = '', second = ''] = operands;
    const end = values.zero ? '\0' : '\n';
    const at = [(values.field1 ?? values.field ?? 1) - 1, (values.field2 ?? values.field ?? 1) - 1] as const;
    const left = new Side(io, first, new LineReader(io.process, await openInput(io, first), end), at[0], values, 1);
    const right = new Side(io, second, new LineReader(io.process, await openInput(io, second), end), at[1], values, 2);
    const print = printer(io, values, at, end);
    if (values.header) await print(await left.take(false), await right.take(false));
    await join(left, right, values, print);
    if (!left.disordered && !right.disordered) return 0;
    await io.flush();
    await io.complain('input is not in sorted order');
    return 1;
  },
});

interface Row {
  readonly fields: readonly ByteString[];
  readonly key: ByteString;
}

/** One file, with the rows of the present key. */
class Side {
  readonly #io: ProgramIo;
  readonly #name: ByteString;
  readonly #reader: LineReader;
  readonly #at: number;
  readonly #values: Values;
  readonly number: 1 | 2;
  #ahead: Row | undefined;
  #last: ByteString | undefined;
  #line = 0;
  disordered = false;
  unpaired = false;

  constructor(io: ProgramIo, name: ByteString, reader: LineReader, at: number, values: Values, number: 1 | 2) {
    this.#io = io;
    this.#name = name;
    this.#reader = reader;
    this.#at = at;
    this.#values = values;
    this.number = number;
  }

  async take(checks = true): Promise<Row | undefined> {
    const ahead = this.#ahead;
    if (ahead) {
      this.#ahead = undefined;
      return ahead;
    }
    const line = await this.#reader.next();
    if (line === undefined) return undefined;
    this.#line++;
    const { separator, ignoreCase } = this.#values;
    const fields =
      separator === undefined
        ? line.split(/[ \t]+/).filter((field, i) => i > 0 || field !== '')
        : separator === '\n'
          ? [line]
          : line.split(separator);
    const key = fields[this.#at] ?? '';
    const folded = ignoreCase ? key.toLowerCase() : key;
    if (checks) await this.#checkOrder(folded, line);
    return { fields, key: folded };
  }

  async #checkOrder(key: ByteString, line: ByteString): Promise<void> {
    const { check } = this.#values;
    const isWrong = this.#last !== undefined && key < this.#last;
    this.#last = key;
    if (!isWrong || check === 'never' || this.disordered || !(check === 'always' || this.unpaired)) return;
    await this.#io.flush();
    const text = `${this.#name}:${this.#line}: is not sorted: ${line}`;
    if (check === 'always') throw new UsageError(text, { hint: false });
    await this.#io.complain(text);
    this.disordered = true;
  }

  /** All rows with the key of `row`. */
  async group(row: Row): Promise<readonly Row[]> {
    const rows = [row];
    for (;;) {
      const next = await this.take();
      if (!next) return rows;
      if (next.key !== row.key) {
        this.#ahead = next;
        return rows;
      }
      rows.push(next);
    }
  }
}

type Print = (left: Row | undefined, right: Row | undefined) => Promise<void>;

async function join(left: Side, right: Side, { also, only }: Values, print: Print): Promise<void> {
  const wanted = new Set([...also, ...only]);
  const alone = async (row: Row, side: Side): Promise<Row | undefined> => {
    left.unpaired = true;
    right.unpaired = true;
    if (wanted.has(side.number)) await (side.number === 1 ? print(row, undefined) : print(undefined, row));
    return side.take();
  };
  let [a, b] = [await left.take(), await right.take()];
  while (a && b) {
    if (a.key < b.key) a = await alone(a, left);
    else if (b.key < a.key) b = await alone(b, right);
    else {
      const [rows, others] = [await left.group(a), await right.group(b)];
      if (only.length === 0) for (const row of rows) for (const other of others) await print(row, other);
      [a, b] = [await left.take(), await right.take()];
    }
  }
  while (a) a = await alone(a, left);
  while (b) b = await alone(b, right);
}

/** A field of the output: 0 is the join field. */
type OutputField = { readonly file: 0 } | { readonly file: 1 | 2; readonly index: number };

function printer(io: ProgramIo, values: Values, at: readonly [number, number], end: string): Print {
  const { empty = '', separator } = values;
  const between = separator === undefined || separator === '\n' ? ' ' : separator;
  const format = values.format.length === 0 || values.format.join() === 'auto' ? undefined : parseFormat(values.format.join(','));
  const filled = (text: ByteString | undefined): ByteString => (text === undefined || text === '' ? empty : text);
  return async (left, right) => {
    const key = left ? left.fields[at[0]] : right?.fields[at[1]];
    const rest = (row: Row | undefined, skip: number): readonly ByteString[] => row?.fields.filter((_, i) => i !== skip) ?? [];
    const fields = format
      ? format.map((field) => filled(field.file === 0 ? key : (field.file === 1 ? left : right)?.fields[field.index]))
      : [filled(key), ...rest(left, at[0]).map(filled), ...rest(right, at[1]).map(filled)];
    await io.out(fields.join(between) + end);
  };
}

function parseFormat(text: string): readonly OutputField[] {
  return text.split(/[, \t]+/).map((item): OutputField => {
    if (item === '0') return { file: 0 };
    const match = /^([12])\.(\d+)$/.exec(item);
    if (match) return { file: match[1] === '1' ? 1 : 2, index: fieldNumber(match[2] ?? '') - 1 };
    const what = /^[12]/.test(item) ? 'invalid field specifier' : 'invalid file number in field spec';
    throw new UsageError(`${what}: ${localeQuoted(item)}`, { hint: false });
  });
}

function fileNumber(text: ByteString): 1 | 2 {
  if (text === '1') return 1;
  if (text === '2') return 2;
  throw new UsageError(`invalid field number: ${localeQuoted(text)}`, { hint: false });
}

function fieldNumber(text: ByteString): number {
  if (!/^\d+$/.test(text) || Number(text) === 0) throw new UsageError(`invalid field number: ${localeQuoted(text)}`, { hint: false });
  return Number(text);
}

function separatorOf(text: ByteString): string {
  if (text === '') return '\n';
  if (text === '\\0') return '\0';
  if (text.length > 1) throw new UsageError(`multi-character tab ${localeQuoted(text)}`, { hint: false });
  return text;
}
