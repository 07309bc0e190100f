/** Decides when a machine is saved: after commands, every second while something runs, when the page goes; one write in flight. */
import type { Machine } from '../sim/machine.ts';
import type { Saver } from '../sim/machine/saver.ts';
import type { ScreenMemory } from '../sim/machine/screen-memory.ts';
import { Journal, MOST_BYTES } from '../sim/store/journal.ts';
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
  /** Something is about to be done that must not be lost: gets what a save needs, for when the page goes there is no time to. */
  prepare(): void;
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
/** Where saving takes long (a file that grows fast) it takes at most one part in so many of the time. */
const SHARE = 20;
/** Milliseconds of wall time after which the thread is given back while a save is prepared. */
const PATIENCE = 8;

export function createKeeper(machine: Machine, options: HostOptions, parts: KeeperParts): Keeper {
  const damaged = machine.sleeping?.damaged;
  if (damaged && damaged.found.length > 0) void options.store.write({ ...damaged.setAside(parts.records), durable: true });
  return new MachineKeeper(machine, options, parts);
}

/** Its code comes with the first save: no prompt needs it. */
async function createSaver(machine: Machine, options: HostOptions, parts: KeeperParts): Promise<Saver> {
  const { Saver } = await import('../sim/machine/saver.ts');
  const { sleeping } = machine;
  // Where something was damaged all is written anew at once: else the same entries would be found damaged at every start.
  const bytes = sleeping && sleeping.damaged.found.length > 0 ? MOST_BYTES : sleeping?.journalBytes;
  const journal = new Journal(options.store, sleeping?.head, bytes);
  return new Saver({ ...machine, ...parts }, journal, machine.saved);
}

/** A class, for it has a life: the write in flight, what is planned, and an end. */
class MachineKeeper implements Keeper {
  readonly #options: HostOptions;
  readonly #createSaver: () => Promise<Saver>;
  #loading: Promise<Saver> | undefined;
  #saver: Saver | undefined;
  readonly #listeners = new Set<(state: StoreState) => void>();
  #state: StoreState = { state: 'saved' };
  #writing: Promise<void> | undefined;
  #again = false;
  #planned = false;
  #stopped = false;
  #cancel: (() => void) | undefined;
  /** Microseconds that the last save took. */
  #lasted = 0;
  #hurried = false;
  #goOn: () => void = () => undefined;

  constructor(machine: Machine, options: HostOptions, parts: KeeperParts) {
    this.#options = options;
    this.#createSaver = () => createSaver(machine, options, parts);
  }

  get state(): StoreState {
    return this.#state;
  }

  onState(listener: (state: StoreState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  save(durable: boolean): Promise<void> {
    // The page may be going: a write that begins later never comes.
    this.#hurried = true;
    this.#goOn();
    return this.#save(durable);
  }

  #save(durable: boolean): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    this.#cancel?.();
    this.#cancel = undefined;
    if (this.#writing) {
      this.#again = true;
      return this.#writing;
    }
    this.#writing = this.#write(durable).finally(() => {
      this.#writing = undefined;
    });
    return this.#writing;
  }

  soon(): void {
    if (this.#planned || this.#stopped) return;
    this.#planned = true;
    this.#options.platform.macrotask(() => {
      this.#planned = false;
      this.#saveInBackground(true);
    });
  }

  touch(): void {
    const { time } = this.#options.platform;
    if (this.#cancel || this.#stopped || time.mode !== 'real') return;
    this.#cancel = time.setTimer(Math.max(SECOND, SHARE * this.#lasted), () => this.#saveInBackground(false));
  }

  prepare(): void {
    if (!this.#saver && !this.#stopped) this.#load().catch(() => undefined);
  }

  records(): Promise<readonly StoreRecord[]> {
    return this.#options.store.readAll();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
  }

  async #write(durable: boolean): Promise<void> {
    this.#become('saving');
    const { platform } = this.#options;
    const start = platform.wallClock();
    let outcome: StoreOutcome;
    do {
      this.#again = false;
      this.#saver ??= await this.#load();
      outcome = await this.#saver.save(durable, this.#pauses());
    } while (this.#again && outcome === 'saved' && !this.#stopped);
    this.#hurried = false;
    this.#lasted = (platform.wallClock() - start) * 1000;
    this.#become(outcome);
  }

  /** The same saver for all; again when its code could not be had. */
  #load(): Promise<Saver> {
    this.#loading ??= this.#createSaver().then(
      (saver) => (this.#saver = saver),
      (error: unknown) => {
        this.#loading = undefined;
        throw error;
      },
    );
    return this.#loading;
  }

  /** Gives the thread back now and then, until somebody is in a hurry. */
  #pauses(): () => Promise<void> | undefined {
    const { platform } = this.#options;
    let last = platform.wallClock();
    return () => {
      if (this.#hurried) return undefined;
      if (platform.wallClock() - last < PATIENCE) return Promise.resolve();
      return new Promise((resolve) => {
        const goOn = (): void => {
          last = platform.wallClock();
          resolve();
        };
        this.#goOn = goOn;
        platform.macrotask(goOn);
      });
    };
  }

  #saveInBackground(durable: boolean): void {
    this.#save(durable).catch(() => this.#become('lost'));
  }

  #become(next: StoreState['state']): void {
    if (this.#state.state === next) return;
    this.#state = { state: next };
    for (const listener of [...this.#listeners]) listener(this.#state);
  }
}
