/** Draws prompt and line on the terminal and afterwards only what changed, over as many rows as they need. As GNU readline 8.2's display. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { displayWidth } from '../../formats/display-width.ts';

/** One place on the screen: the bytes that fill it and how many columns they take. */
interface Cell {
  readonly bytes: ByteString;
  readonly width: number;
}

interface Drawn {
  readonly cells: readonly Cell[];
  /** Columns before each cell, counted through over the rows; one more entry for the end. */
  readonly columns: readonly number[];
}

export class LineDisplay {
  readonly #utf8: boolean;
  #columns: number;
  #drawn: Drawn = { cells: [], columns: [0] };
  /** Where the cursor is, in columns from the start of the first row. */
  #cursor = 0;

  constructor(columns: number, utf8: boolean) {
    this.#columns = Math.max(1, columns);
    this.#utf8 = utf8;
  }

  get columns(): number {
    return this.#columns;
  }

  set columns(columns: number) {
    this.#columns = Math.max(1, columns);
  }

  /** Forgets what is drawn: the cursor stands at the start of an empty row. */
  reset(): void {
    this.#drawn = { cells: [], columns: [0] };
    this.#cursor = 0;
  }

  /** The bytes that bring the screen to prompt + line with the cursor at `point` of the line. `\x01…\x02` in the prompt takes no columns. */
  update(prompt: ByteString, line: ByteString, point: number): ByteString {
    const head = this.#cellsOf(prompt);
    const body = this.#cellsOf(line);
    const next = this.#layOut([...head, ...body]);
    const target = next.columns[head.length + countCells(body, point)] ?? 0;
    const same = commonPrefix(this.#drawn.cells, next.cells);
    const from = next.columns[same] ?? 0;
    const oldEnd = this.#drawn.columns.at(-1) ?? 0;
    const newEnd = next.columns.at(-1) ?? 0;
    let out = '';
    if (same < next.cells.length || same < this.#drawn.cells.length) {
      out += this.#moveTo(from) + this.#write(next, same);
      if (newEnd < oldEnd) out += Math.floor(oldEnd / this.#columns) > Math.floor(newEnd / this.#columns) ? '\x1b[J' : '\x1b[K';
    }
    this.#drawn = next;
    return out + this.#moveTo(target);
  }

  /** Puts the cursor behind everything that is drawn, as before a newline. */
  moveToEnd(): ByteString {
    return this.#moveTo(this.#drawn.columns.at(-1) ?? 0);
  }

  /** Puts the cursor at the start of the first row. */
  moveToStart(): ByteString {
    return this.#moveTo(0);
  }

  #write(drawn: Drawn, first: number): ByteString {
    let out = '';
    for (let i = first; i < drawn.cells.length; i++) {
      const cell = drawn.cells[i];
      const at = drawn.columns[i] ?? 0;
      // a wide character that does not fit leaves the row's last place empty
      if (at > this.#cursor) out += ' '.repeat(at - this.#cursor);
      out += cell?.bytes ?? '';
      this.#cursor = at + (cell?.width ?? 0);
    }
    // behind the last column the cursor hangs: make the terminal wrap now
    if (first < drawn.cells.length && this.#cursor > 0 && this.#cursor % this.#columns === 0) out += ' \r';
    return out;
  }

  #moveTo(target: number): ByteString {
    const [row, column] = [Math.floor(this.#cursor / this.#columns), this.#cursor % this.#columns];
    const [toRow, toColumn] = [Math.floor(target / this.#columns), target % this.#columns];
    this.#cursor = target;
    const vertical = toRow < row ? `\x1b[${row - toRow}A` : '\n'.repeat(toRow - row);
    // a newline is sent as \r\n
    const from = toRow > row ? 0 : column;
    if (toColumn === from) return vertical;
    if (toColumn === 0) return `${vertical}\r`;
    return vertical + (toColumn < from ? '\b'.repeat(from - toColumn) : '\x1b[C'.repeat(toColumn - from));
  }

  #layOut(cells: readonly Cell[]): Drawn {
    const columns: number[] = [];
    let at = 0;
    for (const cell of cells) {
      if (cell.width > 1 && (at % this.#columns) + cell.width > this.#columns) at += this.#columns - (at % this.#columns);
      columns.push(at);
      at += cell.bytes === '\n' ? this.#columns - (at % this.#columns) : cell.width;
    }
    columns.push(at);
    return { cells, columns };
  }

  #cellsOf(text: ByteString): Cell[] {
    const cells: Cell[] = [];
    for (let i = 0; i < text.length; ) {
      if (text[i] === '\x01') {
        const end = text.indexOf('\x02', i);
        const hidden = text.slice(i + 1, end < 0 ? undefined : end);
        cells.push({ bytes: hidden, width: 0 });
        i = end < 0 ? text.length : end + 1;
        continue;
      }
      const length = this.#utf8 ? characterLength(text, i) : 1;
      cells.push(cellOf(text.slice(i, i + length), this.#utf8));
      i += length;
    }
    return cells;
  }
}

/** Control characters show as `^X`, bytes that are no character as `\ooo`. */
function cellOf(bytes: ByteString, utf8: boolean): Cell {
  const code = bytes.charCodeAt(0);
  if (bytes === '\n') return { bytes, width: 0 };
  if (code < 32) return { bytes: `^${String.fromCharCode(code + 64)}`, width: 2 };
  if (code === 127) return { bytes: '^?', width: 2 };
  if (code < 128) return { bytes, width: 1 };
  if (!utf8 || bytes.length === 1) return { bytes: `\\${code.toString(8)}`, width: 4 };
  return { bytes, width: displayWidth(bytes, true) };
}

/** Bytes of the UTF-8 character at a place; 1 when it is none. */
export function characterLength(text: ByteString, at: number): number {
  const lead = text.charCodeAt(at);
  const length = lead < 0xc2 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 1;
  for (let i = 1; i < length; i++) if ((text.charCodeAt(at + i) & 0xc0) !== 0x80) return 1;
  return length;
}

/** Cells that the first `bytes` bytes of a line make. */
function countCells(cells: readonly Cell[], bytes: number): number {
  let left = bytes;
  let count = 0;
  for (const cell of cells) {
    if (left <= 0) break;
    left -= sourceLength(cell);
    count++;
  }
  return count;
}

/** How many bytes of the line a cell stands for. */
function sourceLength({ bytes, width }: Cell): number {
  if (/^\^[@-_?]$/.test(bytes) || (width === 4 && bytes.startsWith('\\'))) return 1;
  return bytes.length;
}

function commonPrefix(a: readonly Cell[], b: readonly Cell[]): number {
  let i = 0;
  while (i < a.length && i < b.length && a[i]?.bytes === b[i]?.bytes && a[i]?.width === b[i]?.width) i++;
  return i;
}
