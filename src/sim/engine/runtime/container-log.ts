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

/** Memory is bounded: the oldest lines go when a container has written more than this (the real json-file has no bound unless asked for). */
const MOST_BYTES = 4 * 1024 * 1024;
/** What a line costs beside its bytes. */
const LINE_COST = 64;

/** A longer line is cut into pieces. */
const LONGEST_LINE = 16_384;
const NEWLINE = 10;

/** A class, for it grows: entries are added at its end, the oldest dropped. */
export class ContainerLog {
  readonly entries: LogEntry[];
  /** How many were dropped in front. */
  dropped = 0;
  #size: number;
  readonly #unfinished = new Map<StreamName, Uint8Array>();
  readonly #listeners = new Set<() => void>();

  constructor(entries: readonly LogEntry[] = []) {
    this.entries = [...entries];
    this.#size = entries.reduce((sum, { bytes }) => sum + bytes.length + LINE_COST, 0);
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
    this.#size += bytes.length + LINE_COST;
    if (this.#size > MOST_BYTES) this.#shrink();
  }

  /** To three quarters, so that it is seldom done. */
  #shrink(): void {
    let count = 0;
    for (; this.#size > MOST_BYTES * 0.75 && count < this.entries.length - 1; count++)
      this.#size -= (this.entries[count]?.bytes.length ?? 0) + LINE_COST;
    this.entries.splice(0, count);
    this.dropped += count;
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
