/** Walking through the history while a line is edited: changed lines stay changed until Enter. As GNU readline 8.2. */
import type { ByteString } from '../../../sim/fs/bytes.ts';

export class HistoryCursor {
  readonly #lines: readonly ByteString[];
  /** What the learner made of lines, the new one at `lines.length` among them. */
  readonly #edited = new Map<number, ByteString>();
  #at: number;

  constructor(lines: readonly ByteString[], at = lines.length) {
    this.#lines = lines;
    this.#at = Math.min(at, lines.length);
  }

  get position(): number {
    return this.#at;
  }

  get length(): number {
    return this.#lines.length;
  }

  /** The line at a place as it is now; the new line is at `length`. */
  lineAt(position: number): ByteString {
    return this.#edited.get(position) ?? this.#lines[position] ?? '';
  }

  /** As it was entered. */
  original(position: number): ByteString {
    return this.#lines[position] ?? '';
  }

  /** Leaves the present line with what it holds now and goes to another; undefined when there is none. */
  go(to: number, present: ByteString): ByteString | undefined {
    if (to < 0 || to > this.#lines.length) return undefined;
    this.#edited.set(this.#at, present);
    this.#at = to;
    return this.lineAt(to);
  }

  /** The nearest place from `from` in a direction whose line holds the text (or begins with it). */
  find(text: ByteString, from: number, direction: -1 | 1, anchored = false): number | undefined {
    for (let at = from; at >= 0 && at < this.#lines.length; at += direction) {
      const line = this.original(at);
      if (anchored ? line.startsWith(text) : line.includes(text)) return at;
    }
    return undefined;
  }
}
