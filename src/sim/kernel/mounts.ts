/** The mount tables of the host and of a container: the root cell and what the kernel puts into it. As runc's default spec and Ubuntu's. */
import type { ByteString } from '../fs/bytes.ts';
import { toBytes } from '../fs/bytes.ts';
import { createCell } from '../fs/cell.ts';
import type { Cell, FileSystem, Mount, VirtualDirectory } from '../fs/types.ts';
import { fileSystemOf } from '../fs/view.ts';
import type { Core } from './core.ts';
import { devptsDirectory } from './devpts.ts';
import { coreOf } from './kernel.ts';
import { procDirectory } from './proc/root-directory.ts';
import { sysDirectory } from './proc/sys-directory.ts';
import { directoryOf } from './proc/virtual.ts';
import { sysfsDirectory } from './sysfs.ts';
import type { Kernel } from './types.ts';

/** Texts of the three files that Docker binds into every container. */
export interface NetworkFiles {
  readonly hosts: ByteString;
  readonly hostname: ByteString;
  readonly resolvConf: ByteString;
}

export interface StandardMountsOptions {
  readonly kernel: Kernel;
  /** What is at `/`; left out when the caller mounts that itself. */
  readonly root?: Cell;
  /** Without it: the host's table. */
  readonly container?: ContainerMounts;
}

export interface ContainerMounts {
  readonly id: string;
  /** `-t`: there is a /dev/console. */
  readonly terminal: boolean;
  /** Left out when the caller mounts these files itself. */
  readonly files?: NetworkFiles;
  /** Of /dev/shm, in bytes (64 MiB). */
  readonly shmSize?: number;
  readonly readOnlyRoot?: boolean;
}

/** A fresh table: /proc, /sys, /dev and what is below them. Volumes and binds are for the caller to add. */
export function standardMounts({ kernel, root, container }: StandardMountsOptions): readonly Mount[] {
  const core = coreOf(kernel);
  return container ? containerMounts(core, root, container) : hostMounts(core, root);
}

const PROTECTED = 'nosuid,nodev,noexec,relatime';
const DISK = { type: 'ext4', device: '/dev/vda1', options: 'relatime,discard,errors=remount-ro' };

function hostMounts(core: Core, root: Cell | undefined): readonly Mount[] {
  return [
    ...(root ? [cell('/', root, DISK.type, DISK.device, DISK.options)] : []),
    virtual('/sys', sysfsDirectory(core), 'sysfs', 'sysfs', PROTECTED),
    virtual('/proc', procDirectory(core), 'proc', 'proc', PROTECTED),
    cell('/dev', deviceCell(core, 'host', 'host'), 'devtmpfs', 'udev', 'nosuid,relatime,size=1975820k,nr_inodes=493955,mode=755,inode64'),
    virtual('/dev/pts', devptsDirectory(core), 'devpts', 'devpts', 'nosuid,noexec,relatime,gid=5,mode=620,ptmxmode=000'),
    cell('/dev/shm', scratchCell(core, 'host-shm'), 'tmpfs', 'tmpfs', 'nosuid,nodev,inode64'),
  ];
}

const PTS_OPTIONS = 'nosuid,noexec,relatime,gid=5,mode=620,ptmxmode=666';

function containerMounts(core: Core, root: Cell | undefined, container: ContainerMounts): readonly Mount[] {
  const { id, terminal, files, shmSize = 67_108_864, readOnlyRoot = false } = container;
  const devices = deviceCell(core, id, terminal ? 'terminal' : 'plain');
  const attributes = () => ({ mtime: core.scheduler.now() });
  return [
    ...(root ? [{ ...cell('/', root, 'overlay', 'overlay', 'relatime'), readOnly: readOnlyRoot }] : []),
    virtual('/proc', procDirectory(core), 'proc', 'proc', PROTECTED),
    cell('/dev', devices, 'tmpfs', 'tmpfs', 'nosuid,size=65536k,mode=755,inode64'),
    virtual('/dev/pts', devptsDirectory(core), 'devpts', 'devpts', PTS_OPTIONS),
    { ...virtual('/sys', sysfsDirectory(core), 'sysfs', 'sysfs', PROTECTED), readOnly: true },
    cell('/dev/mqueue', scratchCell(core, `${id}-mqueue`), 'mqueue', 'mqueue', PROTECTED),
    cell('/dev/shm', scratchCell(core, `${id}-shm`), 'tmpfs', 'shm', `${PROTECTED},size=${shmSize / 1024}k,inode64`),
    ...(files ? fileBinds(networkFilesCell(core, id, files)) : []),
    ...(terminal
      ? [{ ...cell('/dev/console', devices, 'devpts', 'devpts', PTS_OPTIONS), source: { cell: devices, subpath: '/console' } }]
      : []),
    { ...virtual('/proc/sys', sysDirectory(core, attributes), 'proc', 'proc', PROTECTED), readOnly: true },
    { ...virtual('/sys/firmware', directoryOf({}, attributes, '/sys/firmware'), 'tmpfs', 'tmpfs', 'relatime,inode64'), readOnly: true },
  ];
}

