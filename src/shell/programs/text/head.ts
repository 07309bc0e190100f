/** head: the first lines or bytes of each input. As GNU coreutils 9.4 head. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { parseCount } from '../../text/counts.ts';
import { LineReader } from '../../text/line-reader.ts';
import { forEachReadableInput } from '../../text/read-errors.ts';
import { defineProgram } from '../define-program.ts';
import { lastOf } from '../getopt.ts';
import { blocks, type ProgramIo } from '../program-io.ts';

interface Amount {
  readonly count: number;
  /** `-n -5`: all but the last five. */
  readonly allBut: boolean;
}

const amountOf =
  (noun: string) =>
  (text: ByteString): Amount =>
    text.startsWith('-') ? { count: parseCount(text.slice(1), noun), allBut: true } : { count: parseCount(text, noun), allBut: false };

export default defineProgram({
  name: 'head',
  usage: '[OPTION]... [FILE]...',
  summary: 'Print the first 10 lines of each FILE to standard output.',
  suite: 'GNU coreutils 9.4',
  rewrite: obsolete,
  options: {
    amount: lastOf({
      bytes: {
        short: 'c',
        long: 'bytes',
        argument: '[-]NUM',
        type: amountOf('number of bytes'),
        help: 'print the first NUM bytes of each file',
      },
      lines: {
        short: 'n',
        long: 'lines',
        argument: '[-]NUM',
        type: amountOf('number of lines'),
        help: 'print the first NUM lines of each file',
      },
    }),
    titles: lastOf({
      never: { short: 'q', long: ['quiet', 'silent'], help: 'never print headers giving file names' },
      always: { short: 'v', long: 'verbose', help: 'always print headers giving file names' },
    }),
    zero: { short: 'z', long: 'zero-terminated', help: 'line delimiter is NUL, not newline' },
  },
  async run(io, { amount = { lines: { count: 10, allBut: false } }, titles, zero }, operands) {
    const titled = titles === 'always' || (titles !== 'never' && operands.length > 1);
    let printed = 0;
    return forEachReadableInput(io, operands, async ({ fd, title }) => {
      if (titled) await io.out(`${printed++ > 0 ? '\n' : ''}==> ${title} <==\n`);
      if ('lines' in amount) await copyLines(io, fd, amount.lines, zero ? '\0' : '\n');
      else if (amount.bytes.allBut) await copyAllButBytes(io, fd, amount.bytes.count);
      else await copyBytes(io, fd, amount.bytes.count);
    });
  },
});

/** `-5`, `-5c`, `-2kq`. */
function obsolete(words: readonly ByteString[]): readonly ByteString[] {
  const [first = '', ...rest] = words;
  const match = /^-(\d+)([bckmlqvz]*)$/.exec(first);
  if (!match) return words;
  const letters = match[2] ?? '';
  const unit = /[bkm]/.exec(letters)?.[0] ?? '';
  const kind = unit !== '' || letters.includes('c') ? '-c' : '-n';
  return [kind, `${match[1]}${unit}`, ...[...letters.replace(/[bckml]/g, '')].map((letter) => `-${letter}`), ...rest];
}

async function copyLines(io: ProgramIo, fd: number, { count, allBut }: Amount, delimiter: string): Promise<void> {
  const reader = new LineReader(io.process, fd, delimiter);
  const kept: ByteString[] = [];
  let next = 0;
  for (let taken = 0; allBut || taken < count; taken++) {
    const reading = reader.next();
    const text = reading instanceof Promise ? await reading : reading;
    if (text === undefined) return;
    const line = reader.terminated ? text + delimiter : text;
    if (allBut && kept.length < count) {
      kept.push(line);
      continue;
    }
    const out = allBut && count > 0 ? (kept[next] ?? '') : line;
    if (allBut && count > 0) {
      kept[next] = line;
      next = (next + 1) % count;
    }
    const writing = io.out(out);
    if (writing) await writing;
  }
  reader.giveBack();
}

async function copyBytes(io: ProgramIo, fd: number, count: number): Promise<void> {
  for (let left = count; left > 0; ) {
    const block = await io.process.read(fd, Math.min(left, 8192));
    if (block.length === 0) return;
    await io.out(block);
    left -= block.length;
  }
}

async function copyAllButBytes(io: ProgramIo, fd: number, count: number): Promise<void> {
  const kept: Uint8Array[] = [];
  let length = 0;
  for await (const block of blocks(io.process, fd)) {
    kept.push(block.slice());
    length += block.length;
    for (let first = kept[0]; first && length - first.length >= count; first = kept[0]) {
      await io.out(first);
      length -= first.length;
      kept.shift();
    }
  }
  for (const block of kept) {
    const sure = Math.min(block.length, length - count);
    if (sure > 0) await io.out(block.subarray(0, sure));
    length -= Math.max(0, sure);
    if (sure < block.length) return;
  }
}
