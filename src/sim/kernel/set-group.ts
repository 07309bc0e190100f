/** setpgid(2): moves a process, or a child that has not yet become another program, into a group of its session. */
import { FsError } from '../fs/errno.ts';
import type { Core } from './core.ts';
import { pidIn, visibleTasks } from './namespace.ts';
import { findGroup } from './spawn.ts';
import { Group, type Task } from './task.ts';

export function moveToGroup(core: Core, caller: Task, pid: number, group: number): void {
  const task = pid === 0 ? caller : childOf(core, caller, pid);
  if (task.session.leader === task) throw new FsError('EPERM');
  if (task.session !== caller.session) throw new FsError('EPERM');
  const wanted = group === 0 ? pidIn(caller.namespace, task) : group;
  if (wanted < 0) throw new FsError('EINVAL');
  const own = wanted === pidIn(caller.namespace, task);
  const target = own ? ownGroup(core, task) : findGroup(core, caller, wanted);
  task.group.members.delete(task);
  task.group = target;
  target.members.add(task);
}

/** The group of its own number: others may be in it still. */
function ownGroup(core: Core, task: Task): Group {
  for (const { group } of core.tasks.values()) if (group.hostId === task.hostPid) return group;
  return new Group(task.hostPid, task.pid, task.session);
}

function childOf(core: Core, caller: Task, pid: number): Task {
  for (const task of visibleTasks(core, caller.namespace)) {
    if (pidIn(caller.namespace, task) !== pid) continue;
    if (task === caller || task.parent === caller) return task;
  }
  throw new FsError('ESRCH');
}
