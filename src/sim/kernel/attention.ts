/** Who reads, who waits, where am I: which terminals wait for the learner, and when nothing moves any more. DESIGN decisions 9, 15. */
import type { Core } from './core.ts';
import type { PidNamespace } from './namespace.ts';
import type { Pty } from './pty.ts';
import type { QuietListener } from './scheduler.ts';
import { FROZEN, STOPPED, type Task } from './task.ts';

export class Attention implements QuietListener {
  readonly #core: Core;
  #untilSettled: (() => void)[] = [];
  #untilInput: { readonly pty: Pty; readonly resolve: () => void }[] = [];
  #passing = 0;

  constructor(core: Core) {
    this.#core = core;
  }

  /** A fresh macrotask: whoever could run in the last one has run. */
  onStep(): boolean {
    if (this.#untilInput.length === 0) return false;
    const waiting = this.#untilInput;
    this.#untilInput = [];
    for (const waiter of waiting) {
      if (waiter.pty.isOver || awaitsInput(waiter.pty)) waiter.resolve();
      else this.#untilInput.push(waiter);
    }
    return this.#untilInput.length < waiting.length;
  }

  isAwaited(): boolean {
    return this.#untilInput.length + this.#untilSettled.length + this.#passing > 0;
  }

  pass(microseconds: number): Promise<void> {
    this.#passing++;
    return new Promise((resolve) => {
      this.#core.scheduler.after(microseconds, () => {
        this.#passing--;
        resolve();
      });
    });
  }

  onFault(error: unknown): void {
    this.#core.fault(error);
  }

  onSettled(): void {
    if (this.#untilSettled.length === 0 || !this.#isDrained()) return;
    const waiting = this.#untilSettled;
    this.#untilSettled = [];
    for (const resolve of waiting) resolve();
  }

  settled(): Promise<void> {
    this.#core.scheduler.kick();
    return new Promise((resolve) => this.#untilSettled.push(resolve));
  }

  untilAwaitsInput(pty: Pty): Promise<void> {
    this.#core.scheduler.kick();
    return new Promise((resolve) => this.#untilInput.push({ pty, resolve }));
  }

  /** What is relayed inside the machine is waited for by its relaying process; what is stopped by ^S will not move. */
  #isDrained(): boolean {
    const inside = new Set([...this.#core.ptys.values()].flatMap(({ relays }) => relays.map(({ target }) => target)));
    for (const pty of this.#core.ptys.values()) if (!inside.has(pty) && !isDrained(pty)) return false;
    return true;
  }
}

/** The innermost foreground group is blocked in a read of its terminal, and nothing is on its way in or out. */
export function awaitsInput(pty: Pty): boolean {
  for (const each of chainOf(pty)) if (!isReading(each) || !isDrained(each)) return false;
  return true;
}

export function innermost(pty: Pty): { readonly pty: Pty; readonly namespace: PidNamespace | undefined } {
  const last = chainOf(pty).at(-1) ?? pty;
  const reader = readersOf(last)[0] ?? [...(last.foreground?.members ?? [])].find(({ ended }) => !ended) ?? last.session?.leader;
  return { pty: last, namespace: reader?.namespace };
}

/** The pty and those that its relays lead to. */
function chainOf(pty: Pty): Pty[] {
  const chain = [pty];
  for (let relay = pty.activeRelay; relay && !chain.includes(relay.target); relay = relay.target.activeRelay) chain.push(relay.target);
  return chain;
}

function isReading(pty: Pty): boolean {
  // After ^S a writer waits for ^Q as a reader waits for its line.
  const waits = pty.discipline.isStopped || (pty.discipline.isUsedUp && readersOf(pty).length > 0);
  if (!waits) return false;
  for (const task of pty.foreground?.members ?? []) if (!task.ended && !isIdle(task)) return false;
  return true;
}

function readersOf(pty: Pty): Task[] {
  const readers: Task[] = [];
  for (const task of pty.foreground?.members ?? []) {
    if (task.ended || task.attention & (STOPPED | FROZEN)) continue;
    for (const { reads } of task.waits) if (reads === pty) readers.push(task);
  }
  return readers;
}

const isIdle = (task: Task): boolean => task.isBlocked || (task.attention & (STOPPED | FROZEN)) !== 0;

const isDrained = ({ output, discipline }: Pty): boolean => discipline.isStopped || output.isDrained;
