/** kill(2): whom a number means in the caller's namespace, and whether the caller may. */
import { FsError } from '../fs/errno.ts';
import type { Core } from './core.ts';
import { numberOf, pidIn, visibleTasks } from './namespace.ts';
import { sendSignal } from './signals.ts';
import type { Task } from './task.ts';
import type { Signal } from './types.ts';

/** `undefined` only checks. Throws ESRCH when there is nobody, EPERM when there is nobody that the caller may signal. */
export function killFrom(core: Core, caller: Task, pid: number, signal: Signal | undefined): void {
  const targets = targetsOf(core, caller, pid);
  if (targets.length === 0) throw new FsError('ESRCH');
  const allowed = targets.filter((task) => maySignal(caller, task, signal));
  if (allowed.length === 0) throw new FsError('EPERM');
  if (signal === undefined) return;
  for (const task of allowed) sendSignal(core, task, signal, task.namespace !== caller.namespace);
}

function targetsOf(core: Core, caller: Task, pid: number): Task[] {
  const { namespace } = caller;
  const all = [...visibleTasks(core, namespace)];
  if (pid > 0) return all.filter((task) => pidIn(namespace, task) === pid);
  if (pid === -1) return all.filter((task) => task !== caller && !task.isInit);
  const group = pid === 0 ? numberOf(caller.group, namespace) : -pid;
  return all.filter((task) => numberOf(task.group, namespace) === group);
}

function maySignal(caller: Task, task: Task, signal: Signal | undefined): boolean {
  const { uid } = caller.credentials;
  if (uid === 0 || uid === task.credentials.uid || uid === task.realUid || caller.realUid === task.realUid) return true;
  return signal === 'CONT' && task.session === caller.session;
}
