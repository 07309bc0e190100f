/** Records of a descriptor, by the RS that holds when each is read. As mawk 1.3.4 FINgets. */
import { type ByteString, fromBytes } from '../../sim/fs/bytes.ts';
import type { MaybePromise, Process } from '../../sim/kernel/types.ts';
import type { Regex } from '../regex/compile.ts';

/** What ends a record: a character, blank lines, or a match. */
export type RecordSeparator = { readonly character: string } | { readonly paragraphs: true } | { readonly regex: Regex };

export class RecordReader {
  readonly #process: Process;
  readonly fd: number;
  #text = '';
  #at = 0;
  #parts: ByteString[] = [];
  #ended = false;

  constructor(process: Process, fd: number) {
    this.#process = process;
    this.fd = fd;
  }

  /** undefined at the end. */
  next(separator: RecordSeparator): MaybePromise<ByteString | undefined> {
    if ('character' in separator && this.#parts.length === 0) {
      const end = this.#text.indexOf(separator.character, this.#at);
      if (end >= 0) {
        const record = this.#text.slice(this.#at, end);
        this.#at = end + 1;
        return record;
      }
    }
    return 'character' in separator ? this.#byCharacter(separator.character) : this.#byMatch(separator);
  }

  async #byCharacter(character: string): Promise<ByteString | undefined> {
    for (;;) {
      const end = this.#text.indexOf(character, this.#at);
      if (end >= 0) {
        this.#parts.push(this.#text.slice(this.#at, end));
        this.#at = end + 1;
        return this.#takeParts();
      }
      if (this.#at < this.#text.length) this.#parts.push(this.#text.slice(this.#at));
      this.#text = '';
      this.#at = 0;
      if (!(await this.#fill())) return this.#parts.length === 0 ? undefined : this.#takeParts();
    }
  }

  #takeParts(): ByteString {
    const record = this.#parts.length === 1 ? (this.#parts[0] ?? '') : this.#parts.join('');
    this.#parts = [];
    return record;
  }

  /** Looks at all that has come; a match at its very end may go on. */
  async #byMatch(separator: { readonly paragraphs: true } | { readonly regex: Regex }): Promise<ByteString | undefined> {
    for (;;) {
      const text = this.#parts.join('') + this.#text.slice(this.#at);
      this.#parts = [];
      const start = 'paragraphs' in separator ? (/^\n*/.exec(text)?.[0].length ?? 0) : 0;
      const found = 'paragraphs' in separator ? paragraphEnd(text, start) : separator.regex.exec(text, 0);
      if (found && found.end > found.start && (found.end < text.length || this.#ended)) {
        this.#text = text;
        this.#at = found.end;
        return text.slice(start, found.start);
      }
      this.#text = text;
      this.#at = 0;
      if (this.#ended || !(await this.#append())) {
        if (found && found.end > found.start) continue;
        this.#text = '';
        const rest = 'paragraphs' in separator ? text.slice(start).replace(/\n$/, '') : text;
        return text.length === start ? undefined : rest;
      }
    }
  }

  async #append(): Promise<boolean> {
    const before = this.#text;
    const more = await this.#fill();
    this.#text = before + this.#text;
    return more;
  }

  async #fill(): Promise<boolean> {
    if (this.#ended) return false;
    const reading = this.#process.read(this.fd, 65_536);
    const block = reading instanceof Promise ? await reading : reading;
    this.#ended = block.length === 0;
    this.#text = fromBytes(block);
    this.#at = 0;
    const pause = this.#process.tick(1 + (block.length >> 7));
    if (pause) await pause;
    return !this.#ended;
  }
}

function paragraphEnd(text: ByteString, from: number): { readonly start: number; readonly end: number } | undefined {
  const start = text.indexOf('\n\n', from);
  if (start < 0) return undefined;
  let end = start + 2;
  while (text[end] === '\n') end++;
  return { start, end };
}
