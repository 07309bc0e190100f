/** /sys, as little of it as programs look at. As Linux sysfs. */
import type { VirtualDirectory } from '../fs/types.ts';
import type { Core } from './core.ts';
import { MEMORY_KIB, PROCESSORS } from './proc/hardware.ts';
import { type Attributes, directory, directoryOf, type Entries, file } from './proc/virtual.ts';

export function sysfsDirectory(core: Core): VirtualDirectory {
  const attributes = (): Attributes => ({ mtime: core.scheduler.now() });
  const folder = (path: string, entries: Entries): VirtualDirectory => directoryOf(entries, attributes, `/sys/${path}`);
  const empty = (path: string) => directory(folder(path, {}), 0o755);
  const range = `0-${PROCESSORS - 1}\n`;
  const cpus: Entries = { online: file(() => range), possible: file(() => range), present: file(() => range) };
  const cpu = folder('devices/system/cpu', {
    ...cpus,
    ...Object.fromEntries(Array.from({ length: PROCESSORS }, (_, i) => [`cpu${i}`, empty(`devices/system/cpu/cpu${i}`)])),
  });
  const cgroup = folder('fs/cgroup', {
    'cgroup.controllers': file(() => 'cpuset cpu io memory hugetlb pids rdma misc\n'),
    'cpu.max': file(() => 'max 100000\n', 0o644),
    'memory.current': file(() => `${core.tasks.size * 3648 * 1024}\n`),
    'memory.max': file(() => 'max\n', 0o644),
    'pids.current': file(() => `${core.tasks.size}\n`),
    'pids.max': file(() => 'max\n', 0o644),
  });
  return folder('', {
    block: empty('block'),
    bus: empty('bus'),
    class: directory(folder('class', { block: empty('class/block'), net: empty('class/net'), tty: empty('class/tty') }), 0o755),
    dev: empty('dev'),
    devices: directory(
      folder('devices', {
        system: directory(folder('devices/system', { cpu: directory(cpu, 0o755), memory: empty('devices/system/memory') }), 0o755),
      }),
      0o755,
    ),
    firmware: empty('firmware'),
    fs: directory(folder('fs', { cgroup: directory(cgroup, 0o755), ext4: empty('fs/ext4') }), 0o755),
    hypervisor: empty('hypervisor'),
    kernel: directory(folder('kernel', { mm: empty('kernel/mm') }), 0o755),
    module: empty('module'),
    power: directory(folder('power', { state: file(() => 'freeze mem disk\n', 0o644) }), 0o755),
  });
}

/** In bytes. */
export const MEMORY = MEMORY_KIB * 1024;
