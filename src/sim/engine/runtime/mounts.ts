/** A container's mount table: its own tree, /proc and the like, the daemon's files, volumes, binds and tmpfs. As moby's oci_linux.go and runc's rootfs. */
import { toBytes } from '../../fs/bytes.ts';
import { FsError } from '../../fs/errno.ts';
import { executableContent } from '../../fs/executable.ts';
import { basename, dirname, join, normalize } from '../../fs/path.ts';
import type { Cell, FileSystem, Mount } from '../../fs/types.ts';
import { cellMount, fileSystemOf } from '../../fs/view.ts';
import { standardMounts } from '../../kernel/mounts.ts';
import { hostFileSystem, makeDirectories, otherNetwork } from '../container/create.ts';
import { getContainer } from '../container/find.ts';
import { linkHosts } from '../container/links.ts';
import type { Engine } from '../engine.ts';
import { EngineError } from '../engine-error.ts';
import type { Container, MountPoint } from '../types.ts';
import { volumeCellId } from '../volume/find.ts';
import { StartFailure } from './look-path.ts';
import { hostsText, readText, resolverText } from './network-files.ts';

/** tini's size in the real package. */
const INIT_SIZE = 752_504;

/** All mounts of a container that starts. Makes mount points in its tree, and host directories that are missing. Throws StartFailure, EngineError. */
export function containerMounts(engine: Engine, container: Container): readonly Mount[] {
  const root = engine.cellOf(container.id);
  const fs = fileSystemOf(root, () => engine.now());
  const mounts = [...systemMounts(engine, container, root), ...fileMounts(engine, container)];
  for (const [path, options] of Object.entries(container.hostConfig.Tmpfs ?? {})) mounts.push(tmpfs(engine, fs, path, options));
  for (const mount of container.mounts) mounts.push(userMount(engine, fs, mount));
  if (container.hostConfig.Init) {
    mounts.push(
      cellMount(place(fs, '/sbin/docker-init', 'file'), filesCell(engine, container), {
        fsType: 'ext4',
        device: '/dev/vda1',
        readOnly: true,
        subpath: '/docker-init',
      }),
    );
  }
  return mounts.sort((a, b) => depthOf(a.at) - depthOf(b.at));
}

const depthOf = (path: string): number => (path === '/' ? 0 : path.split('/').length);

/** Those of every container. The three files in /etc are the daemon's own, which outlive a restart. */
function systemMounts(engine: Engine, { id, config, hostConfig }: Container, root: Cell): Mount[] {
  const mounts = standardMounts({
    kernel: engine.ports.kernel,
    root,
    container: {
      id,
      files: { hosts: '', hostname: '', resolvConf: '' },
      terminal: config.Tty,
      shmSize: hostConfig.ShmSize,
      readOnlyRoot: hostConfig.ReadonlyRootfs,
    },
  });
  return mounts.filter(({ at }) => !at.startsWith('/etc/'));
}

const filesCell = (engine: Engine, { id }: Container): Cell => engine.cell(`files:${id}`);

/** /etc/hosts and its like, written anew at each start and kept beside the container. */
function fileMounts(engine: Engine, container: Container): Mount[] {
  const other = otherNetwork(container.hostConfig.NetworkMode);
  const owner = other === undefined ? container : getContainer(engine.state, other);
  const cell = filesCell(engine, owner);
  if (owner === container)
    writeFiles(
      engine,
      fileSystemOf(cell, () => engine.now()),
      container,
    );
  return mountedFiles(cell);
}

/** Those three of a container that ran, as they are. */
export function storedFiles(engine: Engine, container: Container): readonly Mount[] {
  return container.everStarted && otherNetwork(container.hostConfig.NetworkMode) === undefined
    ? mountedFiles(filesCell(engine, container))
    : [];
}

const mountedFiles = (cell: Cell): Mount[] =>
  ['/etc/resolv.conf', '/etc/hostname', '/etc/hosts'].map((at) =>
    cellMount(at, cell, { fsType: 'ext4', device: '/dev/vda1', subpath: `/${basename(at)}` }),
  );

function writeFiles(engine: Engine, fs: FileSystem, container: Container): void {
  const host = hostFileSystem(engine);
  const ofHost = container.hostConfig.NetworkMode === 'host';
  const write = (name: string, text: string): void => fs.writeFile(`/${name}`, toBytes(text), 0o644);
  write('hosts', (ofHost ? readText(host, '/etc/hosts') : undefined) ?? hostsText(container, linkHosts(engine.state, container)));
  write('resolv.conf', resolverText(host, container));
  write('hostname', `${container.config.Hostname}\n`);
  if (container.hostConfig.Init) {
    fs.writeContent('/docker-init', executableContent('docker-init', INIT_SIZE), 0o755);
    fs.chmod('/docker-init', 0o755);
  }
}

