/** column: lists in columns and tables. As util-linux 2.39 column. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { displayWidth } from '../../formats/display-width.ts';
import { eachLine } from '../../text/each-line.ts';
import { defineProgram } from '../define-program.ts';
import { forEachInput } from '../inputs.ts';
import type { ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'column',
  usage: '[options] [<file>...]',
  summary: 'Columnate lists.',
  suite: 'util-linux 2.39.3',
  options: {
    table: { short: 't', long: 'table', help: 'create a table' },
    names: { short: 'N', long: 'table-columns', argument: 'names', help: 'comma separated columns names' },
    limit: { short: 'l', long: 'table-columns-limit', argument: 'num', type: number, help: 'maximal number of input columns' },
    right: { short: 'R', long: 'table-right', argument: 'columns', help: 'right align text in these columns' },
    separator: { short: 's', long: 'separator', argument: 'string', help: 'possible table delimiters' },
    outputSeparator: {
      short: 'o',
      long: 'output-separator',
      argument: 'string',
      help: 'columns separator for table output (default is two spaces)',
    },
    width: { short: 'c', long: 'output-width', argument: 'width', type: number, help: 'width of output in number of characters' },
    fillRows: { short: 'x', long: 'fillrows', help: 'fill rows before columns' },
    keepEmpty: { short: 'L', long: 'keep-empty-lines', help: "don't ignore empty lines" },
    json: { short: 'J', long: 'json', notSimulated: true, help: 'use JSON output format for table' },
    hide: { short: 'H', long: 'table-hide', argument: 'columns', notSimulated: true, help: "don't print the columns" },
    order: { short: 'O', long: 'table-order', argument: 'columns', notSimulated: true, help: 'specify order of output columns' },
    '--version': { short: 'V', long: 'version', help: 'display version' },
  },
  async run(io, options, operands) {
    const lines: ByteString[] = [];
    const status = await forEachInput(io, operands, ({ fd }) =>
      eachLine(io.process, fd, '\n', (line) => {
        if (line.trim() !== '' || options.keepEmpty) lines.push(line);
      }),
    );
    if (options.table) {
      const rows = lines.map((line) => cells(line, options.separator, options.limit));
      const names = options.names === undefined ? [] : [options.names.split(',')];
      await printTable(io, [...names, ...rows], options.outputSeparator ?? '  ', rightColumns(options.right, options.names));
    } else await printColumns(io, lines, options.width ?? screenWidth(io), options.fillRows);
    return status;
  },
});

function screenWidth({ process }: ProgramIo): number {
  return process.terminal(1)?.size.columns ?? (Number(process.environment.get('COLUMNS')) || 80);
}

/** Without a separator blanks are; runs of them count once. */
function cells(line: ByteString, separator: ByteString | undefined, limit: number | undefined): readonly ByteString[] {
  const parts = separator === undefined ? line.trim().split(/[ \t]+/) : splitAtAny(line, separator);
  if (limit === undefined || parts.length <= limit) return parts;
  return [...parts.slice(0, limit - 1), parts.slice(limit - 1).join(separator?.charAt(0) ?? ' ')];
}

function splitAtAny(line: ByteString, separators: ByteString): readonly ByteString[] {
  const parts = [''];
  for (const character of line) {
    if (separators.includes(character)) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}

function rightColumns(text: ByteString | undefined, names: ByteString | undefined): ReadonlySet<number> {
  const known = names?.split(',') ?? [];
  return new Set(
    (text ?? '')
      .split(',')
      .filter((item) => item !== '')
      .map((item) => (/^\d+$/.test(item) ? Number(item) - 1 : known.indexOf(item))),
  );
}

async function printTable(
  io: ProgramIo,
  rows: readonly (readonly ByteString[])[],
  separator: ByteString,
  right: ReadonlySet<number>,
): Promise<void> {
  const widths: number[] = [];
  for (const row of rows) for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, displayWidth(cell, io.unicode));
  for (const row of rows) {
    const shown = widths.map((width, i) => {
      const cell = row[i] ?? '';
      const blanks = ' '.repeat(Math.max(0, width - displayWidth(cell, io.unicode)));
      if (right.has(i)) return blanks + cell;
      return i === widths.length - 1 ? cell : cell + blanks;
    });
    await io.out(
      `${row.length < widths.length && separator.trim() === '' ? shown.slice(0, row.length).join(separator) + trailing(widths, row.length, separator) : shown.join(separator)}\n`,
    );
  }
}

/** Cells that a row does not have are blank all the same. */
const trailing = (widths: readonly number[], from: number, separator: ByteString): ByteString =>
  widths
    .slice(from)
    .map((width, i) => separator + (from + i === widths.length - 1 ? '' : ' '.repeat(width)))
    .join('');

const TAB = 8;

async function printColumns(io: ProgramIo, entries: readonly ByteString[], width: number, byRows: boolean): Promise<void> {
  const widest = Math.max(0, ...entries.map((entry) => displayWidth(entry, io.unicode)));
  const columnWidth = (widest + TAB) & ~(TAB - 1);
  if (columnWidth >= width) {
    for (const entry of entries) await io.out(`${entry}\n`);
    return;
  }
  const columns = Math.max(1, Math.floor(width / columnWidth));
  const rows = Math.ceil(entries.length / columns);
  for (let row = 0; row < rows; row++) {
    const places = Array.from({ length: columns }, (_, column) => (byRows ? row * columns + column : column * rows + row)).filter(
      (at) => at < entries.length,
    );
    let line = '';
    for (const [i, at] of places.entries()) {
      const entry = entries[at] ?? '';
      line += entry;
      if (i === places.length - 1) break;
      for (let column = displayWidth(entry, io.unicode); column < columnWidth; column = (column + TAB) & ~(TAB - 1)) line += '\t';
    }
    await io.out(`${line}\n`);
  }
}

function number(text: ByteString): number {
  if (!/^\d+$/.test(text) || Number(text) === 0) throw new UsageError(`invalid columns argument: '${text}'`, { hint: false });
  return Number(text);
}
