/** What calls need of the place that a path led to: its inode in its cell, ways to change it, and the checks that they share. */
import type { ByteString } from './bytes.ts';
import type { TreeCell } from './cell.ts';
import { type Errno, FsError } from './errno.ts';
import type { AnyNode, MountPoint } from './mount-table.ts';
import { NAME_MAX, pathOf } from './path.ts';
import { EXECUTE, isHeldBySticky, permits, WRITE } from './permission.ts';
import type { EditableDirectory } from './tree.ts';
import type { FileSystemView, Node } from './types.ts';
import { ViewPin } from './view-pin.ts';
import type { Place } from './walk.ts';

/** Throws ENAMETOOLONG: to be asked where Linux looks the last name up. */
export function requireShortName(place: Place, path: ByteString): void {
  if (place.name.length > NAME_MAX) throw new FsError('ENAMETOOLONG', path);
}

/** What stands there; throws ENOENT when nothing does. */
export function getNode(place: Place, path: ByteString): AnyNode {
  requireShortName(place, path);
  if (place.node === undefined) throw new FsError('ENOENT', path);
  return place.node;
}

/** Names in the mount's cell of a place with these names in the view. */
export function cellNames(mount: MountPoint, names: readonly ByteString[]): ByteString[] {
  return [...mount.rootNames(), ...names.slice(mount.names.length)];
}

/** The names of the place's own inode in its mount's cell. */
export function nodeNames(place: Place): ByteString[] {
  if (place.last !== 'name') return cellNames(place.mount, place.parentNames);
  if (place.mount !== place.parentMount) return [...place.mount.rootNames()];
  return [...cellNames(place.mount, place.parentNames), place.name];
}

/** The canonical path of the place in the view. */
export function pathOfPlace(place: Place): ByteString {
  return pathOf(place.last === 'name' ? [...place.parentNames, place.name] : place.parentNames);
}

export function pinPlace(place: Place, node: AnyNode): ViewPin {
  const { cell } = place.mount;
  if (cell === undefined) return new ViewPin(place.mount, { node, path: pathOfPlace(place) });
  return new ViewPin(place.mount, { pinned: cell.pins.hold(node.ino, nodeNames(place)) });
}

/** The parent as the burst's own directory. */
export function ownParent(place: Place, cell: TreeCell): EditableDirectory {
  const { parent } = place;
  if ('entries' in parent && cell.isOwned(parent)) {
    cell.changed();
    return parent as EditableDirectory; // owned: its entries are a Map of its own
  }
  return cell.own(cellNames(place.parentMount, place.parentNames));
}

/** Throws EROFS when the mount may not be written to. */
export function requireWritable(mount: MountPoint, path: ByteString): void {
  if (mount.readOnly) throw new FsError('EROFS', path);
}

export function requirePermission(view: FileSystemView, node: AnyNode, wanted: number, path: ByteString): void {
  if (!permits(node, view.caller.credentials, wanted)) throw new FsError('EACCES', path);
}

/** The checks of Linux' may_delete, short of what kind of node it is. */
export function requireRemovable(view: FileSystemView, place: Place, node: AnyNode, path: ByteString): void {
  requirePermission(view, place.parent, WRITE | EXECUTE, path);
  if (isHeldBySticky(place.parent, node, view.caller.credentials)) throw new FsError('EPERM', path);
}

/** The cell in which names can be made or removed; generated directories refuse. */
export function cellOfParent(place: Place, path: ByteString, refusal: Errno): TreeCell {
  const { cell } = place.parentMount;
  if (cell === undefined) throw new FsError(refusal, path);
  return cell;
}

/** A node that a cell holds. */
export function isStored(node: AnyNode | undefined): node is Node {
  return node !== undefined && 'ctime' in node;
}
