/** Changes of inodes through the places that lead to them: attributes, lost names, and overlayfs' copy-up. */
import type { ByteString } from './bytes.ts';
import type { TreeCell } from './cell.ts';
import { FsError } from './errno.ts';
import type { AnyNode } from './mount-table.ts';
import { cellNames, getNode, isStored, nodeNames, ownParent } from './place.ts';
import { nodeOf } from './tree.ts';
import type { Entry, Instant, NodeStat } from './types.ts';
import type { Place } from './walk.ts';

export type Attributes = Partial<Pick<NodeStat, 'mode' | 'uid' | 'gid' | 'mtime' | 'ctime'>>;

/** Changes attributes of what stands there. Generated nodes refuse (EPERM). */
export function changeNode(place: Place, attributes: Attributes, path: ByteString): void {
  const { cell } = place.mount;
  if (cell === undefined) throw new FsError('EPERM', path);
  if (place.isRemoved) throw new FsError('ENOENT', path);
  const pinned = cell.pins.hold(copyUp(place, getNode(place, path)).ino, nodeNames(place));
  pinned.change(attributes);
  pinned.release();
}

/** What becomes of an inode when an entry of it is gone. */
export function forgetName(cell: TreeCell, entry: Entry | undefined, names: () => ByteString[], now: Instant): void {
  if (entry === undefined) return;
  const node = nodeOf(entry, cell.linked);
  const remaining = entry.type === 'link' ? (cell.linked.get(entry.ino)?.names ?? 1) - 1 : 0;
  if (cell.pins.size > 0) cell.pins.unlinked(node, names(), remaining > 0);
  if (entry.type === 'link' && node.type !== 'directory')
    cell.setLinked(cell.isLowerLink(node.ino) ? node : { ...node, ctime: now }, remaining);
}

/**
 * In an overlay: gives the name an inode of its own when it leads to a lower file with several names. To be called before such a file
 * is opened for writing or changed in any way; else returns `node` as it is.
 */
export function copyUp(place: Place, node: AnyNode): AnyNode {
  const { cell } = place.mount;
  if (cell === undefined || !isStored(node) || node.type === 'directory' || place.last !== 'name' || place.mount !== place.parentMount)
    return node;
  if (cell.linked.size === 0 || !cell.isLowerLink(node.ino) || !cell.linked.has(node.ino)) return node;
  const directory = ownParent(place, cell);
  const entry = directory.entries.get(place.name);
  if (entry?.type !== 'link') return node;
  const copy = { ...node, ino: cell.nextIno() };
  forgetName(cell, entry, () => namesOfPlace(place), node.ctime);
  directory.entries.set(place.name, copy);
  return copy;
}

function namesOfPlace(place: Place): ByteString[] {
  return [...cellNames(place.parentMount, place.parentNames), place.name];
}
