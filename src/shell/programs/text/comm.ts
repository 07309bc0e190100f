/** comm: what two sorted files have in common. As GNU coreutils 9.4 comm. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { LineReader } from '../../text/line-reader.ts';
import { openInput } from '../../text/open-input.ts';
import { defineProgram } from '../define-program.ts';
import { lastOf } from '../getopt.ts';
import { checkOperands } from '../operands.ts';
import type { ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'comm',
  usage: '[OPTION]... FILE1 FILE2',
  summary: 'Compare sorted files FILE1 and FILE2 line by line.',
  suite: 'GNU coreutils 9.4',
  options: {
    no1: { short: '1', help: 'suppress column 1 (lines unique to FILE1)' },
    no2: { short: '2', help: 'suppress column 2 (lines unique to FILE2)' },
    no3: { short: '3', help: 'suppress column 3 (lines that appear in both files)' },
    check: lastOf({
      always: { long: 'check-order', help: 'check that the input is correctly sorted' },
      never: { long: 'nocheck-order', help: 'do not check that the input is correctly sorted' },
    }),
    delimiter: { long: 'output-delimiter', argument: 'STR', help: 'separate columns with STR' },
    total: { long: 'total', help: 'output a summary' },
    zero: { short: 'z', long: 'zero-terminated', help: 'line delimiter is NUL, not newline' },
  },
  async run(io, options, operands) {
    checkOperands(operands, 2, 2);
    const [first = '', second = ''] = operands;
    const { delimiter: separator = '\t', check } = options;
    const end = options.zero ? '\0' : '\n';
    const readers = [
      new LineReader(io.process, await openInput(io, first), end),
      new LineReader(io.process, await openInput(io, second), end),
    ] as const;
    const order = new OrderCheck(io, check);
    const shows = [!options.no1, !options.no2, !options.no3] as const;
    const leads = ['', shows[0] ? separator : '', (shows[0] ? separator : '') + (shows[1] ? separator : '')] as const;
    const counts: [number, number, number] = [0, 0, 0];
    const print = async (column: 0 | 1 | 2, line: ByteString): Promise<void> => {
      counts[column]++;
      if (shows[column]) await io.out(leads[column] + line + end);
    };
    let [left, right] = [await readers[0].next(), await readers[1].next()];
    while (left !== undefined || right !== undefined) {
      const goLeft: boolean = left !== undefined && (right === undefined || left <= right);
      const goRight: boolean = right !== undefined && (left === undefined || right <= left);
      await print(goLeft && goRight ? 2 : goLeft ? 0 : 1, (goLeft ? left : right) ?? '');
      if (!(goLeft && goRight)) order.unpaired = true;
      if (goLeft) left = await order.next(readers[0], left, 1);
      if (goRight) right = await order.next(readers[1], right, 2);
    }
    if (options.total) await io.out(`${counts.join(separator)}${separator}total${end}`);
    await io.flush();
    if (order.failed && check !== 'always') await io.complain('input is not in sorted order');
    return order.failed ? 1 : 0;
  },
});

/** Says of each file once that it is out of order; only when the files differ, unless asked for. */
class OrderCheck {
  readonly #io: ProgramIo;
  readonly #check: 'always' | 'never' | undefined;
  readonly #said = new Set<number>();
  failed = false;
  /** A line was found in one file only. */
  unpaired = false;

  constructor(io: ProgramIo, check: 'always' | 'never' | undefined) {
    this.#io = io;
    this.#check = check;
  }

  async next(reader: LineReader, previous: ByteString | undefined, file: 1 | 2): Promise<ByteString | undefined> {
    const line = await reader.next();
    const isWrong = line !== undefined && previous !== undefined && line < previous;
    if (!isWrong || this.#check === 'never' || this.#said.has(file) || !(this.unpaired || this.#check === 'always')) return line;
    this.#said.add(file);
    this.failed = true;
    const text = `file ${file} is not in sorted order`;
    if (this.#check === 'always') throw new UsageError(text, { hint: false });
    await this.#io.flush();
    await this.#io.complain(text);
    return line;
  }
}
