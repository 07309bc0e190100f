/** expand: tabs become blanks. As GNU coreutils 9.4 expand. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { eachLine } from '../../text/each-line.ts';
import { parseTabStops, type TabStops } from '../../text/tab-stops.ts';
import { defineProgram } from '../define-program.ts';
import { forEachInput } from '../inputs.ts';

export default defineProgram({
  name: 'expand',
  usage: '[OPTION]... [FILE]...',
  summary: 'Convert tabs in each FILE to spaces, writing to standard output.',
  suite: 'GNU coreutils 9.4',
  rewrite: (words) => words.map((word) => word.replace(/^-(\d[\d,]*)$/, '-t$1')),
  options: {
    initial: { short: 'i', long: 'initial', help: 'do not convert tabs after non blanks' },
    tabs: {
      short: 't',
      long: 'tabs',
      argument: 'N',
      repeat: true,
      help: 'have tabs N characters apart, not 8; or use a comma separated LIST',
    },
  },
  run(io, { initial, tabs }, operands) {
    const stops = parseTabStops(tabs);
    return forEachInput(io, operands, ({ fd }) =>
      eachLine(io.process, fd, '\n', (line, isTerminated) => io.out(expandLine(line, stops, initial) + (isTerminated ? '\n' : ''))),
    );
  },
});

function expandLine(line: ByteString, stops: TabStops, initial: boolean): ByteString {
  if (!line.includes('\t')) return line;
  let [out, column] = ['', 0];
  let converts = true;
  for (const character of line) {
    if (character === '\t' && converts) {
      const next = stops.next(column) ?? column + 1;
      out += ' '.repeat(next - column);
      column = next;
      continue;
    }
    out += character;
    column = character === '\b' ? Math.max(0, column - 1) : column + 1;
    if (initial && character !== ' ' && character !== '\t') converts = false;
  }
  return out;
}
