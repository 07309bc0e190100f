/** Who waits for what: queues of waiters that a change of state wakes; each then looks again. As Linux's wait queues. */

/** One blocked call. It may stand in several queues (poll) and is out of all of them when woken. */
export interface Waiter {
  /** Set by whoever waits; called once. */
  wake: () => void;
}

export class WaitQueue {
  #waiters: Waiter[] = [];

  get isEmpty(): boolean {
    return this.#waiters.length === 0;
  }

  add(waiter: Waiter): void {
    this.#waiters.push(waiter);
  }

  remove(waiter: Waiter): void {
    const at = this.#waiters.indexOf(waiter);
    if (at >= 0) this.#waiters.splice(at, 1);
  }

  /** Wakes all of them, first come first. */
  wake(): void {
    if (this.#waiters.length === 0) return;
    const woken = this.#waiters;
    this.#waiters = [];
    for (const waiter of woken) waiter.wake();
  }
}
