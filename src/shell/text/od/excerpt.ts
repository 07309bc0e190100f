/** The part of an input that a dump shows: `skip` bytes are passed over, `left` are shown; both over all files together. */
export class Excerpt {
  #skip: number;
  #left: number;

  constructor(skip = 0, left = Number.POSITIVE_INFINITY) {
    this.#skip = skip;
    this.#left = left;
  }

  /** Bytes still to be passed over. */
  get skip(): number {
    return this.#skip;
  }

  get isFull(): boolean {
    return this.#left === 0;
  }

  /** What of the next block is shown. */
  take(block: Uint8Array): Uint8Array {
    const from = Math.min(this.#skip, block.length);
    this.#skip -= from;
    const shown = block.slice(from, from + Math.min(this.#left, block.length - from));
    this.#left -= shown.length;
    return shown;
  }
}
