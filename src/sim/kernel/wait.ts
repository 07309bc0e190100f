/** Waiting for children. As waitpid(2). */
import { FsError } from '../fs/errno.ts';
import type { Core } from './core.ts';
import { reap } from './exit.ts';
import { numberOf, pidIn } from './namespace.ts';
import { attend, sleepOn } from './sleep.ts';
import type { Task } from './task.ts';
import type { WaitFor, WaitResult } from './types.ts';

export interface WaitOptions {
  readonly noHang?: boolean;
  readonly untraced?: boolean;
  readonly continued?: boolean;
}

/** What there is to tell now: undefined when no child has changed. Throws ECHILD. */
export function lookAtChildren(core: Core, task: Task, which: WaitFor, options: WaitOptions): WaitResult | undefined {
  let some = false;
  for (const child of task.children) {
    if (!matches(task, child, which)) continue;
    some = true;
    const result = changeOf(core, task, child, options);
    if (result) return result;
  }
  if (!some) throw new FsError('ECHILD');
  return undefined;
}

export async function waitForChild(core: Core, task: Task, which: WaitFor, options: WaitOptions): Promise<WaitResult | undefined> {
  for (let blocked = false; ; blocked = true) {
    const pause = attend(core, task, blocked);
    if (pause) await pause;
    const result = lookAtChildren(core, task, which, options);
    if (result) return result;
    await sleepOn(core, task, [task.childQueue]);
  }
}

function matches(task: Task, child: Task, which: WaitFor): boolean {
  if (which === 'any') return true;
  if ('pid' in which) return pidIn(task.namespace, child) === which.pid;
  return numberOf(child.group, task.namespace) === which.group;
}

function changeOf(core: Core, task: Task, child: Task, options: WaitOptions): WaitResult | undefined {
  const pid = pidIn(task.namespace, child);
  if (child.ended) {
    reap(core, child);
    return { pid, status: child.ended };
  }
  const { changed } = child;
  if (changed === undefined) return undefined;
  if (('stopped' in changed && !options.untraced) || ('continued' in changed && !options.continued)) return undefined;
  child.changed = undefined;
  return { pid, status: changed };
}
