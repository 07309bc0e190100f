/** shuf: lines in random order. As GNU coreutils 9.4 shuf. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { eachLine } from '../../text/each-line.ts';
import { openInput } from '../../text/open-input.ts';
import { defineProgram } from '../define-program.ts';
import { checkOperands } from '../operands.ts';
import type { ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'shuf',
  usage: '[OPTION]... [FILE]\n  or:  shuf -e [OPTION]... [ARG]...\n  or:  shuf -i LO-HI [OPTION]...',
  summary: 'Write a random permutation of the input lines to standard output.',
  suite: 'GNU coreutils 9.4',
  options: {
    echo: { short: 'e', long: 'echo', help: 'treat each ARG as an input line' },
    range: { short: 'i', long: 'input-range', argument: 'LO-HI', type: rangeOf, help: 'treat each number LO through HI as an input line' },
    count: { short: 'n', long: 'head-count', argument: 'COUNT', type: countOf, help: 'output at most COUNT lines' },
    output: { short: 'o', long: 'output', argument: 'FILE', help: 'write result to FILE instead of standard output' },
    source: { long: 'random-source', argument: 'FILE', notSimulated: true, help: 'get random bytes from FILE' },
    repeat: { short: 'r', long: 'repeat', help: 'output lines can be repeated' },
    zero: { short: 'z', long: 'zero-terminated', help: 'line delimiter is NUL, not newline' },
  },
  async run(io, { echo, range, count, output, repeat, zero }, operands) {
    if (echo && range) throw new UsageError('cannot combine -e and -i options');
    if (!echo) checkOperands(operands, 0, range ? 0 : 1);
    const end = zero ? '\0' : '\n';
    const lines = echo ? [...operands] : range ? numbers(range) : await readLines(io, operands[0] ?? '-', end);
    if (output !== undefined) io.process.dup2(await io.process.open(output, { write: true, create: true, truncate: true }), 1);
    if (!repeat) return printShuffled(io, lines, Math.min(count ?? lines.length, lines.length), end);
    if (lines.length === 0 && count !== 0) throw new UsageError('no lines to repeat', { hint: false });
    for (let left = count ?? Number.POSITIVE_INFINITY; left > 0; left--) {
      await io.out(`${lines[Math.floor(io.process.random() * lines.length)]}${end}`);
      const pause = io.process.tick();
      if (pause) await pause;
    }
    return 0;
  },
});

async function readLines(io: ProgramIo, name: ByteString, end: string): Promise<ByteString[]> {
  const lines: ByteString[] = [];
  await eachLine(io.process, await openInput(io, name), end, (line) => {
    lines.push(line);
  });
  return lines;
}

const numbers = ([low, high]: readonly [number, number]): ByteString[] => Array.from({ length: high - low + 1 }, (_, i) => String(low + i));

/** Fisher and Yates, as far as lines are wanted. */
async function printShuffled(io: ProgramIo, lines: ByteString[], count: number, end: string): Promise<number> {
  for (let i = 0; i < count; i++) {
    const from = i + Math.floor(io.process.random() * (lines.length - i));
    const line = lines[from] ?? '';
    lines[from] = lines[i] ?? '';
    const writing = io.out(line + end);
    if (writing) await writing;
    const pause = (i & 255) === 255 ? io.process.tick(64) : undefined;
    if (pause) await pause;
  }
  return 0;
}

function rangeOf(text: ByteString): readonly [number, number] {
  const match = /^(\d+)-(\d+)$/.exec(text);
  const [low, high] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || high < low - 1) throw new UsageError(`invalid input range: ${localeQuoted(text)}`, { hint: false });
  return [low, high];
}

function countOf(text: ByteString): number {
  if (!/^\d+$/.test(text)) throw new UsageError(`invalid line count: ${localeQuoted(text)}`, { hint: false });
  return Number(text);
}
