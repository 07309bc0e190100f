/** The first process of a namespace, and those that join it from outside (docker exec): started by the kernel itself, without a parent. */
import type { ByteString } from '../fs/bytes.ts';
import { FsError } from '../fs/errno.ts';
import { join } from '../fs/path.ts';
import type { FileSystem, OpenFlags } from '../fs/types.ts';
import { createView } from '../fs/view.ts';
import type { Core } from './core.ts';
import type { Description } from './description.ts';
import { DescriptorTable } from './descriptors.ts';
import { endTask } from './exit.ts';
import type { PidNamespace } from './namespace.ts';
import { openPath } from './open.ts';
import { announce, become, begin, enrol, imageFor } from './spawn.ts';
import type { Streams } from './streams.ts';
import { Group, Session, SharedPin, Task } from './task.ts';
import { fileSystemOfTask } from './task-view.ts';
import { slaveOf } from './terminal.ts';
import type { InitOptions } from './types.ts';

/** Throws as exec would, and leaves nothing behind then. */
export function startInit(core: Core, streams: Streams, namespace: PidNamespace, options: InitOptions): Task {
  if (namespace.tasks.size === 0 && !namespace.isHost) namespace.pids.last = 0;
  const task = makeInit(core, namespace, options);
  try {
    const path = options.path ?? options.argv[0] ?? '';
    const image = imageFor(core, task, findInPath(task.fs, path, options.environment.get('PATH')), options.argv);
    become(task, image, options.environment);
    connectStdio(core, streams, task, options.stdio);
    announce(core, task);
    begin(core, task, (process) => image.program.main(process));
  } catch (error) {
    endTask(core, task, { exited: 127 });
    throw error;
  }
  task.onEnd = options.onExit;
  task.isReaper = options.reaper ?? namespace.init === task;
  return task;
}

function makeInit(core: Core, namespace: PidNamespace, { argv, environment, cwd, credentials, joins }: InitOptions): Task {
  const hostPid = core.hostPids.next();
  const pid = namespace.isHost ? hostPid : namespace.pids.next();
  const session = new Session(hostPid, pid);
  const caller = { pid: hostPid, credentials };
  const view = createView({ mounts: namespace.mounts, now: () => core.scheduler.now(), caller, cwd });
  const task = new Task({
    ...{ hostPid, pid, namespace, argv, credentials, parent: undefined, name: '', executable: '' },
    group: new Group(hostPid, pid, session),
    environment: new Map(environment),
    realUid: credentials.uid,
    started: core.scheduler.now(),
    umask: 0o022,
    cwd: new SharedPin(view.cwd),
    descriptors: new DescriptorTable(),
    makeFs: (self) => fileSystemOfTask(core, self),
  });
  session.leader = task;
  if (!joins && namespace.init === undefined) namespace.init = task;
  enrol(core, task);
  return task;
}

/** As execvp(3): the first that may be run; EACCES when all that were found may not. */
function findInPath(fs: FileSystem, name: ByteString, path: ByteString | undefined): ByteString {
  if (name.includes('/')) return name;
  let error = new FsError('ENOENT', name);
  for (const directory of (path ?? '/usr/local/bin:/usr/bin:/bin').split(':')) {
    const file = join(directory || '.', name);
    try {
      if (fs.stat(file).type === 'directory') continue;
      fs.access(file, 1);
      return file;
    } catch (reason) {
      if (reason instanceof FsError && reason.errno === 'EACCES') error = new FsError('EACCES', name);
      else if (!(reason instanceof FsError)) throw reason;
    }
  }
  throw error;
}

function connectStdio(core: Core, streams: Streams, task: Task, stdio: InitOptions['stdio']): void {
  if ('pty' in stdio) {
    const slave = slaveOf(core, task, stdio.pty);
    for (const fd of [0, 1, 2]) task.descriptors.set(fd, fd === 0 ? slave : slave.retain());
    return;
  }
  const { stdin, stdout, stderr } = stdio;
  task.descriptors.set(0, stdin === 'null' ? openNow(core, task, '/dev/null', { read: true }) : streams.get(stdin).retain());
  task.descriptors.set(1, streams.get(stdout).retain());
  task.descriptors.set(2, streams.get(stderr).retain());
}

function openNow(core: Core, task: Task, path: ByteString, flags: OpenFlags): Description {
  const opened = openPath(core, task, path, flags, undefined);
  if (opened instanceof Promise) throw new FsError('EAGAIN', path);
  return opened;
}
