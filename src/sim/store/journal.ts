/** The journal of a saved machine: entries under running numbers, a tiny head that says which count, and when to write all of it anew. */
import type { Store, StoreBatch, StoreOutcome, StoreRecord } from './types.ts';

/** The format of records that this release writes. Raised by a migration. */
export const FORMAT = 1;
export const HEAD_KEY = 'head';

/** The only record that is overwritten at each save: under 200 bytes. */
export interface Head {
  readonly format: number;
  /** Counts saves: an older copy is recognised by it. */
  readonly generation: number;
  /** Numbers of the first entry that counts and of the next one to be written. */
  readonly first: number;
  readonly next: number;
}

/** From here on everything is written anew and the entries go: as many entries, or bytes of them. */
export const MOST_ENTRIES = 64;
export const MOST_BYTES = 64 * 1024;

export const entryKey = (number: number): string => `journal/${String(number).padStart(9, '0')}`;

export const headOf = (value: unknown): Head | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const { format, generation, first, next } = value as Record<string, unknown>;
  const numbers = [format, generation, first, next];
  return numbers.every((number) => Number.isInteger(number)) ? (value as Head) : undefined;
};

export interface JournalWrite {
  /** What changed; undefined when only other records did. */
  readonly entry: unknown;
  /** Roughly how many bytes the entry takes. */
  readonly bytes: number;
  readonly put: readonly StoreRecord[];
  readonly remove: readonly string[];
  readonly durable: boolean;
}

/** One writer of one store; its calls must not overlap. */
export class Journal {
  readonly #store: Store;
  #head: Head;
  #bytes: number;

  constructor(store: Store, head: Head | undefined, bytes = 0) {
    this.#store = store;
    this.#head = head ?? { format: FORMAT, generation: 0, first: 0, next: 0 };
    this.#bytes = bytes;
  }

  get isLong(): boolean {
    return this.#head.next - this.#head.first >= MOST_ENTRIES || this.#bytes >= MOST_BYTES;
  }

  /** One entry, the records that it names, and the head: one transaction. */
  append({ entry, bytes, put, remove, durable }: JournalWrite): Promise<StoreOutcome> {
    const { next } = this.#head;
    const head = { ...this.#head, generation: this.#head.generation + 1, next: entry === undefined ? next : next + 1 };
    const entries = entry === undefined ? [] : [{ key: entryKey(next), version: FORMAT, value: entry }];
    return this.#write(head, bytes + this.#bytes, { put: [...put, ...entries], remove, durable });
  }

  /** Everything anew: `put` stands for all that the entries said. */
  compact(put: readonly StoreRecord[], remove: readonly string[]): Promise<StoreOutcome> {
    const { first, next, generation } = this.#head;
    const entries = Array.from({ length: next - first }, (_, i) => entryKey(first + i));
    const head = { format: FORMAT, generation: generation + 1, first: next, next };
    return this.#write(head, 0, { put, remove: [...remove, ...entries], durable: true });
  }

  async #write(head: Head, bytes: number, batch: StoreBatch): Promise<StoreOutcome> {
    const outcome = await this.#store.write({ ...batch, put: [...batch.put, { key: HEAD_KEY, version: FORMAT, value: head }] });
    if (outcome === 'saved') {
      this.#head = head;
      this.#bytes = bytes;
    }
    return outcome;
  }
}
