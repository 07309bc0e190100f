/** fold: breaks long lines. As GNU coreutils 9.4 fold, which counts bytes. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { eachLine } from '../../text/each-line.ts';
import { defineProgram } from '../define-program.ts';
import { forEachInput } from '../inputs.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'fold',
  usage: '[OPTION]... [FILE]...',
  summary: 'Wrap input lines in each FILE, writing to standard output.',
  suite: 'GNU coreutils 9.4',
  rewrite: (words) => words.map((word) => word.replace(/^-([bs]*)(\d+)$/, '-$1w$2')),
  options: {
    bytes: { short: 'b', long: 'bytes', help: 'count bytes rather than columns' },
    spaces: { short: 's', long: 'spaces', help: 'break at spaces' },
    width: { short: 'w', long: 'width', argument: 'WIDTH', type: columns, help: 'use WIDTH columns instead of 80' },
  },
  run: (io, { bytes, spaces, width = 80 }, operands) =>
    forEachInput(io, operands, ({ fd }) =>
      eachLine(io.process, fd, '\n', (line, isTerminated) => io.out(foldLine(line, width, bytes, spaces) + (isTerminated ? '\n' : ''))),
    ),
});

function columns(text: ByteString): number {
  if (!/^\d+$/.test(text)) throw new UsageError(`invalid number of columns: ${localeQuoted(text)}`, { hint: false });
  if (Number(text) === 0)
    throw new UsageError(`invalid number of columns: ${localeQuoted(text)}: Numerical result out of range`, { hint: false });
  return Number(text);
}

function foldLine(line: ByteString, width: number, bytes: boolean, spaces: boolean): ByteString {
  if (line.length <= width && (bytes || !/[\t\b\r]/.test(line))) return line;
  let [out, start, column] = ['', 0, 0];
  for (let i = 0; i < line.length; ) {
    const next = bytes ? column + 1 : advance(column, line.charAt(i));
    if (next <= width || i === start) {
      column = next;
      i++;
      continue;
    }
    const blank = spaces ? lastBlank(line, start, i) : -1;
    const end = blank >= 0 ? blank + 1 : i;
    out += `${line.slice(start, end)}\n`;
    start = end;
    i = end;
    column = 0;
  }
  return out + line.slice(start);
}

function lastBlank(line: ByteString, start: number, end: number): number {
  for (let i = end - 1; i >= start; i--) if (line[i] === ' ' || line[i] === '\t') return i;
  return -1;
}

function advance(column: number, character: string): number {
  if (character === '\b') return Math.max(0, column - 1);
  if (character === '\r') return 0;
  return character === '\t' ? column + 8 - (column % 8) : column + 1;
}
