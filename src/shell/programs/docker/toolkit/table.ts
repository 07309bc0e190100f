/** Aligns tab-separated cells in columns. As Go's text/tabwriter with docker's settings: minimal width 10, padding 3, blanks. */
import type { ByteString } from '../../../../sim/fs/bytes.ts';
import { displayWidth } from './text.ts';

const MINIMUM = 10;
const PADDING = 3;

/**
 * Lines whose cells end in tabs (the last cell has none and is not padded). A column block is a run of adjacent lines that have a tab
 * there: its width is that of its widest cell. Gives the lines without newlines.
 */
export function alignTable(lines: readonly ByteString[], minimum = MINIMUM, padding = PADDING): readonly ByteString[] {
  const rows = lines.map((line) => line.split('\t'));
  const out = rows.map(() => '');
  alignColumns(rows, out, 0, rows.length, 0, minimum, padding);
  return out.map((text, row) => text + (rows[row]?.at(-1) ?? ''));
}

/** Pads column `column` of the rows `from`..`to`, and then the columns to its right, block by block. */
function alignColumns(
  rows: readonly string[][],
  out: string[],
  from: number,
  to: number,
  column: number,
  minimum: number,
  padding: number,
): void {
  const ends = (row: number): boolean => (rows[row]?.length ?? 0) - 1 <= column;
  for (let start = from; start < to; start++) {
    if (ends(start)) continue;
    let end = start;
    while (end < to && !ends(end)) end++;
    const cells = rows.slice(start, end).map((row) => row[column] ?? '');
    const widest = Math.max(...cells.map(displayWidth));
    const width = widest === 0 && minimum === 0 ? 0 : Math.max(minimum, widest + padding);
    for (const [i, cell] of cells.entries()) out[start + i] += cell + ' '.repeat(width - displayWidth(cell));
    alignColumns(rows, out, start, end, column + 1, minimum, padding);
    start = end - 1;
  }
}
