/** Calls that make names: mkdir, symlink, link, mknod, and the creation of files. As Linux fs/namei.c, its order of checks too. */
import type { ByteString } from './bytes.ts';
import { EMPTY_CONTENT } from './content.ts';
import { FsError } from './errno.ts';
import { copyUp } from './inode.ts';
import { PATH_MAX } from './path.ts';
import { EXECUTE, isInGroup, isProtectedFromLink, SET_GID, WRITE } from './permission.ts';
import { cellOfParent, getNode, isStored, ownParent, requirePermission, requireShortName, requireWritable } from './place.ts';
import type { LeafNode } from './tree.ts';
import type { Content, FileSystem, FileSystemView, Node, NodeStat } from './types.ts';
import { type Place, walk } from './walk.ts';

const MOST_NAMES = 65_000;

export function makeCalls(view: FileSystemView): Pick<FileSystem, 'mkdir' | 'symlink' | 'link' | 'mknod'> {
  return {
    mkdir(path, mode = 0o777) {
      const place = walk(view, path, 'parent');
      requireNew(view, place, path, true);
      const inherited = place.parent.mode & SET_GID;
      makeNode(view, place, path, (mode & 0o1777 & ~view.umask) | inherited, (common) => ({
        type: 'directory',
        ...common,
        entries: new Map(),
      }));
    },

    symlink(target, path) {
      if (target === '') throw new FsError('ENOENT', path);
      if (target.length >= PATH_MAX) throw new FsError('ENAMETOOLONG', path);
      const place = walk(view, path, 'parent');
      requireNew(view, place, path, false);
      makeNode(view, place, path, 0o777, (common) => ({ type: 'symlink', ...common, target }));
    },

    link: (existing, path) => makeLink(view, existing, path),

    mknod(path, node, mode = 0o666) {
      const place = walk(view, path, 'parent');
      requireNew(view, place, path, false);
      const isDevice = node.type === 'character' || node.type === 'block';
      if (isDevice && view.caller.credentials.uid !== 0) throw new FsError('EPERM', path);
      makeNode(view, place, path, fileMode(view, place, mode), (common) => ({ ...common, ...node }));
    },
  };
}

/** Makes a regular file where the walk found none; `mode` is cut by the umask. The caller has followed a last symlink. */
export function makeFile(view: FileSystemView, place: Place, path: ByteString, mode: number, content: Content = EMPTY_CONTENT): Node {
  requireNew(view, place, path, false);
  return makeNode(view, place, path, fileMode(view, place, mode), (common) => ({ type: 'file', ...common, content }));
}

/** EEXIST, ENOENT, EROFS, EACCES, in Linux' order. */
function requireNew(view: FileSystemView, place: Place, path: ByteString, isDirectory: boolean): void {
  requireShortName(place, path);
  if (place.node !== undefined) throw new FsError('EEXIST', path);
  if (place.trailingSlash && !isDirectory) throw new FsError('ENOENT', path);
  requireWritable(place.parentMount, path);
  if (place.isRemoved) throw new FsError('ENOENT', path);
  cellOfParent(place, path, place.parentMount.mount.fsType === 'proc' ? 'ENOENT' : 'EPERM');
  requirePermission(view, place.parent, WRITE | EXECUTE, path);
}

function makeNode(view: FileSystemView, place: Place, path: ByteString, mode: number, make: (common: NodeStat) => Node): Node {
  const cell = cellOfParent(place, path, 'EPERM');
  const { credentials } = view.caller;
  const directory = ownParent(place, cell);
  const now = view.now();
  const gid = directory.mode & SET_GID ? directory.gid : credentials.gid;
  const node = make({
    ino: cell.nextIno(),
    mode,
    uid: credentials.uid,
    gid,
    mtime: now,
    ctime: now,
  });
  if (node.type === 'directory') cell.adopt(node);
  directory.entries.set(place.name, node);
  directory.mtime = now;
  directory.ctime = now;
  return node;
}

/** Cut by the umask; a group-executable setgid file may be made only by a member of its group. */
function fileMode(view: FileSystemView, place: Place, mode: number): number {
  const { credentials } = view.caller;
  const gid = place.parent.mode & SET_GID ? (place.parent.gid ?? 0) : credentials.gid;
  const isForeign = credentials.uid !== 0 && !isInGroup(credentials, gid) && (mode & (SET_GID | 0o010)) === (SET_GID | 0o010);
  return mode & 0o7777 & ~view.umask & ~(isForeign ? SET_GID : 0);
}

function makeLink(view: FileSystemView, existing: ByteString, path: ByteString): void {
  const source = walk(view, existing, 'keep');
  const node = getNode(source, existing);
  const place = walk(view, path, 'parent');
  requireShortName(place, path);
  if (place.node !== undefined) throw new FsError('EEXIST', path);
  if (place.trailingSlash) throw new FsError('ENOENT', path);
  requireWritable(place.parentMount, path);
  if (source.mount !== place.parentMount) throw new FsError('EXDEV', path);
  if (isProtectedFromLink(node, view.caller.credentials)) throw new FsError('EPERM', path);
  if (place.isRemoved) throw new FsError('ENOENT', path);
  requirePermission(view, place.parent, WRITE | EXECUTE, path);
  const cell = cellOfParent(place, path, 'EPERM');
  if (!isStored(node) || node.type === 'directory') throw new FsError('EPERM', path);
  const inode = copyUp(source, node) as LeafNode; // the same kind of node under another number
  const names = cell.linked.get(inode.ino)?.names ?? 1;
  if (names >= MOST_NAMES) throw new FsError('EMLINK', path);
  const now = view.now();
  const linked: LeafNode = { ...inode, ctime: now };
  ownParent(source, cell).entries.set(source.name, { type: 'link', ino: inode.ino });
  cell.setLinked(linked, names + 1);
  const directory = ownParent(place, cell);
  directory.entries.set(place.name, { type: 'link', ino: inode.ino });
  directory.mtime = now;
  directory.ctime = now;
}
