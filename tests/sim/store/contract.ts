/** What every Store must do, as cases without a test runner: Node runs them over the memory store, a real browser over IndexedDB. */
import type { Store, StoreBatch } from '../../../src/sim/store/types.ts';

export interface StoreCase {
  readonly name: string;
  /** `open` opens the same, at first empty machine again and again. Throws when the store does not keep the contract. */
  run(open: () => Promise<Store>): Promise<void>;
}

const batch = (put: StoreBatch['put'], remove: readonly string[] = []): StoreBatch => ({ put, remove, durable: true });
const record = (key: string, value: unknown, version = 1) => ({ key, version, value });

export const storeContract: readonly StoreCase[] = [
  {
    name: 'an empty store has nothing',
    async run(open) {
      const store = await open();
      same(await store.readAll(), []);
      same(await store.read('head'), undefined);
    },
  },
  {
    name: 'what was written is read back: text, numbers, bytes, nested objects, with its version',
    async run(open) {
      const store = await open();
      const value = { name: 'ä\u0000\uffff', size: 1.5, missing: null, bytes: new Uint8Array([0, 255, 10]), list: [1, [true, 'x']] };
      same(await store.write(batch([record('engine', value, 7)])), 'saved');
      same(await store.read('engine'), record('engine', value, 7));
    },
  },
  {
    name: 'readAll answers every record, by key in ascending order',
    async run(open) {
      const store = await open();
      await store.write(batch([record('journal/10', 2), record('head', 1), record('journal/09', 3)]));
      same(await store.readAll(), [record('head', 1), record('journal/09', 3), record('journal/10', 2)]);
    },
  },
  {
    name: 'one batch puts, overwrites and removes',
    async run(open) {
      const store = await open();
      await store.write(batch([record('a', 1), record('b', 1)]));
      same(await store.write(batch([record('b', 2, 2), record('c', 3)], ['a', 'never-was'])), 'saved');
      same(await store.readAll(), [record('b', 2, 2), record('c', 3)]);
    },
  },
  {
    name: 'a key that is removed and put in one batch is put',
    async run(open) {
      const store = await open();
      await store.write(batch([record('a', 1)]));
      await store.write(batch([record('a', 2)], ['a']));
      same(await store.readAll(), [record('a', 2)]);
    },
  },
  {
    name: 'an empty batch is saved',
    async run(open) {
      same(await (await open()).write(batch([])), 'saved');
    },
  },
  {
    name: 'a batch with a value that cannot be kept changes nothing and throws',
    async run(open) {
      const store = await open();
      await store.write(batch([record('a', 1)]));
      const thrown = await store
        .write(batch([record('a', 2), record('b', () => 1), record('c', 3)], ['a']))
        .catch((error: unknown) => error);
      if (!(thrown instanceof Error)) throw new Error(`expected an error, got ${show(thrown)}`);
      same(await store.readAll(), [record('a', 1)]);
    },
  },
  {
    name: 'what changes after it was written, or after it was read, does not change the store',
    async run(open) {
      const store = await open();
      const bytes = new Uint8Array([1, 2, 3]);
      await store.write(batch([record('a', { bytes })]));
      bytes[0] = 99;
      const first = (await store.read('a'))?.value as { bytes: Uint8Array };
      first.bytes[1] = 99;
      same(await store.read('a'), record('a', { bytes: new Uint8Array([1, 2, 3]) }));
    },
  },
  {
    name: 'a view of a large buffer is kept as its own bytes alone',
    async run(open) {
      const store = await open();
      await store.write(batch([record('a', new Uint8Array(1 << 20).subarray(10, 20))]));
      const value = (await store.read('a'))?.value as Uint8Array;
      same([value.length, value.buffer.byteLength], [10, 10]);
    },
  },
  {
    name: 'batches that are not awaited are applied in the order in which they were written',
    async run(open) {
      const store = await open();
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, n) => store.write({ put: [record('n', n)], remove: [], durable: n % 2 === 0 })),
      );
      same(
        outcomes,
        Array.from({ length: 20 }, () => 'saved'),
      );
      same(await store.read('n'), record('n', 19));
    },
  },
];

/** Throws with both when they differ. */
export function same(actual: unknown, expected: unknown): void {
  if (show(actual) !== show(expected)) throw new Error(`expected ${show(expected)}, got ${show(actual)}`);
}

function show(value: unknown): string {
  const bytes = (_: string, inner: unknown) => (inner instanceof Uint8Array ? { bytes: [...inner] } : inner);
  return JSON.stringify(value, bytes) ?? String(value);
}
