/** Reading, writing and polling that has to wait. The calls try without waiting first; what is here is their slow way. */
import { FsError } from '../fs/errno.ts';
import type { Core } from './core.ts';
import { BROKEN, type Description } from './description.ts';
import { sendSignal } from './signals.ts';
import { attend, attendNow, sleepAtMost, sleepOn } from './sleep.ts';
import type { Task } from './task.ts';
import type { PollResult } from './types.ts';
import type { WaitQueue } from './wait-queue.ts';

export async function readSlowly(core: Core, task: Task, description: Description, maximum: number): Promise<Uint8Array> {
  let deadline: number | undefined;
  for (let blocked = false; ; blocked = true) {
    const pause = attend(core, task, blocked);
    if (pause) await pause;
    const bytes = description.tryRead(maximum, task);
    if (bytes) {
      core.scheduler.charge(costOf(bytes.length));
      return bytes;
    }
    if (description.nonBlock) throw new FsError('EAGAIN');
    if (mustAttendFirst(core, task)) continue;
    const patience = description.readPatience();
    if (patience === undefined) await sleepOn(core, task, queues(description.readQueue), description.tty);
    else {
      deadline ??= core.scheduler.now() + patience;
      const left = deadline - core.scheduler.now();
      if (left <= 0) return description.readTimedOut(maximum);
      await sleepAtMost(core, task, queues(description.readQueue), left);
    }
  }
}

/** Goes on until all of it from `from` on is written. */
export async function writeSlowly(core: Core, task: Task, description: Description, bytes: Uint8Array, from: number): Promise<void> {
  let written = from;
  for (let blocked = false; written < bytes.length; ) {
    const pause = attend(core, task, blocked);
    if (pause) await pause;
    const count = writeOnce(core, task, description, bytes, written);
    written += count;
    blocked = false;
    core.scheduler.charge(1);
    if (count > 0 || mustAttendFirst(core, task)) continue;
    if (description.nonBlock) throw new FsError('EAGAIN');
    await sleepOn(core, task, queues(description.writeQueue));
    blocked = true;
  }
}

/** The try itself brought a signal (SIGTTIN, SIGTTOU): that comes before waiting. It costs, so that no loop of it is for nothing. */
function mustAttendFirst(core: Core, task: Task): boolean {
  if (task.attention === 0) return false;
  core.scheduler.charge(1);
  return true;
}

/** Writes what can be written now; on a pipe that nobody reads, SIGPIPE and then EPIPE. */
export function writeOnce(core: Core, task: Task, description: Description, bytes: Uint8Array, from: number): number {
  const count = description.tryWrite(bytes, from, task);
  if (count !== BROKEN) {
    core.scheduler.charge(costOf(count));
    return count;
  }
  sendSignal(core, task, 'PIPE');
  attendNow(task);
  throw new FsError('EPIPE');
}

/** What moving so many bytes costs beside the call itself: a gigabyte takes a second. */
export const costOf = (length: number): number => length >> 10;

export interface Interest {
  readonly fd: number;
  readonly read?: boolean;
  readonly write?: boolean;
}

/** Which of them are ready now. */
export function pollOnce(task: Task, interests: readonly Interest[]): PollResult[] {
  const results: PollResult[] = [];
  for (const { fd, read = false, write = false } of interests) {
    const { readable, writable, hangUp } = task.descriptors.get(fd).readiness();
    const result = { fd, readable: read && readable, writable: write && writable, hangUp };
    if (result.readable || result.writable || hangUp) results.push(result);
  }
  return results;
}

export async function pollSlowly(
  core: Core,
  task: Task,
  interests: readonly Interest[],
  timeout: number | undefined,
): Promise<readonly PollResult[]> {
  const deadline = timeout === undefined ? undefined : core.scheduler.now() + timeout;
  for (let blocked = false; ; blocked = true) {
    const pause = attend(core, task, blocked);
    if (pause) await pause;
    const ready = pollOnce(task, interests);
    const left = deadline === undefined ? undefined : deadline - core.scheduler.now();
    if (ready.length > 0 || (left !== undefined && left <= 0)) return ready;
    const waited = interests.flatMap((interest) => queuesOf(task, interest));
    if (left === undefined) await sleepOn(core, task, waited, readTerminal(task, interests));
    else await sleepAtMost(core, task, waited, left);
  }
}

function queuesOf(task: Task, { fd, read, write }: Interest): WaitQueue[] {
  const { readQueue, writeQueue } = task.descriptors.get(fd);
  return [...queues(read ? readQueue : undefined), ...queues(write ? writeQueue : undefined)];
}

function readTerminal(task: Task, interests: readonly Interest[]) {
  return interests.map(({ fd, read }) => (read ? task.descriptors.find(fd)?.tty : undefined)).find((tty) => tty !== undefined);
}

const queues = (queue: WaitQueue | undefined): WaitQueue[] => (queue ? [queue] : []);
