/** The end of a process: what it held is given back, its children get another parent, its parent is told. As Linux kernel/exit.c. */
import type { Core } from './core.ts';
import { sendSignal, signalGroup, tellParent } from './signals.ts';
import { DEAD, type Group, type Task } from './task.ts';
import type { WaitStatus } from './types.ts';

/** Ends it at once, wherever it is: blocked calls throw ProcessExit, and so does every later one. */
export function endTask(core: Core, task: Task, status: WaitStatus): void {
  if (task.ended) return;
  task.ended = status;
  task.attention |= DEAD;
  const groups = groupsThatMayBeOrphaned(task);
  leaveCalls(task, status);
  task.descriptors.closeAll();
  for (const giveBack of task.owned) giveBack();
  task.cwd.release();
  leaveSession(core, task);
  passOnChildren(core, task);
  for (const group of groups) hangUpIfOrphaned(core, group);
  if (task.isReaper) endNamespace(core, task);
  if (task.isAnnounced) core.emit({ type: 'processEnded', hostPid: task.hostPid, namespace: task.namespace });
  tellOwner(core, task, status);
  tellParent(core, task);
  if (isUnawaited(task)) reap(core, task);
  core.scheduler.kick();
}

/** Killed: blocked calls throw, so that `finally` runs. Ended by itself: what else was going on in it is simply no more. */
function leaveCalls(task: Task, status: WaitStatus): void {
  if ('signaled' in status) task.wakeAll();
  else for (const wait of [...task.waits]) wait.abandon();
  task.gate.wake();
}

function tellOwner(core: Core, task: Task, status: WaitStatus): void {
  try {
    task.onEnd?.(status);
  } catch (error) {
    core.fault(error);
  }
}

/** Takes a zombie out of all tables. */
export function reap(core: Core, task: Task): void {
  task.parent?.children.delete(task);
  task.group.members.delete(task);
  task.namespace.tasks.delete(task.pid);
  core.tasks.delete(task.hostPid);
  if (task.parent) task.parent.cpuOfChildren += task.cpu + task.cpuOfChildren;
}

/** Nobody will wait for it: it has no parent, or one that ignores SIGCHLD. */
function isUnawaited({ parent }: Task): boolean {
  return parent === undefined || parent.ended !== undefined || parent.dispositions.get('CHLD') === 'ignore';
}

function groupsThatMayBeOrphaned(task: Task): { readonly group: Group; readonly wasOrphaned: boolean }[] {
  const groups = new Set([task.group]);
  for (const child of task.children) if (child.session === task.session) groups.add(child.group);
  return [...groups].map((group) => ({ group, wasOrphaned: group.isOrphaned }));
}

/** A stopped group that nobody can continue any more is hung up. */
function hangUpIfOrphaned(core: Core, { group, wasOrphaned }: { readonly group: Group; readonly wasOrphaned: boolean }): void {
  if (wasOrphaned || !group.isOrphaned || !group.hasStopped) return;
  signalGroup(core, group, 'HUP');
  signalGroup(core, group, 'CONT');
}

/** The session's leader takes the terminal with it; the foreground group is hung up. */
function leaveSession(core: Core, task: Task): void {
  const { session } = task;
  if (session.leader !== task) return;
  session.leader = undefined;
  const tty = session.terminal;
  if (tty === undefined) return;
  session.terminal = undefined;
  const foreground = tty.foreground;
  tty.session = undefined;
  tty.foreground = undefined;
  if (foreground) signalGroup(core, foreground, 'HUP');
}

/** Orphans go to PID 1 of their namespace; zombies among them are its to reap. */
function passOnChildren(core: Core, task: Task): void {
  const { init } = task.namespace;
  const heir = init && init !== task && !init.ended ? init : undefined;
  for (const child of task.children) {
    task.children.delete(child);
    child.parent = heir;
    heir?.children.add(child);
    if (!child.ended) continue;
    if (isUnawaited(child)) reap(core, child);
    else if (heir) tellParent(core, child);
  }
}

/** With PID 1 all others of its namespace die. */
function endNamespace(core: Core, task: Task): void {
  const { namespace } = task;
  for (const other of [...namespace.tasks.values()]) {
    if (other !== task && other.namespace === namespace) sendSignal(core, other, 'KILL', true);
  }
  if (namespace.init === task) namespace.init = undefined;
}
