/** What was typed and not yet read: whole lines and the one that is being edited, or raw bytes. As the read buffer of Linux's n_tty.c. */

/** N_TTY_BUF_SIZE. The last place is only for the end of a line that is too long. */
const SIZE = 4096;

/** A place of the buffer: a byte, or where ^D pushed what was typed. `ends`: a line ends here. */
interface Place {
  readonly code: number | undefined;
  ends: boolean;
}

export class InputBuffer {
  #places: Place[] = [];
  /** How many of the places stand before the line that is being edited. */
  #committed = 0;
  /** Nothing of the line at the head has been read. */
  #atLineStart = true;

  get length(): number {
    return this.#places.length;
  }

  get hasRoom(): boolean {
    return this.#places.length < SIZE - 1;
  }

  get hasLine(): boolean {
    return this.#committed > 0;
  }

  /** The bytes of the line that is being edited. */
  get edited(): number[] {
    return this.#places.slice(this.#committed).map(({ code }) => code ?? 0);
  }

  get editedLength(): number {
    return this.#places.length - this.#committed;
  }

  put(code: number): void {
    this.#places.push({ code, ends: false });
  }

  /** In a line that is too long, what comes next replaces the last character. */
  makeRoom(): void {
    if (this.#places.length >= SIZE) this.#places.pop();
  }

  dropEdited(count: number): void {
    this.#places.length -= Math.min(count, this.#places.length - this.#committed);
  }

  /** Makes the edited line readable; `undefined` pushes it without a character (^D). */
  endLine(code: number | undefined): void {
    this.#places.push({ code, ends: true });
    this.#committed = this.#places.length;
  }

  /** One line, or the part of it that fits. No bytes: ^D at the beginning of a line. */
  readLine(maximum: number): Uint8Array | undefined {
    this.#skipPush();
    if (this.#committed === 0) return undefined;
    let count = 0;
    let consumed = 0;
    let ended = false;
    while (!ended && consumed < this.#committed) {
      const place = this.#places[consumed];
      if (place?.code !== undefined && count === maximum) break;
      if (place?.code !== undefined) count++;
      consumed++;
      ended = place?.ends ?? false;
    }
    this.#atLineStart = ended;
    return this.#take(consumed);
  }

  readRaw(maximum: number, least: number): Uint8Array | undefined {
    if (this.#places.length < least) return undefined;
    return this.#take(Math.min(maximum, this.#places.length));
  }

  /** What was typed before stays: to canonical it becomes a line of its own, to raw all of it can be read. */
  switchMode(canonical: boolean): void {
    const last = this.#places.at(-1);
    for (const place of this.#places) place.ends = false;
    this.#atLineStart = true;
    this.#committed = 0;
    if (!canonical || last === undefined) return;
    last.ends = true;
    this.#committed = this.#places.length;
  }

  clear(): void {
    this.#places = [];
    this.#committed = 0;
    this.#atLineStart = true;
  }

  /** A ^D after a line of which all was read already is no end of file. */
  #skipPush(): void {
    const first = this.#places[0];
    if (this.#atLineStart || first === undefined || this.#committed === 0 || first.code !== undefined) return;
    this.#take(1);
    this.#atLineStart = true;
  }

  #take(count: number): Uint8Array {
    const taken = this.#places.splice(0, count);
    this.#committed = Math.max(0, this.#committed - count);
    return Uint8Array.from(taken.flatMap(({ code }) => (code === undefined ? [] : [code])));
  }
}
