/** The machine's records in this browser's IndexedDB: one database a machine, one transaction a batch, and only the tab that owns it may write. */
import { entries, get } from 'idb-keyval';
import type { Store, StoreBatch, StoreOutcome, StoreRecord } from '../../sim/store/types.ts';
import { type Connection, connect } from './indexed-db-connection.ts';

/** Holds the token of the tab that writes. No record of the machine begins with `!`. */
const ownerKey = '!owner';

interface Kept {
  readonly version: number;
  readonly value: unknown;
}

export interface IndexedDbStore extends Store {
  /** Whether the browser threw the database away because it was damaged. */
  readonly wiped: boolean;
  close(): void;
}

export interface IndexedDbOptions {
  /** Also the name under which another tab finds it. */
  readonly name: string;
  /** Unlike any other tab's. `undefined`: reads only, for a fork. */
  readonly owner: string | undefined;
  /** After which a call counts as failed. */
  readonly milliseconds?: number;
}

/** Rejects when this browser keeps nothing (blocked storage, a sandboxed frame, no answer in time). */
export async function openIndexedDbStore({ name, owner, milliseconds = 5000 }: IndexedDbOptions): Promise<IndexedDbStore> {
  const connection = connect(name, milliseconds);
  const leaving = watchLeaving();
  let robbed = false;
  await connection.transact(owner === undefined ? 'readonly' : 'readwrite', (store) => {
    if (owner !== undefined) store.put(owner, ownerKey);
  });
  return {
    kind: owner === undefined ? { lasting: false, why: 'second-tab' } : { lasting: true },
    wiped: connection.wiped(),
    async read(key) {
      const kept = await get<Kept>(key, connection.useStore);
      return kept && { key, version: kept.version, value: kept.value };
    },
    async readAll() {
      const all = await entries<string, Kept>(connection.useStore);
      return all.flatMap(([key, kept]): StoreRecord[] => (key === ownerKey ? [] : [{ key, version: kept.version, value: kept.value }]));
    },
    async write(batch) {
      if (owner === undefined || robbed) return 'busy';
      const outcome = await write(connection, owner, batch, leaving.now());
      robbed = outcome === 'busy';
      return outcome;
    },
    close() {
      leaving.end();
      connection.close();
    },
  };
}

async function write({ transact }: Connection, owner: string, batch: StoreBatch, leaving: boolean): Promise<StoreOutcome> {
  const ownership: { found?: StoreOutcome } = {};
  try {
    await transact('readwrite', (store) => (leaving ? writeAtOnce(store, batch) : writeIfOwned(store, owner, batch, ownership)), {
      durable: batch.durable,
    });
    return 'saved';
  } catch (error) {
    if (ownership.found) return ownership.found;
    if (error instanceof DOMException && error.name !== 'DataCloneError') return outcomeOf(error);
    throw error;
  }
}

/** The check and the writes are one transaction, so a tab that was robbed of the machine cannot write over the robber's. */
function writeIfOwned(store: IDBObjectStore, owner: string, batch: StoreBatch, ownership: { found?: StoreOutcome }): void {
  const reading = store.get(ownerKey);
  reading.onsuccess = () => {
    if (reading.result === owner) return;
    ownership.found = reading.result === undefined ? 'lost' : 'busy';
    store.transaction.abort();
  };
  putAll(store, batch);
}

/** As the page goes no answer can be waited for: only what is committed at once outlives it. */
function writeAtOnce(store: IDBObjectStore, batch: StoreBatch): void {
  putAll(store, batch);
  store.transaction.commit();
}

function putAll(store: IDBObjectStore, { put, remove }: StoreBatch): void {
  for (const key of remove) store.delete(key);
  for (const { key, version, value } of put) store.put({ version, value: withOwnBytes(value) }, key);
}

/** Whether the page is just now being hidden or left: true for the rest of that event's task. */
function watchLeaving() {
  let leaving = false;
  const leave = () => {
    leaving = document.visibilityState === 'hidden' || leaving;
    setTimeout(() => (leaving = false), 0);
  };
  const go = () => {
    leaving = true;
    leave();
  };
  document.addEventListener('visibilitychange', leave, { capture: true });
  window.addEventListener('pagehide', go, { capture: true });
  return {
    now: () => leaving,
    end() {
      document.removeEventListener('visibilitychange', leave, { capture: true });
      window.removeEventListener('pagehide', go, { capture: true });
    },
  };
}

/** Structured clone takes a view's whole buffer along: 10 bytes of a 2 MB pack would be kept as 2 MB. */
function withOwnBytes(value: unknown): unknown {
  if (value instanceof Uint8Array) return value.byteLength === value.buffer.byteLength ? value : value.slice();
  if (Array.isArray(value)) return value.map(withOwnBytes);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withOwnBytes(inner)]));
}

function outcomeOf(error: DOMException): StoreOutcome {
  switch (error.name) {
    case 'QuotaExceededError':
      return 'full';
    case 'SecurityError':
    case 'NotAllowedError':
    case 'InvalidStateError':
      return 'denied';
    case 'VersionError':
      return 'newer';
    default:
      return 'lost';
  }
}
