/** Processes as ps and /proc see them. */
import type { Core } from './core.ts';
import { numberOf, type PidNamespace, pidIn, visibleTasks } from './namespace.ts';
import { FROZEN, STOPPED, type Task } from './task.ts';
import type { ProcessInfo } from './types.ts';

/** All that one in `namespace` can see, by ascending number. */
export function processesSeenBy(core: Core, namespace: PidNamespace): ProcessInfo[] {
  return [...visibleTasks(core, namespace)].map((task) => infoOf(task, namespace)).sort((a, b) => a.pid - b.pid);
}

export function infoOf(task: Task, viewer: PidNamespace): ProcessInfo {
  const { parent, session } = task;
  const seesParent = parent !== undefined && (viewer.isHost || parent.namespace === viewer);
  const tty = session.terminal;
  return {
    pid: pidIn(viewer, task),
    parentPid: seesParent ? pidIn(viewer, parent) : 0,
    group: numberOf(task.group, viewer),
    session: numberOf(session, viewer),
    uid: task.credentials.uid,
    gid: task.credentials.gid,
    argv: task.ended ? [] : task.argv,
    name: task.name,
    state: stateOf(task),
    terminal: tty?.name,
    foregroundGroup: tty?.foreground ? numberOf(tty.foreground, viewer) : -1,
    started: task.started,
    cpu: task.cpu,
    cpuOfChildren: task.cpuOfChildren,
  };
}

export function stateOf(task: Task): ProcessInfo['state'] {
  if (task.ended) return 'Z';
  if (task.attention & STOPPED) return 'T';
  return task.isBlocked || task.attention & FROZEN ? 'S' : 'R';
}
