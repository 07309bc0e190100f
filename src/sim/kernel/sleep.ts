/** How a system call blocks, and what it must look at before it begins and after it was woken: death, gates, signals, fuel. */
import { FsError } from '../fs/errno.ts';
import type { Core } from './core.ts';
import { DEAD, FROZEN, SIGNALED, STOPPED, type Task, type Wait } from './task.ts';
import type { Tty } from './tty.ts';
import type { Signal } from './types.ts';
import { WaitQueue } from './wait-queue.ts';

/** Blocks until one of the queues, or a signal, wakes it. `reads` says that it waits for a terminal's input without a limit. */
export function sleepOn(core: Core, task: Task, queues: readonly WaitQueue[], reads?: Tty): Promise<void> {
  core.scheduler.kick();
  return new Promise((resolve) => {
    const leave = (): void => {
      for (const queue of queues) queue.remove(wait);
      task.waits.delete(wait);
    };
    const wake = (): void => {
      leave();
      core.scheduler.kick();
      resolve();
    };
    const wait: Wait = { reads, wake, abandon: leave };
    for (const queue of queues) queue.add(wait);
    task.waits.add(wait);
  });
}

/** As `sleepOn`, but not longer than `microseconds`. */
export async function sleepAtMost(core: Core, task: Task, queues: readonly WaitQueue[], microseconds: number): Promise<void> {
  const alarm = new WaitQueue();
  const cancel = core.scheduler.after(microseconds, () => alarm.wake());
  await sleepOn(core, task, [...queues, alarm]);
  cancel();
}

/**
 * What a call does first (and again after each sleep): nothing (undefined) in most cases. Throws ProcessExit in a dead process and, when
 * `interruptible` (the call had blocked), EINTR after a handler that does not restart calls.
 */
export function attend(core: Core, task: Task, interruptible: boolean): Promise<void> | undefined {
  if (task.attention === 0 && core.scheduler.left > 0) return undefined;
  return attendSlowly(core, task, interruptible);
}

async function attendSlowly(core: Core, task: Task, interruptible: boolean): Promise<void> {
  for (;;) {
    if (task.attention & DEAD) return endOf(task);
    if (task.attention & (STOPPED | FROZEN)) await waitAtGate(core, task);
    else if (task.attention & SIGNALED) {
      const interrupted = runHandlers(task);
      if (interrupted && interruptible) throw new FsError('EINTR');
    } else if (core.scheduler.left <= 0) {
      task.queued++;
      await core.scheduler.turn();
      task.queued--;
    } else return;
  }
}

/** What else was going on in a process that ended by itself just stops; in a killed one it unwinds. */
function endOf(task: Task): Promise<never> {
  if (task.ended && 'signaled' in task.ended) throw task.exit;
  return new Promise(() => {});
}

/** The same for calls that cannot wait: the gate and the fuel are left to the next one that can. */
export function attendNow(task: Task): void {
  if (task.attention & DEAD) throw task.exit;
  if (task.attention & SIGNALED && !(task.attention & (STOPPED | FROZEN))) runHandlers(task);
}

function waitAtGate(core: Core, task: Task): Promise<void> {
  core.scheduler.kick();
  return new Promise((resolve) => task.gate.add({ wake: resolve }));
}

/** Runs the handlers of all pending signals; true when one of them was set not to restart calls. */
function runHandlers(task: Task): boolean {
  let interrupted = false;
  for (let signal = takePending(task); signal !== undefined; signal = takePending(task)) {
    const disposition = task.dispositions.get(signal);
    if (typeof disposition !== 'object') continue;
    disposition.handle(signal);
    if (disposition.restart === false) interrupted = true;
    if (task.attention & DEAD) throw task.exit;
  }
  return interrupted;
}

function takePending(task: Task): Signal | undefined {
  const signal = task.pending.shift();
  if (task.pending.length === 0) task.attention &= ~SIGNALED;
  return signal;
}
