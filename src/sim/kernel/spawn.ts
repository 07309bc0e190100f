/** New processes: a program file started (spawn), a copy of oneself (fork), oneself become another (exec). As fork(2), execve(2). */
import type { ByteString } from '../fs/bytes.ts';
import { FsError } from '../fs/errno.ts';
import type { Core } from './core.ts';
import { numberOf, visibleTasks } from './namespace.ts';
import type { DescriptorTable } from './descriptors.ts';
import { type Image, loadImage } from './image.ts';
import { ProcessExit } from './process-exit.ts';
import { DEAD, FROZEN, Group, Session, SharedPin, Task, type TaskOptions } from './task.ts';
import { attend } from './sleep.ts';
import { fileSystemOfTask } from './task-view.ts';
import type { Process, SpawnOptions } from './types.ts';

/** In microseconds, about as on a small server. */
const FORK_TAKES = 100;
const EXEC_TAKES = 300;

export function spawnTask(core: Core, parent: Task, path: ByteString, argv: readonly ByteString[], options: SpawnOptions): Task {
  checkSize(argv, options.environment ?? parent.environment);
  const image = imageFor(core, parent, path, argv);
  core.scheduler.elapse(FORK_TAKES + EXEC_TAKES);
  const task = makeChild(core, parent, options, parent.descriptors.copy({ forExec: true }));
  become(task, image, options.environment ?? parent.environment);
  announce(core, task);
  begin(core, task, (process) => image.program.main(process));
  return task;
}

export function forkTask(core: Core, parent: Task, run: (child: Process) => Promise<number>, options: SpawnOptions): Task {
  core.scheduler.elapse(FORK_TAKES);
  const task = makeChild(core, parent, options, parent.descriptors.copy({ forExec: false }));
  if (options.environment) task.environment = new Map(options.environment);
  announce(core, task);
  begin(core, task, run);
  return task;
}

/** The process becomes another program. The promise never settles: nothing of the former program runs any more. */
export async function execTask(
  core: Core,
  task: Task,
  path: ByteString,
  argv: readonly ByteString[],
  environment: ReadonlyMap<ByteString, ByteString> | undefined,
): Promise<never> {
  const pause = attend(core, task, false);
  if (pause) await pause;
  checkSize(argv, environment ?? task.environment);
  const image = imageFor(core, task, path, argv);
  become(task, image, environment ?? task.environment);
  core.scheduler.elapse(EXEC_TAKES);
  task.descriptors.closeForExec();
  for (const wait of [...task.waits]) wait.abandon();
  task.current = undefined;
  begin(core, task, (process) => image.program.main(process));
  return new Promise<never>(() => {});
}

/** The image that `path` is for this process. Throws as execve(2) does. */
export function imageFor(core: Core, task: Task, path: ByteString, argv: readonly ByteString[]): Image {
  return loadImage(core.programs, { fs: task.fs, asRoot: () => fileSystemOfTask(core, task, true) }, path, argv);
}

/** As Linux with 8 MiB of stack: a quarter of it for all words, and no word longer than 32 pages. Throws E2BIG. */
function checkSize(argv: readonly ByteString[], environment: ReadonlyMap<ByteString, ByteString>): void {
  let total = 0;
  for (const word of argv) total += sizeOf(word.length);
  for (const [name, value] of environment) total += sizeOf(name.length + 1 + value.length);
  if (total > TOTAL_SIZE) throw new FsError('E2BIG');
}

const TOTAL_SIZE = 2 * 1024 * 1024;
const WORD_SIZE = 128 * 1024;

/** A word with its NUL and its pointer. */
function sizeOf(length: number): number {
  if (length >= WORD_SIZE) throw new FsError('E2BIG');
  return length + 9;
}

/** What exec changes in the process itself: names, environment, identity, handlers. */
export function become(task: Task, image: Image, environment: ReadonlyMap<ByteString, ByteString>): void {
  task.argv = image.argv;
  task.name = image.name;
  task.executable = image.executable;
  task.environment = new Map(environment);
  if (image.uid !== undefined) task.credentials = { ...task.credentials, uid: image.uid };
  if (image.gid !== undefined) task.credentials = { ...task.credentials, gid: image.gid };
  task.hasExeced = true;
  for (const [signal, disposition] of task.dispositions) if (disposition !== 'ignore') task.dispositions.delete(signal);
}

/** Runs a program in the process, from a microtask on, until it ends in one way or another. */
export function begin(core: Core, task: Task, main: (process: Process) => Promise<number>): void {
  core.scheduler.start(() => {
    if (!(task.attention & DEAD)) void runToEnd(core, task, main);
  });
}

