/** /proc/N: one process as files. As Linux fs/proc/base.c, array.c; proc_pid_status(5). */
import type { ByteString } from '../../fs/bytes.ts';
import { FsError } from '../../fs/errno.ts';
import type { Caller, VirtualDirectory } from '../../fs/types.ts';
import type { Core } from '../core.ts';
import { pidIn } from '../namespace.ts';
import { DEAD, type Task } from '../task.ts';
import { mountInfoText, mountsText } from './mounts-text.ts';
import { netDirectory } from './net-directory.ts';
import { statText, statmText, statusText } from './process-text.ts';
import { type Attributes, directory, directoryOf, type Entries, file, firstLine, inodeOf, type Maker, setting } from './virtual.ts';

export function processDirectory(core: Core, task: Task, viewer: Task): VirtualDirectory {
  const { namespace } = viewer;
  const attributes = (): Attributes => ownerOf(core, task);
  const place = `/proc/${task.hostPid}`;
  const entries: Entries = {
    cgroup: file(() => `0::${task.namespace.isHost ? '/user.slice/user-1000.slice/session-1.scope' : '/'}\n`),
    cmdline: file(() => (task.ended ? '' : task.argv.map((word) => `${word}\0`).join(''))),
    comm: setting(
      () => `${task.name}\n`,
      (text) => rename(task, text),
    ),
    cwd: secret(task, () => living(task).cwd.pin.path() ?? ' (deleted)'),
    environ: file(() => (task.ended ? '' : [...task.environment].map(([name, value]) => `${name}=${value}\0`).join('')), 0o400),
    exe: secret(task, () => living(task).executable),
    fd: directory(descriptorDirectory(core, task), 0o500),
    limits: file(() => LIMITS),
    mountinfo: file(() => mountInfoText(task.namespace.mounts)),
    mounts: file(() => mountsText(task.namespace.mounts)),
    net: directory(netDirectory(task, attributes)),
    oom_score_adj: file(() => '0\n', 0o644),
    root: secret(task, () => '/'),
    stat: file(() => statText(core, task, namespace)),
    statm: file(() => statmText()),
    status: file(() => statusText(task, namespace)),
  };
  const own = directoryOf(entries, attributes, place);
  const threads = directoryOf({ [String(pidIn(namespace, task))]: directory(own) }, attributes, `${place}/task`);
  return directoryOf({ ...entries, task: directory(threads) }, attributes, place);
}

export const ownerOf = (core: Core, task: Task): Attributes => ({
  mtime: core.scheduler.now(),
  uid: task.credentials.uid,
  gid: task.credentials.gid,
});

function rename(task: Task, text: ByteString): void {
  task.name = firstLine(text).slice(0, 15);
}

function living(task: Task): Task {
  if (task.attention & DEAD) throw new FsError('ENOENT');
  return task;
}

/** A link that only root and the process's own user may read. */
function secret(task: Task, target: () => ByteString): Maker {
  const check = ({ credentials }: Caller): void => {
    if (credentials.uid !== 0 && credentials.uid !== task.credentials.uid) throw new FsError('EACCES');
  };
  return (caller, attributes) => ({
    ...{ type: 'symlink', mode: 0o777, ...attributes },
    get target() {
      check(caller);
      return target();
    },
  });
}

/** /proc/N/fd: opening one of them gives the open file itself. */
function descriptorDirectory(core: Core, task: Task): VirtualDirectory {
  return {
    list: () => task.descriptors.numbers().map(String),
    lookup(name) {
      const description = /^\d+$/.test(name) ? task.descriptors.find(Number(name)) : undefined;
      if (description === undefined) return undefined;
      const { read, write } = description.access;
      const mode = (read ? 0o500 : 0) | (write ? 0o300 : 0);
      return {
        type: 'symlink',
        mode,
        target: description.path(),
        description,
        stat: () => description.stat(),
        ino: inodeOf(`${task.hostPid}/${name}`),
        ...ownerOf(core, task),
      };
    },
  };
}

const LIMITS = [
  'Limit                     Soft Limit           Hard Limit           Units     ',
  ...[
    ['Max cpu time', 'unlimited', 'unlimited', 'seconds'],
    ['Max file size', 'unlimited', 'unlimited', 'bytes'],
    ['Max data size', 'unlimited', 'unlimited', 'bytes'],
    ['Max stack size', '8388608', 'unlimited', 'bytes'],
    ['Max core file size', '0', 'unlimited', 'bytes'],
    ['Max resident set', 'unlimited', 'unlimited', 'bytes'],
    ['Max processes', '15398', '15398', 'processes'],
    ['Max open files', '1048576', '1048576', 'files'],
    ['Max locked memory', '8388608', '8388608', 'bytes'],
    ['Max address space', 'unlimited', 'unlimited', 'bytes'],
    ['Max file locks', 'unlimited', 'unlimited', 'locks'],
    ['Max pending signals', '15398', '15398', 'signals'],
    ['Max msgqueue size', '819200', '819200', 'bytes'],
    ['Max nice priority', '0', '0', ''],
    ['Max realtime priority', '0', '0', ''],
    ['Max realtime timeout', 'unlimited', 'unlimited', 'us'],
  ].map(([name = '', soft = '', hard = '', unit = '']) => `${name.padEnd(25)} ${soft.padEnd(20)} ${hard.padEnd(20)} ${unit.padEnd(10)}`),
  '',
].join('\n');
