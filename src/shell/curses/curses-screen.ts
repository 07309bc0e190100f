/** A full-screen program's screen: cells that are put and a refresh that sends only what changed. As ncurses 6.4 on an xterm. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import type { MaybePromise, Process, TerminalAttributes, WindowSize } from '../../sim/kernel/types.ts';
import type { TerminalType } from './terminal-type.ts';

export interface Style {
  /** 0–7, or -1 for the terminal's own. */
  readonly color: number;
  readonly bold: boolean;
}

const PLAIN: Style = { color: -1, bold: false };
const BLANK = ' ';

export class CursesScreen {
  readonly #process: Process;
  readonly #type: TerminalType;
  readonly #before: TerminalAttributes | undefined;
  #size: WindowSize;
  #wanted: Grid;
  #shown: Grid;

  constructor(process: Process, type: TerminalType) {
    this.#process = process;
    this.#type = type;
    this.#before = process.terminal(0)?.attributes;
    this.#size = windowSize(process);
    this.#wanted = new Grid(this.#size);
    this.#shown = new Grid(this.#size);
  }

  get size(): WindowSize {
    return this.#size;
  }

  /** initscr, cbreak, noecho, nonl, curs_set(0): the other screen, cleared, without a cursor. */
  begin(): MaybePromise<void> {
    if (this.#before) {
      this.#process
        .terminal(0)
        ?.setAttributes({ ...this.#before, canonical: false, echo: false, crToNl: false, nlToCrNl: false, minimum: 1, time: 0 });
    }
    return this.#send(
      `\x1b[?1049h\x1b[22;0;0t\x1b[1;${this.#size.rows}r\x1b(B\x1b[m\x1b[4l\x1b[?7h\x1b[?25l\x1b[39;49m\x1b[39;49m\x1b(B\x1b[m\x1b[H\x1b[2J`,
    );
  }

  /** endwin: the former screen and terminal mode are back. */
  end(): MaybePromise<void> {
    if (this.#before) this.#process.terminal(0)?.setAttributes(this.#before);
    return this.#send(
      `\x1b[39m\x1b(B\x1b[m\x1b[?12l\x1b[?25h\x1b[H\x1b[2J\x1b[${this.#size.rows};1H\x1b[?1049l\x1b[23;0;0t\r\x1b[?1l\x1b>`,
    );
  }

  /** Takes another size; the screen is empty then. */
  resize(size: WindowSize): MaybePromise<void> {
    this.#size = size;
    this.#wanted = new Grid(size);
    this.#shown = new Grid(size);
    return this.#send(`\x1b(B\x1b[m\x1b[1;${size.rows}r\x1b[H\x1b[2J`);
  }

  /** One character (bytes of it) at a place; outside the screen nothing happens. */
  put(row: number, column: number, character: ByteString, style: Style): void {
    this.#wanted.put(row, column, character, style);
  }

  /** Sends what changed since the last refresh. */
  refresh(): MaybePromise<void> {
    const { columns, rows } = this.#size;
    let out = '';
    let at = -1;
    let style = PLAIN;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const index = row * columns + column;
        if (!this.#shown.take(this.#wanted, index)) continue;
        if (index !== at) out += `\x1b[${row + 1};${column + 1}H`;
        const next = this.#wanted.style(index);
        out += restyle(style, next) + this.#wanted.character(index);
        style = next;
        at = column === columns - 1 ? -1 : index + 1;
      }
    }
    return this.#send(out + restyle(style, PLAIN));
  }

  #send(text: string): MaybePromise<void> {
    if (text !== '' && this.#type.addressable) return this.#process.write(1, this.#type.colors ? text : text.replace(/\x1b\[3[0-9]m/g, ''));
  }
}

function restyle(from: Style, to: Style): string {
  if (from.color === to.color && from.bold === to.bold) return '';
  const reset = (from.bold && !to.bold) || to.color === -1 ? '\x1b(B\x1b[m' : '';
  const bold = to.bold && (reset !== '' || !from.bold) ? '\x1b[1m' : '';
  const color = to.color >= 0 && (reset !== '' || from.color !== to.color) ? `\x1b[3${to.color}m` : '';
  return reset + bold + color;
}

class Grid {
  readonly #columns: number;
  readonly #rows: number;
  readonly #characters: ByteString[];
  /** Colour + 1, and 16 for bold. */
  readonly #styles: Uint8Array;

  constructor({ columns, rows }: WindowSize) {
    this.#columns = columns;
    this.#rows = rows;
    this.#characters = Array<ByteString>(columns * rows).fill(BLANK);
    this.#styles = new Uint8Array(columns * rows);
  }

  put(row: number, column: number, character: ByteString, { color, bold }: Style): void {
    if (row < 0 || column < 0 || row >= this.#rows || column >= this.#columns) return;
    const index = row * this.#columns + column;
    this.#characters[index] = character;
    // a blank looks the same in every colour
    this.#styles[index] = character === BLANK ? 0 : color + 1 + (bold ? 16 : 0);
  }

  character(index: number): ByteString {
    return this.#characters[index] ?? BLANK;
  }

  style(index: number): Style {
    const style = this.#styles[index] ?? 0;
    return style === 0 ? PLAIN : { color: (style & 15) - 1, bold: style >= 16 };
  }

  /** Copies one cell of another grid; false when it was the same. */
  take(other: Grid, index: number): boolean {
    if (this.#characters[index] === other.#characters[index] && this.#styles[index] === other.#styles[index]) return false;
    this.#characters[index] = other.#characters[index] ?? BLANK;
    this.#styles[index] = other.#styles[index] ?? 0;
    return true;
  }
}

/** The size of the terminal on standard output, LINES and COLUMNS before it, else 80 by 24. */
export function windowSize(process: Process): WindowSize {
  const size = process.terminal(1)?.size;
  const named = (name: string) => Number(/^[1-9]\d*$/.exec(process.environment.get(name) ?? '')?.[0]);
  return { columns: named('COLUMNS') || size?.columns || 80, rows: named('LINES') || size?.rows || 24 };
}
