/** The file system calls of one process, made from its view (mount table, credentials, umask, working directory). */
import { attributeCalls } from './attribute-calls.ts';
import type { ByteString } from './bytes.ts';
import { dataCalls } from './data-calls.ts';
import { FsError } from './errno.ts';
import { makeCalls } from './make-calls.ts';
import type { AnyNode } from './mount-table.ts';
import { openNode } from './open-call.ts';
import { EXECUTE, permits, READ, WRITE } from './permission.ts';
import { getNode, pathOfPlace, pinPlace, requirePermission } from './place.ts';
import { removeCalls } from './remove-calls.ts';
import { rename } from './rename-call.ts';
import { statOf } from './stat.ts';
import { nodeOf } from './tree.ts';
import type { DirectoryEntry, FileSystem, FileSystemView, Stat } from './types.ts';
import { type Place, tryWalk, walk } from './walk.ts';

/** `view` is read at each call: its umask, cwd and mounts may change between calls (the list of mounts by replacing it). */
export function createFileSystem(view: FileSystemView): FileSystem {
  return {
    stat: (path) => statAt(walk(view, path, 'follow', { stopAtMagic: true }), path, view),
    lstat: (path) => statAt(walk(view, path, 'keep'), path),
    access: (path, mode) => access(view, path, mode),
    exists: (path) => exists(view, path),
    readDir: (path) => readDirectory(view, path),
    readLink(path) {
      const node = getNode(walk(view, path, 'keep'), path);
      if (node.type !== 'symlink') throw new FsError('EINVAL', path);
      return node.target;
    },
    realPath(path) {
      const place = walk(view, path, 'follow');
      getNode(place, path);
      return pathOfPlace(place);
    },
    statfs: (path) => statfs(walk(view, path, 'follow'), path),
    pin(path, { directory = false } = {}) {
      const place = walk(view, path, 'follow');
      const node = getNode(place, path);
      if (directory && node.type !== 'directory') throw new FsError('ENOTDIR', path);
      if (directory) requirePermission(view, node, EXECUTE, path);
      return pinPlace(place, node);
    },
    openNode: (path, flags, mode = 0o666) => openNode(view, path, flags, mode),
    rename: (from, to) => rename(view, from, to),
    ...dataCalls(view),
    ...makeCalls(view),
    ...removeCalls(view),
    ...attributeCalls(view),
  };
}

/** A magic link of /proc (`view` given) is asked itself what is behind it, or followed like any other. */
function statAt(place: Place, path: ByteString, view?: FileSystemView): Stat {
  const node = getNode(place, path);
  if (view && node.type === 'symlink') {
    if ('stat' in node && node.stat) return node.stat();
    return statAt(walk(view, path, 'follow'), path);
  }
  return statOf(node, place.mount);
}

function access(view: FileSystemView, path: ByteString, mode: number): void {
  const place = walk(view, path, 'follow', { stopAtMagic: true });
  const node = getNode(place, path);
  if (node.type === 'symlink') return;
  const isData = node.type === 'file' || node.type === 'directory';
  if ((mode & WRITE) !== 0 && place.mount.readOnly && isData) throw new FsError('EROFS', path);
  if (!permits(node, view.caller.credentials, mode & (READ | WRITE | EXECUTE))) throw new FsError('EACCES', path);
}

function exists(view: FileSystemView, path: ByteString): boolean {
  const place = tryWalk(view, path, 'follow', { stopAtMagic: true });
  return typeof place !== 'string' && place.node !== undefined;
}

function readDirectory(view: FileSystemView, path: ByteString): readonly DirectoryEntry[] {
  const place = walk(view, path, 'follow');
  const node = getNode(place, path);
  if (node.type !== 'directory') throw new FsError('ENOTDIR', path);
  requirePermission(view, node, READ, path);
  return 'directory' in node ? listVirtual(view, node) : listStored(node, place);
}

function listStored(node: Extract<AnyNode, { readonly entries: unknown }>, place: Place): DirectoryEntry[] {
  const list: DirectoryEntry[] = [];
  const linked = place.mount.cell?.linked ?? new Map();
  for (const [name, entry] of node.entries)
    list.push({ name, type: entry.type === 'link' ? nodeOf(entry, linked).type : entry.type, ino: entry.ino });
  return list;
}

function listVirtual(view: FileSystemView, node: Extract<AnyNode, { readonly directory: unknown }>): DirectoryEntry[] {
  const list: DirectoryEntry[] = [];
  for (const name of node.directory.list(view.caller)) {
    const child = node.directory.lookup(name, view.caller);
    if (child) list.push({ name, type: child.type, ino: child.ino });
  }
  return list;
}

const BLOCK = 4096;
/** A disk of 40 GB, a third of it in use; a tmpfs of 64 MB. No quota is kept yet. */
const DISK_BLOCKS = 10_255_636;
const TMPFS_BLOCKS = 16_384;

function statfs(place: Place, path: ByteString): ReturnType<FileSystem['statfs']> {
  getNode(place, path);
  const type = place.mount.mount.fsType;
  if (place.mount.cell === undefined) return { type, blockSize: BLOCK, blocks: 0, free: 0, files: 0, filesFree: 0 };
  const blocks = type === 'tmpfs' ? TMPFS_BLOCKS : DISK_BLOCKS;
  const free = type === 'tmpfs' ? blocks : Math.floor((blocks * 2) / 3);
  return { type, blockSize: BLOCK, blocks, free, files: 2_621_440, filesFree: 2_400_000 };
}
