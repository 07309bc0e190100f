/** What a machine is when it sleeps: records under keys, written in atomic batches. The contract of sim/store; imports nothing. */

/** `value` is bytes, strings, numbers, plain objects and arrays of them: whatever structured clone and JSON-with-bytes can carry. */
export interface StoreRecord {
  readonly key: string;
  /** The format that `value` has; see migrations. */
  readonly version: number;
  readonly value: unknown;
}

export interface StoreBatch {
  readonly put: readonly StoreRecord[];
  readonly remove: readonly string[];
  /** Wait for the disk (a command's end, a commit, compaction, import); else relaxed. */
  readonly durable: boolean;
}

/** How a write ended. The machine runs on in memory whatever comes. */
export type StoreOutcome = 'saved' | 'full' | 'denied' | 'lost' | 'newer' | 'busy';

/** One machine's records. A batch is one transaction: all of it or nothing. */
export interface Store {
  /** Whether what is written outlives the tab, and the reason when not. */
  readonly kind: { readonly lasting: true } | { readonly lasting: false; readonly why: 'denied' | 'second-tab' | 'newer' | 'asked' };
  read(key: string): Promise<StoreRecord | undefined>;
  readAll(): Promise<readonly StoreRecord[]>;
  write(batch: StoreBatch): Promise<StoreOutcome>;
}
