/** One database, opened as idb-keyval wants it (its `UseStore` port), with what idb-keyval leaves out: durability, early commit, time-outs, a second try. */
import type { UseStore } from 'idb-keyval';

/** Runs `callback` over the object store and answers what it made of it once the transaction is complete. */
export type Transact = <T>(
  mode: IDBTransactionMode,
  callback: (store: IDBObjectStore) => T | PromiseLike<T>,
  options?: { readonly durable?: boolean },
) => Promise<T>;

export interface Connection {
  readonly transact: Transact;
  /** For idb-keyval's own functions (get, entries). */
  readonly useStore: UseStore;
  /** Whether the browser said, at opening, that it had found the database damaged and thrown it away. Chromium only. */
  readonly wiped: () => boolean;
  close(): void;
}

const objectStore = 'kv';

/** Opens lazily, once; forgets a connection that died. Never throws by itself: `transact` rejects. */
export function connect(name: string, milliseconds: number): Connection {
  let opening: Promise<IDBDatabase> | undefined;
  let wiped = false;
  const forget = () => {
    opening = undefined;
  };
  // An async function, since in an opaque origin `indexedDB.open` throws at once instead of failing later.
  const open = async () => {
    const database = await withinTime(
      openDatabase(name, (loss) => (wiped = loss)),
      milliseconds,
    );
    // Another page wants to delete or upgrade: an open connection would block it for ever.
    database.onversionchange = () => {
      database.close();
      forget();
    };
    database.onclose = forget;
    return database;
  };
  const database = () => {
    opening ??= open().catch((error: unknown) => {
      forget();
      throw error;
    });
    return opening;
  };
  const transact: Transact = async (mode, callback, options) => {
    try {
      return await withinTime(runTransaction(await database(), mode, callback, options?.durable ?? false), milliseconds);
    } catch (error) {
      // "The database connection is closing": it died under us (storage cleared, a sleeping phone). Once more on a fresh one.
      if (!(error instanceof DOMException) || error.name !== 'InvalidStateError') throw error;
      forget();
      return withinTime(runTransaction(await database(), mode, callback, options?.durable ?? false), milliseconds);
    }
  };
  return {
    transact,
    useStore: (mode, callback) => transact(mode, callback),
    wiped: () => wiped,
    close() {
      opening?.then((open) => open.close()).catch(() => undefined);
      forget();
    },
  };
}

function openDatabase(name: string, report: (wiped: boolean) => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onupgradeneeded = (event) => {
      report('dataLoss' in event && event.dataLoss === 'total');
      request.result.createObjectStore(objectStore);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Only `oncomplete` means saved: on a full disk `put` succeeds and the transaction aborts afterwards. */
function runTransaction<T>(
  database: IDBDatabase,
  mode: IDBTransactionMode,
  callback: (store: IDBObjectStore) => T | PromiseLike<T>,
  durable: boolean,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(objectStore, mode, { durability: durable ? 'strict' : 'relaxed' });
    let answer: T | PromiseLike<T>;
    transaction.oncomplete = () => resolve(answer);
    transaction.onabort = () => reject(transaction.error ?? new DOMException('The transaction was aborted.', 'AbortError'));
    try {
      answer = callback(transaction.objectStore(objectStore));
    } catch (error) {
      transaction.abort();
      reject(error);
    }
  });
}

/** Safari's first open can hang for ever, and a suspended process can block everybody else. */
function withinTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new DOMException(`The database did not answer within ${milliseconds} ms.`, 'TimeoutError')),
      milliseconds,
    );
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
