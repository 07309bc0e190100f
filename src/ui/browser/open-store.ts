/** Where this tab's machine is kept: IndexedDB for the tab that owns it, a copy in memory for a second one, memory where the browser keeps nothing. */
import type { Store, StoreRecord } from '../../sim/store/types.ts';
import { openIndexedDbStore } from './indexed-db-store.ts';
import { readKept, removeKept, writeKept } from './kept.ts';
import { takeMachine } from './machine-lock.ts';

export interface OpenedStore {
  readonly store: Store;
  /** There was a machine, by the mark outside the database, and now there is none. */
  readonly wiped: boolean;
  /** To be called when the machine is deleted on purpose. */
  forget(): void;
}

/** `name` tells machines of one site apart: `drydock:/folder/`. Never rejects. */
export async function openStore(name: string): Promise<OpenedStore> {
  const ownership = await takeMachine(name);
  const forget = () => removeKept(name);
  try {
    const owner = ownership === 'owner' ? crypto.getRandomValues(new Uint32Array(2)).join('-') : undefined;
    const database = await openIndexedDbStore({ name, owner });
    if (ownership === 'second-tab') {
      const records = await database.readAll();
      database.close();
      return { store: await inMemory('second-tab', records), wiped: false, forget: () => undefined };
    }
    const marked = readKept(name) !== undefined;
    const wiped = database.wiped || (marked && (await database.readAll()).length === 0);
    return { store: marking(database, name), wiped, forget };
  } catch {
    return { store: await inMemory('denied'), wiped: false, forget };
  }
}

async function inMemory(why: 'second-tab' | 'denied', records: readonly StoreRecord[] = []): Promise<Store> {
  const { memoryStore } = await import('../../sim/store/memory-store.ts');
  return memoryStore({ lasting: false, why }, records);
}

/** After each save, notes outside the database that there is a machine. */
function marking(store: Store, name: string): Store {
  return {
    ...store,
    async write(batch) {
      const outcome = await store.write(batch);
      if (outcome === 'saved' && batch.put.length > 0) writeKept(name, { time: Date.now() });
      return outcome;
    },
  };
}
