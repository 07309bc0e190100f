/** Output on its way to whoever holds a pty's master: kept until there is a listener, held back while the listener is busy. */
import { concatBytes } from '../fs/bytes.ts';
import { FsError } from '../fs/errno.ts';
import { ProcessExit } from './process-exit.ts';
import type { MaybePromise } from './types.ts';
import { WaitQueue } from './wait-queue.ts';

/** Programs wait when this many bytes have not been taken. */
const CAPACITY = 65_536;

/** How the queue's owner hears of it. */
export interface QueueOwner {
  /** Something moved. */
  kick(): void;
  /** A listener threw what is no end of a process. */
  fault(error: unknown): void;
}

type Listener = (bytes: Uint8Array) => MaybePromise<void>;

export class OutputQueue {
  readonly writeQueue = new WaitQueue();
  readonly #owner: QueueOwner;
  #pending: Uint8Array[] = [];
  #length = 0;
  #listener: Listener | undefined;
  #isBusy = false;

  constructor(owner: QueueOwner) {
    this.#owner = owner;
  }

  get hasRoom(): boolean {
    return this.#length < CAPACITY;
  }

  /** All that was written has been taken. Without a listener nothing is waited for. */
  get isDrained(): boolean {
    return this.#listener === undefined || (!this.#isBusy && this.#length === 0);
  }

  listen(listener: Listener): () => void {
    this.#listener = listener;
    this.#deliver();
    return () => {
      if (this.#listener === listener) this.#listener = undefined;
    };
  }

  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#pending.push(bytes);
    this.#length += bytes.length;
    this.#deliver();
  }

  clear(): void {
    this.#pending = [];
    this.#length = 0;
    this.writeQueue.wake();
  }

  #deliver(): void {
    while (!this.#isBusy && this.#listener && this.#length > 0) {
      const bytes = concatBytes(this.#pending);
      this.#pending = [];
      this.#length = 0;
      const taken = this.#call(this.#listener, bytes);
      if (taken) void this.#waitFor(taken);
    }
    this.writeQueue.wake();
  }

  /** A listener that fails (its process is dead) is one no longer. */
  #call(listener: Listener, bytes: Uint8Array): Promise<void> | undefined {
    try {
      return listener(bytes) ?? undefined;
    } catch (error) {
      this.#drop(listener, error);
      return undefined;
    }
  }

  async #waitFor(taken: Promise<void>): Promise<void> {
    const listener = this.#listener;
    this.#isBusy = true;
    try {
      await taken;
    } catch (error) {
      if (listener) this.#drop(listener, error);
    }
    this.#isBusy = false;
    this.#deliver();
    this.#owner.kick();
  }

  #drop(listener: Listener, error: unknown): void {
    if (!(error instanceof ProcessExit || error instanceof FsError)) this.#owner.fault(error);
    if (this.#listener === listener) this.#listener = undefined;
  }
}
