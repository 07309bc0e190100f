/** What a terminal does to output on its way to the screen, and where its cursor then stands. As Linux n_tty.c, do_output_char. */
import type { TerminalAttributes } from './types.ts';

const BACKSPACE = 8;
const TAB = 9;
const NEWLINE = 10;
const RETURN = 13;

export class OutputProcessing {
  /** The cursor's column, as far as the line discipline can know. */
  column = 0;
  /** Where the line being edited began. */
  editColumn = 0;

  /** The bytes after ONLCR. `column` follows them. */
  process(bytes: Uint8Array, attributes: TerminalAttributes): Uint8Array {
    if (!attributes.postProcess) return bytes.slice();
    let newlines = 0;
    for (const byte of bytes) {
      if (byte === NEWLINE) newlines++;
      this.#advance(byte, attributes);
    }
    if (newlines === 0 || !attributes.nlToCrNl) return bytes.slice();
    return withReturns(bytes, newlines);
  }

  /** One byte, onto the end of `out`. */
  put(byte: number, attributes: TerminalAttributes, out: number[]): void {
    if (attributes.postProcess) {
      if (byte === NEWLINE && attributes.nlToCrNl) out.push(RETURN);
      this.#advance(byte, attributes);
    }
    out.push(byte);
  }

  #advance(byte: number, attributes: TerminalAttributes): void {
    if (byte >= 32) {
      if (byte !== 127 && !isContinuation(byte, attributes)) this.column++;
    } else if (byte === NEWLINE) {
      if (attributes.nlToCrNl) this.column = 0;
      this.editColumn = this.column;
    } else if (byte === RETURN) {
      this.column = 0;
      this.editColumn = 0;
    } else if (byte === TAB) this.column += 8 - (this.column & 7);
    else if (byte === BACKSPACE && this.column > 0) this.column--;
  }
}

/** A byte inside a UTF-8 character, where the terminal is told that input is UTF-8. */
export function isContinuation(byte: number, attributes: TerminalAttributes): boolean {
  return attributes.utf8 === true && (byte & 0xc0) === 0x80;
}

function withReturns(bytes: Uint8Array, newlines: number): Uint8Array {
  const out = new Uint8Array(bytes.length + newlines);
  let at = 0;
  for (const byte of bytes) {
    if (byte === NEWLINE) out[at++] = RETURN;
    out[at++] = byte;
  }
  return out;
}
