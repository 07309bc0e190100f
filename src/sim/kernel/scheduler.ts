/**
 * Who runs next, and what time it is. DESIGN decisions 6, 7, 17.
 *
 * Processes are JavaScript async functions: one that is woken goes on in a microtask. Fairness comes from a slice of fuel that all of them
 * use up together, a unit a microsecond: when it is empty, whoever makes a system call waits in the run queue, so the microtasks run dry
 * and the thread is free. The next macrotask fires what is due and lets the first of the queue go on with a fresh slice. Nothing in this
 * order depends on the wall clock, so the same seed and input give the same interleaving.
 */
import type { Instant } from '../fs/types.ts';
import { Timers } from './timers.ts';
import type { Platform } from './types.ts';

/** Fuel of one slice. At about a microsecond of real time a unit it gives the thread back every few milliseconds. */
const SLICE = 1000;

/** What the scheduler asks when nothing is left to do before time must pass. */
export interface QuietListener {
  /** Called in a fresh macrotask, before the first of the queue goes on. True: somebody outside goes on now, the machine waits for that. */
  onStep(): boolean;
  /** A timer's callback threw. */
  onFault(error: unknown): void;
  /** Whether somebody outside waits for the machine. */
  isAwaited(): boolean;
  /** Nobody can run and no timer can fire by itself (in virtual time: none is left). */
  onSettled(): void;
}

export class Scheduler {
  /** Fuel left in this slice. Whoever finds none waits for `turn()`. */
  left = SLICE;
  readonly #platform: Platform;
  readonly #timers = new Timers();
  #queue: (() => void)[] = [];
  #queueHead = 0;
  /** Fuel used since the start: what moves virtual time. */
  #spent = 0;
  #jumped = 0;
  #lastReal = 0;
  /** How far the machine's time lags behind the wall clock, after holds. */
  #lag = 0;
  #heldSince = 0;
  #holds = 0;
  #held: (() => void)[] = [];
  #stepPending = false;
  #isTimersTurn = false;
  #halted = false;
  #cancelRealTimer: (() => void) | undefined;
  #quiet: QuietListener | undefined;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  listen(listener: QuietListener): void {
    this.#quiet = listener;
  }

  /** Machine time: in real mode never backwards and never twice the same. */
  now(): Instant {
    const { time } = this.#platform;
    if (time.mode === 'virtual') return time.start + this.#spent + this.#jumped;
    const wall = this.#holds > 0 ? this.#heldSince : Math.floor(time.now()) - this.#lag;
    this.#lastReal = Math.max(wall, this.#lastReal + 1);
    return this.#lastReal;
  }

  charge(steps: number): void {
    this.#spent += steps;
    this.left -= steps;
  }

  /** Something took so long on the real thing: virtual time moves, the slice stays. */
  elapse(microseconds: number): void {
    this.#spent += microseconds;
  }

  /** Waits at the end of the run queue for a fresh slice. */
  turn(): Promise<void> {
    return new Promise((resolve) => {
      this.#queue.push(resolve);
      this.kick();
    });
  }

  /** Begins something in a microtask of this slice. */
  start(begin: () => void): void {
    this.kick();
    if (this.left <= 0) this.#queue.push(begin);
    else void Promise.resolve().then(begin);
  }

  after(microseconds: number, callback: () => void): () => void {
    const delay = Math.max(0, Math.ceil(microseconds));
    const timer = this.#timers.add(this.now() + delay, callback);
    if (this.#platform.time.mode === 'virtual' && delay < this.left) this.left = Math.max(1, delay);
    this.kick();
    return () => this.#timers.cancel(timer);
  }

  /** The world stands still until `outside` is settled: no process of the queue goes on, no timer fires, no instant passes. */
  async hold<T>(outside: Promise<T>): Promise<T> {
    if (this.#holds === 0 && this.#platform.time.mode === 'real') this.#heldSince = this.now();
    this.#holds++;
    this.left = 0;
    let release = (): void => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.#held.push(release);
    try {
      return await outside;
    } finally {
      this.#release();
      await released;
    }
  }

  /** Makes sure that a macrotask looks what is to be done. To be called whenever somebody was woken or began to wait. */
  kick(): void {
    if (this.#stepPending || this.#halted || this.#holds > 0) return;
    this.#stepPending = true;
    this.#platform.macrotask(() => this.#step());
  }

  halt(): void {
    this.#halted = true;
    this.#timers.clear();
    this.#queue = [];
    this.#cancelRealTimer?.();
  }

  /** The last hold's end lets all holders go on, in the order in which they began, before anybody else. */
  #release(): void {
    this.#holds--;
    if (this.#holds > 0) return;
    if (this.#platform.time.mode === 'real') this.#lag += Math.floor(this.#platform.time.now()) - this.#lag - this.#heldSince;
    this.#queue = [...this.#held, ...this.#queue.slice(this.#queueHead)];
    this.#queueHead = 0;
    this.#held = [];
    this.kick();
  }

  #step(): void {
    this.#stepPending = false;
    if (this.#halted || this.#holds > 0) return;
    this.left = SLICE;
    if (this.#quiet?.onStep()) {
      this.kick();
      return;
    }
    const fired = this.#fireDue();
    // Who was woken by a timer has this slice for itself, but not two in a row: else a storm of timers would starve the queue.
    this.#isTimersTurn = fired && !this.#isTimersTurn;
    const next = this.#isTimersTurn ? undefined : this.#takeNext();
    this.#trimSlice();
    if (next) {
      this.kick();
      next();
    } else if (fired) this.kick();
    else this.#quieten();
  }

  #takeNext(): (() => void) | undefined {
    const next = this.#queue[this.#queueHead];
    if (next === undefined) return undefined;
    this.#queueHead++;
    if (this.#queueHead === this.#queue.length || this.#queueHead > 1024) {
      this.#queue = this.#queue.slice(this.#queueHead);
      this.#queueHead = 0;
    }
    return next;
  }

  #fireDue(): boolean {
    const now = this.now();
    const due: (() => void)[] = [];
    for (let callback = this.#timers.takeDue(now); callback; callback = this.#timers.takeDue(now)) due.push(callback);
    for (const callback of due) this.#fire(callback);
    return due.length > 0;
  }

  #fire(callback: () => void): void {
    try {
      callback();
    } catch (error) {
      this.#quiet?.onFault(error);
    }
  }

  /** In virtual time a slice ends when the next timer is due, so that it fires at its very microsecond. */
  #trimSlice(): void {
    const next = this.#timers.next();
    if (next === undefined || this.#platform.time.mode === 'real') return;
    this.left = Math.max(1, Math.min(this.left, next - this.now()));
  }

  #quieten(): void {
    const next = this.#timers.next();
    const { time } = this.#platform;
    if (time.mode === 'virtual' && next !== undefined && (!time.stands || this.#quiet?.isAwaited())) {
      this.#jumped += Math.max(0, next - this.now());
      this.kick();
      return;
    }
    this.#cancelRealTimer?.();
    // Nobody runs and nobody waits for a time: the lag of holds can be made up unseen.
    if (next === undefined) this.#lag = 0;
    else if (time.mode === 'real') this.#cancelRealTimer = time.setTimer(Math.max(0, next - this.now()), () => this.kick());
    this.#quiet?.onSettled();
  }
}
