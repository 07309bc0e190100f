/** Decides when a machine is saved: after commands, every second while something runs, when the page goes; one write in flight. */
import type { Machine } from '../sim/machine.ts';
import { Saver } from '../sim/machine/saver.ts';
import type { ScreenMemory } from '../sim/machine/screen-memory.ts';
import { Journal } from '../sim/store/journal.ts';
import type { StoreOutcome, StoreRecord } from '../sim/store/types.ts';
import type { HostOptions, StoreState } from './types.ts';

export interface Keeper {
  readonly state: StoreState;
  onState(listener: (state: StoreState) => void): () => void;
  /** Writes what is not saved yet, and what comes meanwhile. `durable`: waits for the disk. */
  save(durable: boolean): Promise<void>;
  /** A command has ended or the engine changed: save when the present work is done. */
  soon(): void;
  /** Something may have changed: save within a second. */
  touch(): void;
  /** What the store holds. */
  records(): Promise<readonly StoreRecord[]>;
  stop(): void;
}

export interface KeeperParts {
  readonly screens: ReadonlyMap<number, ScreenMemory>;
  places(): Readonly<Record<string, string>>;
  readonly records: readonly StoreRecord[];
}

/** Microseconds between two saves of a command that goes on. */
const SECOND = 1_000_000;

export function createKeeper(machine: Machine, options: HostOptions, parts: KeeperParts): Keeper {
  const { store, platform } = options;
  const saver = new Saver(
    { ...machine, ...parts },
    new Journal(store, machine.sleeping?.head, machine.sleeping?.journalBytes),
    machine.saved,
  );
  const listeners = new Set<(state: StoreState) => void>();
  let state: StoreState = { state: 'saved' };
  let [writing, again, stopped, planned]: [Promise<void> | undefined, boolean, boolean, boolean] = [undefined, false, false, false];
  let cancel: (() => void) | undefined;

  const become = (next: StoreState['state']) => {
    if (state.state === next) return;
    state = { state: next };
    for (const listener of [...listeners]) listener(state);
  };

  const write = async (durable: boolean): Promise<void> => {
    become('saving');
    let outcome: StoreOutcome = 'lost';
    do {
      again = false;
      outcome = await saver.save(durable);
    } while (again && outcome === 'saved' && !stopped);
    become(outcome);
  };

  const save = (durable: boolean): Promise<void> => {
    if (stopped) return Promise.resolve();
    cancel?.();
    cancel = undefined;
    if (writing) {
      again = true;
      return writing;
    }
    writing = write(durable).finally(() => {
      writing = undefined;
    });
    return writing;
  };

  const background = (durable: boolean) => {
    save(durable).catch(() => become('lost'));
  };

  const damaged = machine.sleeping?.damaged;
  if (damaged && damaged.found.length > 0) void store.write({ ...damaged.setAside(parts.records), durable: true });

  return {
    get state() {
      return state;
    },
    onState(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    save,
    soon() {
      if (planned || stopped) return;
      planned = true;
      platform.macrotask(() => {
        planned = false;
        background(true);
      });
    },
    touch() {
      if (cancel || stopped || platform.time.mode !== 'real') return;
      cancel = platform.time.setTimer(SECOND, () => background(false));
    },
    records: () => store.readAll(),
    stop() {
      stopped = true;
      cancel?.();
    },
  };
}
