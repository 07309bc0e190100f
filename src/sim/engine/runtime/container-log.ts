/** What a container wrote, line by line with its instants; what `docker logs` reads. As moby's json-file driver and its Copier. */
import { concatBytes } from '../../fs/bytes.ts';
import type { Instant } from '../../fs/types.ts';
import type { StreamName } from '../engine.ts';

export interface LogEntry {
  readonly stream: StreamName;
  /** When its line was complete. */
  readonly at: Instant;
  /** With its newline; without one only what came before the end or was too long. */
  readonly bytes: Uint8Array;
}

/** A longer line is cut into pieces. */
const LONGEST_LINE = 16_384;
const NEWLINE = 10;

/** A class, for it grows: entries are only ever added. */
export class ContainerLog {
  readonly entries: LogEntry[];
  readonly #unfinished = new Map<StreamName, Uint8Array>();
  readonly #listeners = new Set<() => void>();

  constructor(entries: readonly LogEntry[] = []) {
    this.entries = [...entries];
  }

  append(stream: StreamName, bytes: Uint8Array, at: Instant): void {
    const before = this.#unfinished.get(stream);
    const whole = before ? concatBytes([before, bytes]) : bytes;
    let start = 0;
    for (let end = whole.indexOf(NEWLINE); end >= 0; end = whole.indexOf(NEWLINE, start)) {
      this.#add(stream, whole.subarray(start, end + 1), at);
      start = end + 1;
    }
    for (; whole.length - start >= LONGEST_LINE; start += LONGEST_LINE) this.#add(stream, whole.subarray(start, start + LONGEST_LINE), at);
    this.#unfinished.set(stream, whole.slice(start));
    this.#tell();
  }

  /** The streams came to their end: what has no newline is kept as it is. */
  finish(at: Instant): void {
    for (const [stream, rest] of this.#unfinished) if (rest.length > 0) this.#add(stream, rest, at);
    this.#unfinished.clear();
    this.#tell();
  }

  /** Called after every change. Returns how to end it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #add(stream: StreamName, bytes: Uint8Array, at: Instant): void {
    this.entries.push({ stream, at, bytes: bytes.slice() });
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
