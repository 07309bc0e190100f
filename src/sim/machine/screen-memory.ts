/** What terminals have shown: the last bytes of each, to be drawn again after a reload. DESIGN decision 20. */
import { concatBytes, fromBytes } from '../fs/bytes.ts';

/** As much of a terminal's output is kept. */
export const SCREEN_BYTES = 128 * 1024;

const ALTERNATE_ON = '\x1b[?1049h';
const ALTERNATE_OFF = '\x1b[?1049l';

export class ScreenMemory {
  #kept: Uint8Array;
  /** Shown since the last save. */
  #fresh: Uint8Array[] = [];

  constructor(kept: Uint8Array = new Uint8Array(0)) {
    this.#kept = kept;
  }

  add(bytes: Uint8Array): void {
    this.#fresh.push(bytes.slice());
  }

  /** What was shown since the last save, and how many pieces that is; undefined when nothing. */
  get fresh(): { readonly bytes: Uint8Array; readonly pieces: number } | undefined {
    if (this.#fresh.length === 0) return undefined;
    return { bytes: lastOf(concatBytes(this.#fresh), SCREEN_BYTES), pieces: this.#fresh.length };
  }

  /** So many pieces of what was fresh are saved now. */
  saved(pieces: number): void {
    this.#kept = lastOf(concatBytes([this.#kept, ...this.#fresh.splice(0, pieces)]), SCREEN_BYTES);
  }

  get all(): Uint8Array {
    return lastOf(concatBytes([this.#kept, ...this.#fresh]), SCREEN_BYTES);
  }
}

/** The end of it, begun at a line when something was cut off. */
export function lastOf(bytes: Uint8Array, most: number): Uint8Array {
  if (bytes.length <= most) return bytes.slice();
  const from = bytes.length - most;
  const line = bytes.indexOf(10, from) + 1;
  return bytes.slice(line > 0 ? line : from);
}

/** Without a full-screen program that was still open at the end: nobody will leave its screen. */
export function withoutOpenScreen(bytes: Uint8Array): Uint8Array {
  const text = fromBytes(bytes);
  const on = text.lastIndexOf(ALTERNATE_ON);
  return on > text.lastIndexOf(ALTERNATE_OFF) ? bytes.slice(0, on) : bytes;
}
