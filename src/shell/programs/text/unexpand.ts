/** unexpand: blanks become tabs. As GNU coreutils 9.4 unexpand. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { eachLine } from '../../text/each-line.ts';
import { parseTabStops, type TabStops } from '../../text/tab-stops.ts';
import { defineProgram } from '../define-program.ts';
import { forEachInput } from '../inputs.ts';

export default defineProgram({
  name: 'unexpand',
  usage: '[OPTION]... [FILE]...',
  summary: 'Convert blanks in each FILE to tabs, writing to standard output.',
  suite: 'GNU coreutils 9.4',
  options: {
    all: { short: 'a', long: 'all', help: 'convert all blanks, instead of just initial blanks' },
    first: { long: 'first-only', help: 'convert only leading sequences of blanks (overrides -a)' },
    tabs: { short: 't', long: 'tabs', argument: 'N', repeat: true, help: 'have tabs N characters apart instead of 8 (enables -a)' },
  },
  run(io, { all, first, tabs }, operands) {
    const stops = parseTabStops(tabs);
    const everywhere = (all || tabs.length > 0) && !first;
    return forEachInput(io, operands, ({ fd }) =>
      eachLine(io.process, fd, '\n', (line, isTerminated) => io.out(unexpandLine(line, stops, everywhere) + (isTerminated ? '\n' : ''))),
    );
  },
});

function unexpandLine(line: ByteString, stops: TabStops, everywhere: boolean): ByteString {
  let [out, column] = ['', 0];
  for (let i = 0; i < line.length; ) {
    const character = line.charAt(i);
    if (character !== ' ' && character !== '\t') {
      if (!everywhere) return out + line.slice(i);
      out += character;
      column++;
      i++;
      continue;
    }
    const run = /^[ \t]+/.exec(line.slice(i))?.[0] ?? '';
    const blanks = convert(run, column, stops);
    out += blanks.text;
    column = blanks.column;
    i += run.length;
  }
  return out;
}

/** A run of blanks as tabs where a stop is reached; a single blank before one stays. */
function convert(run: ByteString, start: number, stops: TabStops): { readonly text: ByteString; readonly column: number } {
  let end = start;
  for (const character of run) end = character === '\t' ? (stops.next(end) ?? end + 1) : end + 1;
  let [text, column] = ['', start];
  for (let next = stops.next(column); next !== undefined && next <= end; next = stops.next(column)) {
    text += next - column === 1 && column === start && run.startsWith(' ') && next === end && run.length === 1 ? ' ' : '\t';
    column = next;
  }
  return { text: text + ' '.repeat(end - column), column: end };
}
