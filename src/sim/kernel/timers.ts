/** What is due at which instant: a binary heap, in order of instant and, among equals, of setting. */
import type { Instant } from '../fs/types.ts';

export interface Timer {
  readonly due: Instant;
  readonly order: number;
  /** Undefined once it has fired or was cancelled. */
  callback: (() => void) | undefined;
}

export class Timers {
  #heap: Timer[] = [];
  #order = 0;
  #live = 0;

  /** How many are still to fire. */
  get size(): number {
    return this.#live;
  }

  add(due: Instant, callback: () => void): Timer {
    const timer: Timer = { due, order: this.#order++, callback };
    this.#live++;
    this.#heap.push(timer);
    this.#rise(this.#heap.length - 1);
    return timer;
  }

  cancel(timer: Timer): void {
    if (timer.callback === undefined) return;
    timer.callback = undefined;
    this.#live--;
  }

  /** The earliest instant at which something is due. */
  next(): Instant | undefined {
    this.#dropCancelled();
    return this.#heap[0]?.due;
  }

  /** Takes the callback of the earliest timer that is due at `now`. */
  takeDue(now: Instant): (() => void) | undefined {
    this.#dropCancelled();
    const first = this.#heap[0];
    if (first === undefined || first.due > now) return undefined;
    const { callback } = first;
    this.#removeFirst();
    this.cancel(first);
    return callback;
  }

  clear(): void {
    this.#heap = [];
    this.#live = 0;
  }

  #dropCancelled(): void {
    while (this.#heap.length > 0 && this.#heap[0]?.callback === undefined) this.#removeFirst();
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink();
  }

  #rise(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.#swapIfEarlier(at, parent)) return;
      at = parent;
    }
  }

  #sink(): void {
    for (let at = 0; ; ) {
      const left = 2 * at + 1;
      const [a, b] = [this.#heap[left], this.#heap[left + 1]];
      if (a === undefined) return;
      const child = b !== undefined && isEarlier(b, a) ? left + 1 : left;
      if (!this.#swapIfEarlier(child, at)) return;
      at = child;
    }
  }

  #swapIfEarlier(at: number, parent: number): boolean {
    const [timer, other] = [this.#heap[at], this.#heap[parent]];
    if (timer === undefined || other === undefined || !isEarlier(timer, other)) return false;
    this.#heap[at] = other;
    this.#heap[parent] = timer;
    return true;
  }
}

const isEarlier = (a: Timer, b: Timer): boolean => a.due < b.due || (a.due === b.due && a.order < b.order);
