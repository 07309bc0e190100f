/** /proc: the processes of the looker's namespace by number, and what the kernel says of the machine. As proc(5). */
import type { Caller, VirtualDirectory } from '../../fs/types.ts';
import type { Core } from '../core.ts';
import { pidIn, visibleTasks } from '../namespace.ts';
import type { Task } from '../task.ts';
import { cpuinfo, MEMORY_KIB, meminfo, PROCESSORS, VERSION } from './hardware.ts';
import { ownerOf, processDirectory } from './process-directory.ts';
import { RESIDENT_KIB } from './process-text.ts';
import { sysDirectory } from './sys-directory.ts';
import { type Attributes, directory, directoryOf, type Entries, file, inodeOf, link } from './virtual.ts';

export function procDirectory(core: Core): VirtualDirectory {
  const attributes = (): Attributes => ({ mtime: core.scheduler.now() });
  const fixed = directoryOf(machineEntries(core, attributes), attributes, '/proc');
  return {
    list(caller) {
      const viewer = core.tasks.get(caller.pid);
      const numbers = viewer ? [...visibleTasks(core, viewer.namespace)].map((task) => pidIn(viewer.namespace, task)) : [];
      return [...numbers.sort((a, b) => a - b).map(String), ...fixed.list(caller)];
    },
    lookup(name, caller) {
      if (!/^[1-9]\d*$/.test(name)) return fixed.lookup(name, caller);
      const viewer = core.tasks.get(caller.pid);
      const task = viewer && findByPid(core, viewer, Number(name));
      if (viewer === undefined || task === undefined) return undefined;
      return {
        type: 'directory',
        mode: 0o555,
        directory: processDirectory(core, task, viewer),
        ino: inodeOf(`/proc/${task.hostPid}`),
        ...ownerOf(core, task),
      };
    },
  };
}

function findByPid(core: Core, viewer: Task, pid: number): Task | undefined {
  return viewer.namespace.isHost ? core.tasks.get(pid) : viewer.namespace.tasks.get(pid);
}

function machineEntries(core: Core, attributes: () => Attributes): Entries {
  const self = (caller: Caller): string => {
    const task = core.tasks.get(caller.pid);
    return task ? String(pidIn(task.namespace, task)) : '';
  };
  return {
    cmdline: file(() => 'BOOT_IMAGE=/vmlinuz-6.8.0-111-generic root=/dev/vda1 ro console=tty1 console=ttyS0\n'),
    cpuinfo: file(cpuinfo),
    devices: file(() => DEVICES),
    filesystems: file(() => FILE_SYSTEMS),
    loadavg: file((caller) => loadText(core, caller)),
    meminfo: file(() => meminfo(core.tasks.size * RESIDENT_KIB)),
    mounts: link(() => 'self/mounts'),
    net: link(() => 'self/net'),
    partitions: file(() => 'major minor  #blocks  name\n\n 253        0   26214400 vda\n 253        1   26213376 vda1\n'),
    self: link(self),
    stat: file(() => statText(core)),
    swaps: file(() => 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n'),
    sys: directory(sysDirectory(core, attributes)),
    'thread-self': link((caller) => `${self(caller)}/task/${self(caller)}`),
    uptime: file(() => uptimeText(core)),
    version: file(() => `${VERSION}\n`),
    vmstat: file(() => `nr_free_pages ${MEMORY_KIB / 8}\n`),
  };
}

function uptimeText(core: Core): string {
  const seconds = (core.scheduler.now() - core.boot) / 1e6;
  return `${seconds.toFixed(2)} ${(seconds * PROCESSORS * 0.98).toFixed(2)}\n`;
}

function loadText(core: Core, caller: Caller): string {
  const viewer = core.tasks.get(caller.pid);
  const running = [...core.tasks.values()].filter((task) => !task.ended && !task.isBlocked).length;
  const last = viewer?.namespace.isHost === false ? viewer.namespace.pids.last : core.hostPids.last;
  return `0.00 0.00 0.00 ${Math.max(1, running)}/${core.tasks.size} ${last}\n`;
}

function statText(core: Core): string {
  const elapsed = Math.floor((core.scheduler.now() - core.boot) / 10_000);
  let used = 0;
  for (const task of core.tasks.values()) used += Math.floor(task.cpu / 10_000);
  const idle = Math.max(0, elapsed - used);
  const cpus = Array.from(
    { length: PROCESSORS },
    (_, index) => `cpu${index} ${index === 0 ? used : 0} 0 0 ${index === 0 ? idle : elapsed} 0 0 0 0 0 0`,
  );
  return [
    `cpu  ${used} 0 0 ${idle + elapsed * (PROCESSORS - 1)} 0 0 0 0 0 0`,
    ...cpus,
    'intr 0',
    'ctxt 0',
    `btime ${Math.floor(core.boot / 1e6)}`,
    `processes ${core.hostPids.last}`,
    'procs_running 1',
    'procs_blocked 0',
    '',
  ].join('\n');
}

const FILE_SYSTEMS = `${['sysfs', 'tmpfs', 'proc', 'cgroup', 'cgroup2', 'devtmpfs', 'mqueue', 'pipefs', 'devpts', 'overlay'].map((name) => `nodev\t${name}\n`).join('')}\text3\n\text2\n\text4\n`;

const DEVICES = 'Character devices:\n  1 mem\n  4 tty\n  5 /dev/tty\n  5 /dev/console\n  5 /dev/ptmx\n136 pts\n\nBlock devices:\n  8 sd\n';
