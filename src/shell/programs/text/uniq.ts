/** uniq: adjacent lines that are equal become one. As GNU coreutils 9.4 uniq. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { oneOf } from '../../formats/choices.ts';
import { parseSize } from '../../formats/sizes.ts';
import { LineReader } from '../../text/line-reader.ts';
import { defineProgram } from '../define-program.ts';
import type { OptionValues } from '../getopt.ts';
import { checkOperands } from '../operands.ts';
import type { ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

const number =
  (what: string) =>
  (text: ByteString): number => {
    const size = parseSize(text);
    if (size === undefined || !/^\d/.test(text)) throw new UsageError(`${text}: invalid number of ${what}`, { hint: false });
    return size;
  };

const options = {
  count: { short: 'c', long: 'count', help: 'prefix lines by the number of occurrences' },
  repeated: { short: 'd', long: 'repeated', help: 'only print duplicate lines, one for each group' },
  all: { short: 'D', help: 'print all duplicate lines' },
  allRepeated: {
    long: 'all-repeated',
    argument: 'METHOD',
    optional: true,
    type: oneOf('--all-repeated', { none: ['none'], prepend: ['prepend'], separate: ['separate'] }),
    help: "like -D, but allow separating groups: 'none', 'prepend' or 'separate'",
  },
  skipFields: {
    short: 'f',
    long: 'skip-fields',
    argument: 'N',
    type: number('fields to skip'),
    help: 'avoid comparing the first N fields',
  },
  group: {
    long: 'group',
    argument: 'METHOD',
    optional: true,
    type: oneOf('--group', { prepend: ['prepend'], append: ['append'], separate: ['separate'], both: ['both'] }),
    help: "show all items, separating groups: 'separate', 'prepend', 'append' or 'both'",
  },
  ignoreCase: { short: 'i', long: 'ignore-case', help: 'ignore differences in case when comparing' },
  skipCharacters: {
    short: 's',
    long: 'skip-chars',
    argument: 'N',
    type: number('bytes to skip'),
    help: 'avoid comparing the first N characters',
  },
  unique: { short: 'u', long: 'unique', help: 'only print unique lines' },
  zero: { short: 'z', long: 'zero-terminated', help: 'line delimiter is NUL, not newline' },
  checkCharacters: {
    short: 'w',
    long: 'check-chars',
    argument: 'N',
    type: number('bytes to compare'),
    help: 'compare no more than N characters in lines',
  },
} as const;
type Values = OptionValues<typeof options>;

export default defineProgram({
  name: 'uniq',
  usage: '[OPTION]... [INPUT [OUTPUT]]',
  summary: 'Filter adjacent matching lines from INPUT, writing to OUTPUT.',
  suite: 'GNU coreutils 9.4',
  rewrite: (words) => words.map((word) => word.replace(/^-(\d+)$/, '-f$1').replace(/^\+(\d+)$/, '-s$1')),
  options,
  async run(io, values, operands) {
    checkOperands(operands, 0, 2);
    const showsAll = values.all || values.allRepeated !== undefined;
    if (values.group !== undefined && (values.count || values.repeated || values.unique || showsAll)) {
      throw new UsageError('--group is mutually exclusive with -c/-d/-D/-u');
    }
    if (showsAll && values.count) throw new UsageError('printing all duplicated lines and repeat counts is meaningless');
    const [from = '-', to = '-'] = operands;
    if (from !== '-') io.process.dup2(await open(io, from, { read: true }), 0);
    if (to !== '-') io.process.dup2(await open(io, to, { write: true, create: true, truncate: true }), 1);
    await (values.group !== undefined || showsAll ? printGroups(io, values) : printOnes(io, values));
    return 0;
  },
});

async function open(
  io: ProgramIo,
  name: ByteString,
  flags: { read?: boolean; write?: boolean; create?: boolean; truncate?: boolean },
): Promise<number> {
  try {
    return await io.process.open(name, flags);
  } catch (error) {
    if (error instanceof FsError) throw new UsageError(`${io.shellQuoted(name)}: ${error.text}`, { hint: false });
    throw error;
  }
}

/** The part of a line that is compared. */
function keyOf({ skipFields = 0, skipCharacters = 0, checkCharacters, ignoreCase }: Values): (line: ByteString) => ByteString {
  return (line) => {
    let at = 0;
    for (let fields = skipFields; fields > 0 && at < line.length; fields--) {
      while (at < line.length && /[ \t]/.test(line.charAt(at))) at++;
      while (at < line.length && !/[ \t]/.test(line.charAt(at))) at++;
    }
    at = Math.min(line.length, at + skipCharacters);
    const key =
      at === 0 && checkCharacters === undefined ? line : line.slice(at, checkCharacters === undefined ? undefined : at + checkCharacters);
    return ignoreCase ? key.toLowerCase() : key;
  };
}

async function printOnes(io: ProgramIo, values: Values): Promise<void> {
  const { count, repeated, unique, zero } = values;
  const delimiter = zero ? '\0' : '\n';
  const reader = new LineReader(io.process, 0, delimiter);
  const key = keyOf(values);
  let [first, firstKey, times]: [ByteString | undefined, ByteString, number] = [undefined, '', 0];
  for (;;) {
    const reading = reader.next();
    const line = reading instanceof Promise ? await reading : reading;
    const lineKey = line === undefined ? '' : key(line);
    if (line !== undefined && first !== undefined && lineKey === firstKey) {
      times++;
      continue;
    }
    if (first !== undefined && (times === 1 ? !repeated : !unique)) {
      const writing = io.out(`${count ? `${String(times).padStart(7)} ` : ''}${first}${delimiter}`);
      if (writing) await writing;
    }
    if (line === undefined) return;
    [first, firstKey, times] = [line, lineKey, 1];
  }
}

/** -D and --group: all lines, with empty ones between groups. */
async function printGroups(io: ProgramIo, values: Values): Promise<void> {
  const { group, allRepeated, unique, zero } = values;
  const delimiter = zero ? '\0' : '\n';
  const method = group === undefined ? (allRepeated === true ? 'none' : (allRepeated ?? 'none')) : group === true ? 'separate' : group;
  const reader = new LineReader(io.process, 0, delimiter);
  const key = keyOf(values);
  let lines: ByteString[] = [];
  let groups = 0;
  const flush = async (): Promise<void> => {
    if (lines.length === 0 || (group === undefined && (lines.length === 1 || unique))) return;
    const before = method === 'prepend' || method === 'both' ? groups === 0 || method === 'prepend' : method === 'separate' && groups > 0;
    await io.out(
      `${before ? delimiter : ''}${lines.join(delimiter)}${delimiter}${method === 'append' || method === 'both' ? delimiter : ''}`,
    );
    groups++;
  };
  for (let line = await reader.next(); line !== undefined; line = await reader.next()) {
    if (lines.length > 0 && key(line) !== key(lines[0] ?? '')) {
      await flush();
      lines = [];
    }
    lines.push(line);
  }
  await flush();
}