async function runToEnd(core: Core, task: Task, main: (process: Process) => Promise<number>): Promise<void> {
  const calls = core.calls(task);
  task.current = calls;
  try {
    const status = await main(calls);
    if (task.current === calls) core.end(task, { exited: status & 255 });
  } catch (error) {
    if (task.current === calls) core.end(task, isOutOfMemory(error) ? { signaled: 'KILL' } : { exited: statusOfError(core, error) });
  }
}

/** Who wants more than JavaScript can give (a string of over 512 MB) meets what Linux has for that: the out-of-memory killer. */
const isOutOfMemory = (error: unknown): boolean =>
  error instanceof RangeError &&
  /invalid (?:string|array|typed array) length|allocation (?:failed|size overflow)|out of memory/i.test(error.message);

function statusOfError(core: Core, error: unknown): number {
  if (error instanceof ProcessExit) return error.status;
  if (error instanceof FsError) return 1;
  core.fault(error);
  return 70;
}

function makeChild(core: Core, parent: Task, options: SpawnOptions, descriptors: DescriptorTable): Task {
  try {
    arrange(parent, descriptors, options.descriptors);
    const task = new Task(childOptions(core, parent, options, descriptors));
    enrol(core, task);
    inheritSignals(parent, task, options);
    placeOnTerminal(parent, task, options);
    return task;
  } catch (error) {
    descriptors.closeAll();
    throw error;
  }
}

function childOptions(core: Core, parent: Task, options: SpawnOptions, descriptors: DescriptorTable): TaskOptions {
  const credentials = options.credentials ?? parent.credentials;
  if (parent.credentials.uid !== 0 && credentials.uid !== parent.credentials.uid) throw new FsError('EPERM');
  const { argv, name, executable, environment, namespace, umask } = parent;
  const hostPid = core.hostPids.next();
  const pid = namespace.isHost ? hostPid : namespace.pids.next();
  return {
    ...{ argv, name, executable, namespace, umask, hostPid, pid, parent, credentials, descriptors },
    group: groupFor(core, parent, hostPid, pid, options),
    environment: new Map(environment),
    realUid: credentials.uid,
    started: core.scheduler.now(),
    cwd: options.cwd === undefined ? parent.cwd.retain() : new SharedPin(parent.fs.pin(options.cwd, { directory: true })),
    makeFs: (self) => fileSystemOfTask(core, self),
  };
}

/** Takes a new process into the tables. */
export function enrol(core: Core, task: Task): void {
  core.tasks.set(task.hostPid, task);
  task.namespace.tasks.set(task.pid, task);
  if (task.namespace.isFrozen) task.attention |= FROZEN;
}

/** Tells that it has started, once it is what it shall be. */
export function announce(core: Core, task: Task): void {
  task.isAnnounced = true;
  core.emit({ type: 'processStarted', hostPid: task.hostPid, namespace: task.namespace });
}

/** The child's descriptors ← the parent's, all read before any is written. */
function arrange(parent: Task, table: DescriptorTable, wanted: SpawnOptions['descriptors']): void {
  if (wanted === undefined) return;
  for (const [to, from] of wanted) {
    if (from !== undefined) table.set(to, parent.descriptors.get(from).retain());
    else if (table.find(to)) table.close(to);
  }
}

function groupFor(core: Core, parent: Task, hostPid: number, pid: number, options: SpawnOptions): Group {
  if (options.session) return new Group(hostPid, pid, new Session(hostPid, pid));
  if (options.group === 'new') return new Group(hostPid, pid, parent.session);
  if (options.group === undefined) return parent.group;
  return findGroup(core, parent, options.group);
}

/** A living group of the caller's session, by its number in the caller's namespace. Throws EPERM. */
export function findGroup(core: Core, task: Task, id: number): Group {
  for (const { group } of visibleTasks(core, task.namespace)) {
    if (group.session === task.session && numberOf(group, task.namespace) === id) return group;
  }
  throw new FsError('EPERM');
}

function inheritSignals(parent: Task, task: Task, options: SpawnOptions): void {
  for (const [signal, disposition] of parent.dispositions) if (disposition === 'ignore') task.dispositions.set(signal, 'ignore');
  for (const signal of options.defaultSignals ?? []) task.dispositions.delete(signal);
  for (const signal of options.ignoredSignals ?? []) task.dispositions.set(signal, 'ignore');
}

function placeOnTerminal(parent: Task, task: Task, options: SpawnOptions): void {
  const { session, foregroundOn } = options;
  if (session) task.session.leader = task;
  if (session?.controllingTerminal !== undefined) task.descriptors.get(session.controllingTerminal).tty?.adopt(task);
  if (foregroundOn !== undefined) parent.descriptors.get(foregroundOn).tty?.setForeground(task.group);
}

export function changeDirectory(task: Task, path: ByteString): void {
  const pin = task.fs.pin(path, { directory: true });
  task.cwd.release();
  task.cwd = new SharedPin(pin);
}
