/** Entries laid out in columns as ls does on a terminal: down (-C), across (-x), and with commas (-m). As GNU coreutils 9.4 ls.c. */
import type { ByteString } from '../../sim/fs/bytes.ts';

export interface Cell {
  readonly text: ByteString;
  /** Columns that it takes on the screen. */
  readonly width: number;
}

const GAP = 2;
const TAB = 8;

/** Rows of cells in as many columns as fit into `lineWidth` (0: no limit), each with its newline. */
export function layoutColumns(cells: readonly Cell[], lineWidth: number, order: 'down' | 'across', tabSize = TAB): ByteString {
  if (cells.length === 0) return '';
  const columns = widestFit(cells, lineWidth, order);
  const rows = Math.ceil(cells.length / columns.length);
  let text = '';
  for (let row = 0; row < rows; row++) {
    let position = 0;
    for (let column = 0; column < columns.length; column++) {
      const cell = cells[order === 'down' ? column * rows + row : row * columns.length + column];
      if (!cell) break;
      if (column > 0) {
        const start = columns.slice(0, column).reduce((sum, width) => sum + width, 0);
        text += indent(position, start, tabSize);
        position = start;
      }
      text += cell.text;
      position += cell.width;
    }
    text += '\n';
  }
  return text;
}

/** The column widths (gap included) of the layout with the most columns that fits. */
function widestFit(cells: readonly Cell[], lineWidth: number, order: 'down' | 'across'): readonly number[] {
  const most = lineWidth === 0 ? cells.length : Math.min(cells.length, Math.max(1, Math.floor(lineWidth / 3)));
  for (let count = most; count > 1; count--) {
    const widths = columnWidths(cells, count, order);
    const total = widths.reduce((sum, width) => sum + width, 0);
    if (lineWidth === 0 || total < lineWidth) return widths;
  }
  return columnWidths(cells, 1, order);
}

/** ls gives every column at least three places while it looks for the fit. */
function columnWidths(cells: readonly Cell[], count: number, order: 'down' | 'across'): number[] {
  const widths = new Array<number>(count).fill(3);
  const rows = Math.ceil(cells.length / count);
  for (const [i, cell] of cells.entries()) {
    const column = order === 'down' ? Math.floor(i / rows) : i % count;
    const wanted = cell.width + (column === count - 1 ? 0 : GAP);
    if (wanted > (widths[column] ?? 0)) widths[column] = wanted;
  }
  return widths;
}

/** From one column to another, by tabs where they help (as ls -T8). */
function indent(from: number, to: number, tabSize: number): string {
  let text = '';
  let position = from;
  while (position < to) {
    if (tabSize !== 0 && Math.floor(to / tabSize) > Math.floor((position + 1) / tabSize)) {
      text += '\t';
      position += tabSize - (position % tabSize);
    } else {
      text += ' ';
      position++;
    }
  }
  return text;
}

/** `a, b, c` wrapped at `lineWidth`. */
export function layoutCommas(cells: readonly Cell[], lineWidth: number): ByteString {
  let text = '';
  let position = 0;
  for (const [i, cell] of cells.entries()) {
    if (i > 0) {
      const fits = lineWidth === 0 || position + cell.width + GAP <= lineWidth;
      text += fits ? ', ' : ',\n';
      position = fits ? position + GAP : 0;
    }
    text += cell.text;
    position += cell.width;
  }
  return `${text}\n`;
}