function fileBinds(files: Cell): Mount[] {
  return ['resolv.conf', 'hostname', 'hosts'].map((name) => ({
    ...cell(`/etc/${name}`, files, DISK.type, DISK.device, DISK.options),
    source: { cell: files, subpath: `/${name}` },
  }));
}

function cell(at: ByteString, source: Cell, fsType: string, device: string, options: string): Mount {
  return { at, source: { cell: source, subpath: '/' }, readOnly: false, fsType, device, options };
}

function virtual(at: ByteString, directory: VirtualDirectory, fsType: string, device: string, options: string): Mount {
  return { at, source: { virtual: directory }, readOnly: false, fsType, device, options };
}

function newCell(core: Core, id: string): { readonly cell: Cell; readonly fs: FileSystem } {
  let ino = 1;
  const made = createCell({ id, now: core.scheduler.now(), nextIno: () => ++ino });
  return { cell: made, fs: fileSystemOf(made, () => core.scheduler.now()) };
}

function scratchCell(core: Core, id: string): Cell {
  const { cell: made, fs } = newCell(core, id);
  fs.chmod('/', 0o1777);
  return made;
}

function networkFilesCell(core: Core, id: string, files: NetworkFiles): Cell {
  const { cell: made, fs } = newCell(core, `${id}-etc`);
  fs.writeFile('/hosts', toBytes(files.hosts), 0o644);
  fs.writeFile('/hostname', toBytes(files.hostname), 0o644);
  fs.writeFile('/resolv.conf', toBytes(files.resolvConf), 0o644);
  return made;
}

/** Major and minor number, mode. The names are made in this order, so that listings by inode look right. */
const DEVICES: { readonly [name: string]: readonly [number, number] } = {
  full: [1, 7],
  null: [1, 3],
  random: [1, 8],
  tty: [5, 0],
  urandom: [1, 9],
  zero: [1, 5],
};

const LINKS: { readonly [name: string]: ByteString } = {
  fd: '/proc/self/fd',
  stdin: '/proc/self/fd/0',
  stdout: '/proc/self/fd/1',
  stderr: '/proc/self/fd/2',
};

function deviceCell(core: Core, id: string, kind: 'host' | 'terminal' | 'plain'): Cell {
  const { cell: made, fs } = newCell(core, `${id}-dev`);
  const device = (path: ByteString, major: number, minor: number, mode: number, gid = 0): void => {
    fs.mknod(path, { type: 'character', major, minor });
    fs.chmod(path, mode);
    if (gid !== 0) fs.chown(path, 0, gid);
  };
  for (const name of ['pts', 'shm', ...(kind === 'host' ? [] : ['mqueue'])]) fs.mkdir(`/${name}`);
  for (const [name, [major, minor]] of Object.entries(DEVICES))
    device(`/${name}`, major, minor, 0o666, kind === 'host' && name === 'tty' ? 5 : 0);
  for (const [name, target] of Object.entries(LINKS)) fs.symlink(target, `/${name}`);
  if (kind === 'host') device('/ptmx', 5, 2, 0o666, 5);
  else fs.symlink('pts/ptmx', '/ptmx');
  if (kind === 'host') device('/console', 5, 1, 0o600);
  if (kind === 'terminal') device('/console', 136, 0, 0o620, 5);
  return made;
}
