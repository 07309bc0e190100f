/** Sending signals, and their default actions. As Linux kernel/signal.c; a handler runs later, at its process's next system call. */
import { FsError } from '../fs/errno.ts';
import type { Core } from './core.ts';
import { defaultAction, signalNumber } from './signal-table.ts';
import { type Group, SIGNALED, STOPPED, type Task } from './task.ts';
import type { Disposition, Signal } from './types.ts';

/** `fromOutside`: the sender is in a namespace above, so that KILL and STOP reach even PID 1. */
export function sendSignal(core: Core, task: Task, signal: Signal, fromOutside = false): void {
  if (task.ended) return;
  const action = defaultAction(signal);
  const disposition = signal === 'KILL' || signal === 'STOP' ? 'default' : (task.dispositions.get(signal) ?? 'default');
  if (isShielded(task, signal, fromOutside) && disposition === 'default') {
    if (signal === 'CONT') continueTask(core, task);
    return;
  }
  if (action === 'continue') continueTask(core, task);
  if (action === 'stop') drop(task, (pending) => pending === 'CONT');
  if (disposition === 'ignore') return;
  if (disposition !== 'default') queue(task, signal);
  else if (action === 'terminate' || action === 'core')
    core.end(task, action === 'core' ? { signaled: signal, core: true } : { signaled: signal });
  else if (action === 'stop') stopTask(core, task, signal);
}

export function signalGroup(core: Core, group: Group, signal: Signal): void {
  for (const task of [...group.members]) sendSignal(core, task, signal);
}

/**
 * What a key of the terminal sends. When all in front have ended and nobody has waited for them yet, it reaches their shell: in reality no
 * time lies between the two, here the thread may be given back there, and a loop of short commands would never see its ^C.
 */
export function signalForeground(core: Core, group: Group, signal: Signal): void {
  const members = [...group.members];
  const parents = members.flatMap(({ parent, session }) => (parent && parent.session === session ? [parent.group] : []));
  const groups = members.some(({ ended }) => !ended) ? [group] : new Set(parents);
  for (const each of groups) signalGroup(core, each, signal);
}

/** Throws EINVAL for the two signals that cannot be caught. */
export function setDisposition(task: Task, signal: Signal, disposition: Disposition): void {
  if ((signal === 'KILL' || signal === 'STOP') && disposition !== 'default') throw new FsError('EINVAL');
  if (disposition === 'default') task.dispositions.delete(signal);
  else task.dispositions.set(signal, disposition);
  if (typeof disposition !== 'object') drop(task, (pending) => pending === signal);
}

/** A namespace's PID 1 is not hit by what it has no handler for. */
function isShielded(task: Task, signal: Signal, fromOutside: boolean): boolean {
  return task.isInit && !(fromOutside && (signal === 'KILL' || signal === 'STOP'));
}

function queue(task: Task, signal: Signal): void {
  if (!task.pending.includes(signal)) {
    task.pending.push(signal);
    task.pending.sort((a, b) => signalNumber(a) - signalNumber(b));
  }
  task.attention |= SIGNALED;
  if (!(task.attention & STOPPED)) task.wakeAll();
}

function stopTask(core: Core, task: Task, signal: Signal): void {
  if (signal !== 'STOP' && task.group.isOrphaned) return;
  if (task.attention & STOPPED) return;
  task.attention |= STOPPED;
  task.changed = { stopped: signal };
  tellParent(core, task);
}

function continueTask(core: Core, task: Task): void {
  drop(task, (pending) => defaultAction(pending) === 'stop');
  if (!(task.attention & STOPPED)) return;
  task.attention &= ~STOPPED;
  task.changed = { continued: true };
  tellParent(core, task);
  const todo = task.onContinue;
  task.onContinue = [];
  for (const act of todo) act();
  task.gate.wake();
  if (task.attention & SIGNALED) task.wakeAll();
  core.scheduler.kick();
}

/** SIGCHLD to the parent, and its waits look again. */
export function tellParent(core: Core, task: Task): void {
  const { parent } = task;
  if (parent === undefined) return;
  parent.childQueue.wake();
  sendSignal(core, parent, 'CHLD');
}

function drop(task: Task, isDropped: (signal: Signal) => boolean): void {
  task.pending = task.pending.filter((signal) => !isDropped(signal));
  if (task.pending.length === 0) task.attention &= ~SIGNALED;
}