function tmpfs(engine: Engine, fs: FileSystem, path: string, options: string): Mount {
  const words = options === '' ? [] : options.split(',');
  for (const word of words) {
    const name = word.split('=')[0] ?? '';
    if (!TMPFS_OPTIONS.has(name)) throw new EngineError('invalidParameter', `invalid tmpfs option "${name}"`);
  }
  const mode = /(?:^|,)mode=([0-7]+)/.exec(options)?.[1] ?? '1777';
  const at = place(fs, normalize(path), 'directory');
  return cellMount(at, freshTmpfs(engine, Number.parseInt(mode, 8)), { fsType: 'tmpfs', device: 'tmpfs', readOnly: words.includes('ro') });
}

const TMPFS_OPTIONS = new Set(
  'rw ro exec noexec suid nosuid dev nodev size mode uid gid nr_inodes nr_blocks mpol atime noatime relatime norelatime strictatime sync async'.split(
    ' ',
  ),
);

/** A tmpfs is new at each start and never saved: its cell has no name that the engine knows. */
function freshTmpfs(engine: Engine, mode: number): Cell {
  const id = `tmpfs:${engine.nextIno()}`;
  const cell = engine.cell(id);
  engine.cells.delete(id);
  fileSystemOf(cell, () => engine.now()).chmod('/', mode);
  return cell;
}

/** The volumes and binds of a container as far as their places are there: what `docker cp` reaches beside its own tree. */
export function storedMounts(engine: Engine, container: Container): readonly Mount[] {
  const fs = fileSystemOf(engine.cellOf(container.id), () => engine.now());
  return container.mounts
    .filter(({ type, destination }) => type !== 'tmpfs' && fs.exists(destination))
    .map((mount) => userMount(engine, fs, mount));
}

function userMount(engine: Engine, fs: FileSystem, mount: MountPoint): Mount {
  const readOnly = !mount.readWrite;
  if (mount.type === 'tmpfs')
    return cellMount(place(fs, mount.destination, 'directory'), freshTmpfs(engine, 0o1777), { fsType: 'tmpfs', device: 'tmpfs', readOnly });
  if (mount.type === 'volume') {
    const cell = engine.cell(volumeCellId(mount.name ?? ''));
    return cellMount(place(fs, mount.destination, 'directory'), cell, {
      fsType: 'ext4',
      device: '/dev/vda1',
      readOnly,
      subpath: mount.subpath ? `/${mount.subpath}` : '/',
    });
  }
  return bindMount(engine, fs, mount, readOnly);
}

/** The host's path as the host's mounts have it: a cell and a path in it. */
function bindMount(engine: Engine, fs: FileSystem, mount: MountPoint, readOnly: boolean): Mount {
  const host = hostFileSystem(engine);
  if (!host.exists(mount.source)) makeDirectories(host, mount.source);
  const source = host.realPath(mount.source);
  const kind = host.stat(source).type === 'directory' ? 'directory' : 'file';
  if (fs.exists(mount.destination) && (fs.stat(mount.destination).type === 'directory') !== (kind === 'directory')) throw mismatch(mount);
  const at = place(fs, mount.destination, kind);
  const origin = engine.ports
    .hostMounts()
    .filter(({ at: top }) => top === '/' || source === top || source.startsWith(`${top}/`))
    .sort((a, b) => b.at.length - a.at.length)[0];
  if (!origin || !('cell' in origin.source))
    throw new EngineError('system', `invalid mount config for type "bind": bind source path does not exist: ${mount.source}`);
  const inside = source.slice(origin.at === '/' ? 0 : origin.at.length) || '/';
  const subpath = origin.source.subpath === '/' ? inside : normalize(origin.source.subpath + inside);
  return {
    at,
    source: { cell: origin.source.cell, subpath },
    readOnly: readOnly || origin.readOnly,
    fsType: origin.fsType,
    device: origin.device,
  };
}

function mismatch({ source, destination }: MountPoint): StartFailure {
  return new StartFailure(
    `error mounting "${source}" to rootfs at "${destination}": mount src=${source}, dst=${destination}, dstFd=/proc/thread-self/fd/14, flags=MS_BIND|MS_REC: not a directory: Are you trying to mount a directory onto a file (or vice-versa)? Check if the specified host path exists and is the expected type`,
    127,
  );
}

/** Makes the mount point when it is missing. Returns its path without symlinks. */
function place(fs: FileSystem, path: string, kind: 'directory' | 'file'): string {
  if (!fs.exists(path)) {
    makeDirectories(fs, kind === 'directory' ? path : dirname(path));
    if (kind === 'file') fs.writeFile(path, new Uint8Array(), 0o755);
  }
  try {
    return fs.realPath(path);
  } catch (error) {
    if (error instanceof FsError) return join('/', path);
    throw error;
  }
}
