/** rename(2), with every case of its errors in Linux' order (fs/namei.c do_renameat2, vfs_rename). */
import type { ByteString } from './bytes.ts';
import type { TreeCell } from './cell.ts';
import { FsError } from './errno.ts';
import type { AnyNode } from './mount-table.ts';
import { EXECUTE, WRITE } from './permission.ts';
import {
  cellNames,
  cellOfParent,
  getNode,
  isStored,
  ownParent,
  requirePermission,
  requireRemovable,
  requireShortName,
  requireWritable,
} from './place.ts';
import { copyUp, forgetName } from './inode.ts';
import type { Entry, FileSystemView, Instant, Node } from './types.ts';
import { type Place, walk } from './walk.ts';

export function rename(view: FileSystemView, from: ByteString, to: ByteString): void {
  const source = walk(view, from, 'parent');
  const target = walk(view, to, 'parent');
  if (source.parentMount !== target.parentMount) throw new FsError('EXDEV', to);
  if (source.last !== 'name') throw new FsError('EBUSY', from);
  if (target.last !== 'name') throw new FsError('EBUSY', to);
  requireWritable(source.parentMount, from);
  const node = getNode(source, from);
  requireShortName(target, to);
  if (node.type !== 'directory' && (source.trailingSlash || target.trailingSlash))
    throw new FsError('ENOTDIR', source.trailingSlash ? from : to);
  const cell = cellOfParent(source, from, 'EPERM');
  const fromNames = [...cellNames(source.parentMount, source.parentNames), source.name];
  const toNames = [...cellNames(target.parentMount, target.parentNames), target.name];
  if (toNames.length > fromNames.length && isUnder(toNames, fromNames)) throw new FsError('EINVAL', to);
  if (fromNames.length > toNames.length && isUnder(fromNames, toNames)) throw new FsError('ENOTEMPTY', to);
  if (target.node !== undefined && target.mount === source.mount && target.node.ino === node.ino) return;
  requireAllowed(view, source, target, from, to);
  if (!isStored(node)) throw new FsError('EPERM', from);
  // overlayfs does not redirect directories: one of a layer below has to be copied.
  if (node.type === 'directory' && cell.isLowerDirectory(fromNames, node.ino)) throw new FsError('EXDEV', to);
  move(cell, source, target, { node: copyUp(source, node), fromNames, toNames, now: view.now() });
}

function requireAllowed(view: FileSystemView, source: Place, target: Place, from: ByteString, to: ByteString): void {
  const node = getNode(source, from);
  requireRemovable(view, source, node, from);
  const isDirectory = node.type === 'directory';
  if (target.node === undefined) {
    if (target.isRemoved) throw new FsError('ENOENT', to);
    requirePermission(view, target.parent, WRITE | EXECUTE, to);
  } else {
    requireRemovable(view, target, target.node, to);
    if (isDirectory && target.node.type !== 'directory') throw new FsError('ENOTDIR', to);
    if (!isDirectory && target.node.type === 'directory') throw new FsError('EISDIR', to);
  }
  if (isDirectory && source.parent !== target.parent) requirePermission(view, node, WRITE, from);
  if (source.mount !== source.parentMount || target.mount !== target.parentMount) throw new FsError('EBUSY', to);
  if (target.node && 'entries' in target.node && target.node.entries.size > 0) throw new FsError('ENOTEMPTY', to);
}

interface Move {
  readonly node: AnyNode;
  readonly fromNames: readonly ByteString[];
  readonly toNames: ByteString[];
  readonly now: Instant;
}

function move(cell: TreeCell, source: Place, target: Place, { node, fromNames, toNames, now }: Move): void {
  const fromDirectory = ownParent(source, cell);
  const toDirectory = cell.own(toNames.slice(0, -1));
  const entry = fromDirectory.entries.get(source.name);
  if (entry === undefined || !isStored(node)) return;
  const replaced = toDirectory.entries.get(target.name);
  if (replaced) forgetName(cell, replaced, () => toNames, now);
  fromDirectory.entries.delete(source.name);
  toDirectory.entries.set(target.name, changedEntry(cell, entry, node, now));
  for (const directory of [fromDirectory, toDirectory]) {
    directory.mtime = now;
    directory.ctime = now;
  }
  if (cell.pins.size > 0) cell.pins.renamed(node, fromNames, toNames);
}

/** The entry with the inode's ctime set. A directory that is not the burst's own keeps its Map: only its attributes are new. */
function changedEntry(cell: TreeCell, entry: Entry, node: Node, now: Instant): Entry {
  if (node.type === 'directory') {
    if (!cell.isOwned(node)) return { ...node, ctime: now };
    return Object.assign(node, { ctime: now });
  }
  const changed = { ...node, ctime: now };
  if (entry.type !== 'link') return changed;
  cell.setLinked(changed);
  return entry;
}

function isUnder(names: readonly ByteString[], ancestor: readonly ByteString[]): boolean {
  return ancestor.every((name, index) => names[index] === name);
}
