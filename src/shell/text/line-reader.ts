/** Lines of a descriptor, one at a time and at once when they are there: for programs that read, look and go on (sed, awk, grep, sort …). */
import { type ByteString, fromBytes } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import type { MaybePromise, Process } from '../../sim/kernel/types.ts';

const BLOCK = 65_536;

export class LineReader {
  readonly #process: Process;
  readonly #fd: number;
  readonly #delimiter: string;
  #text = '';
  #at = 0;
  /** The beginnings of a line that goes on in the next block. */
  #parts: ByteString[] = [];
  #ended = false;
  /** Whether the line given last had its delimiter. */
  terminated = true;

  constructor(process: Process, fd: number, delimiter = '\n') {
    this.#process = process;
    this.#fd = fd;
    this.#delimiter = delimiter;
  }

  /** The next line without its delimiter; undefined at the end. */
  next(): MaybePromise<ByteString | undefined> {
    const end = this.#text.indexOf(this.#delimiter, this.#at);
    if (end < 0 || this.#parts.length > 0) return this.#readOn();
    const line = this.#text.slice(this.#at, end);
    this.#at = end + 1;
    return line;
  }

  /** What is left of the present block as whole lines with their delimiters, or the next block's: for programs that look at many lines at once. */
  async nextLines(): Promise<ByteString | undefined> {
    const end = this.#text.lastIndexOf(this.#delimiter);
    if (end >= this.#at && this.#parts.length === 0) {
      const text = this.#text.slice(this.#at, end + 1);
      this.#at = end + 1;
      return text;
    }
    const line = await this.#readOn();
    return line === undefined ? undefined : this.terminated ? line + this.#delimiter : line;
  }

  async #readOn(): Promise<ByteString | undefined> {
    for (;;) {
      const end = this.#text.indexOf(this.#delimiter, this.#at);
      if (end >= 0) return this.#take(end);
      if (this.#at < this.#text.length) this.#parts.push(this.#text.slice(this.#at));
      this.#text = '';
      this.#at = 0;
      if (this.#ended || !(await this.#fill())) break;
    }
    if (this.#parts.length === 0) return undefined;
    this.terminated = false;
    return this.#take(0);
  }

  #take(end: number): ByteString {
    this.#parts.push(this.#text.slice(this.#at, end));
    this.#at = Math.min(end + 1, this.#text.length);
    const line = this.#parts.length === 1 ? (this.#parts[0] ?? '') : this.#parts.join('');
    this.#parts = [];
    return line;
  }

  async #fill(): Promise<boolean> {
    const reading = this.#process.read(this.#fd, BLOCK);
    const block = reading instanceof Promise ? await reading : reading;
    this.#ended = block.length === 0;
    this.#text = fromBytes(block);
    const pause = this.#process.tick(1 + (block.length >> 7));
    if (pause) await pause;
    return !this.#ended;
  }

  /** Whether nothing more comes; waits for the next block when it must. */
  async isAtEnd(): Promise<boolean> {
    while (this.#at >= this.#text.length && this.#parts.length === 0) {
      this.#at = 0;
      if (this.#ended || !(await this.#fill())) return true;
    }
    return false;
  }

  /** Takes back what `nextLines` gave and nobody looked at. */
  unread(text: ByteString): void {
    this.#text = text + this.#text.slice(this.#at);
    this.#at = 0;
  }

  /** Moves a file's offset back behind the last line given, so that the next program goes on there. */
  giveBack(): void {
    const unused = this.#text.length - this.#at;
    if (unused === 0) return;
    try {
      this.#process.seek(this.#fd, -unused, 'current');
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
    }
  }
}
