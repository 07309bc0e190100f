/** A store that lasts as long as the page or the process: tests, `drydock`, a second browser tab, browsers that keep nothing. */
import type { Store, StoreBatch, StoreRecord } from './types.ts';

/** Begins with `records` (a fork of what another store holds). What goes in and out is copied, as a database would. */
export function memoryStore(kind: Store['kind'] = { lasting: false, why: 'asked' }, records: readonly StoreRecord[] = []): Store {
  const held = new Map(records.map((record) => [record.key, copyRecord(record)]));
  return {
    kind,
    async read(key) {
      const record = held.get(key);
      return record && copyRecord(record);
    },
    async readAll() {
      return [...held.values()].sort((a, b) => (a.key < b.key ? -1 : 1)).map(copyRecord);
    },
    async write(batch) {
      apply(held, batch);
      return 'saved';
    },
  };
}

/** All of it or nothing: a value that no database could keep throws before anything has changed. */
function apply(held: Map<string, StoreRecord>, batch: StoreBatch): void {
  const copies = batch.put.map(copyRecord);
  for (const key of batch.remove) held.delete(key);
  for (const record of copies) held.set(record.key, record);
}

function copyRecord({ key, version, value }: StoreRecord): StoreRecord {
  return { key, version, value: copyValue(value) };
}

function copyValue(value: unknown): unknown {
  if (value === null || value === undefined || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (value instanceof Uint8Array) return value.slice();
  if (Array.isArray(value)) return value.map(copyValue);
  if (isPlain(value)) return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, copyValue(inner)]));
  throw new TypeError(`a store keeps bytes, strings, numbers, plain objects and arrays, not ${describe(value)}`);
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value));
}

function describe(value: unknown): string {
  return typeof value === 'object' && value !== null ? value.constructor.name : typeof value;
}
