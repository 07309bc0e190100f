/** open(2) for the kernel: what a path and flags lead to, made or emptied on the way. As fs/namei.c path_openat, do_open. */
import type { ByteString } from './bytes.ts';
import type { EMPTY_CONTENT } from './content.ts';
import { FsError } from './errno.ts';
import { copyUp } from './inode.ts';
import { makeFile } from './make-calls.ts';
import type { AnyNode } from './mount-table.ts';
import { isVirtualFile, openFile, openVirtualFile, putContent } from './open-file.ts';
import { isProtectedFromCreate, READ, WRITE } from './permission.ts';
import { getNode, nodeNames, pinPlace, requirePermission, requireWritable } from './place.ts';
import type { FileSystemView, OpenedNode, OpenFlags } from './types.ts';
import { ViewPin } from './view-pin.ts';
import { type Place, walk } from './walk.ts';

export function openNode(view: FileSystemView, path: ByteString, flags: OpenFlags, mode: number): OpenedNode {
  const keepsLink = flags.noFollow || (flags.create && flags.exclusive);
  const place = walk(view, path, keepsLink ? 'keep' : 'follow', { stopAtMagic: true, creates: flags.create ?? false });
  if (place.node === undefined && flags.create) {
    makeFile(view, place, path, mode);
    const made = walk(view, path, keepsLink ? 'keep' : 'follow');
    return opened(view, made, getNode(made, path));
  }
  const node = getNode(place, path);
  if (node.type === 'symlink' && !keepsLink && 'description' in node) return { kind: 'description', description: node.description };
  requireOpenable(view, place, node, path, flags);
  const writes = flags.write || flags.append || flags.truncate;
  const result = opened(view, place, writes ? copyUp(place, node) : node);
  if (flags.truncate && result.kind === 'file') result.file.truncate(0);
  return result;
}

function requireOpenable(view: FileSystemView, place: Place, node: AnyNode, path: ByteString, flags: OpenFlags): void {
  if (flags.create) {
    if (flags.exclusive) throw new FsError('EEXIST', path);
    if (node.type === 'directory') throw new FsError('EISDIR', path);
    if (isProtectedFromCreate(place.parent, node, view.caller.credentials)) throw new FsError('EACCES', path);
  }
  if (flags.directory && node.type !== 'directory') throw new FsError('ENOTDIR', path);
  if (node.type === 'symlink') throw new FsError('ELOOP', path);
  const writes = flags.write || flags.append || flags.truncate;
  if (node.type === 'directory' && writes) throw new FsError('EISDIR', path);
  if (node.type === 'socket') throw new FsError('ENXIO', path);
  requirePermission(view, node, (flags.read || !writes ? READ : 0) | (writes ? WRITE : 0), path);
  const isData = node.type === 'file' || node.type === 'directory';
  if (writes && isData) requireWritable(place.mount, path);
  // /proc lets root open what cannot be written, and fails at write (EIO); sysfs refuses at once.
  if (writes && isVirtualFile(node) && node.write === undefined && place.mount.mount.fsType !== 'proc') throw new FsError('EACCES', path);
}

function opened(view: FileSystemView, place: Place, node: AnyNode): OpenedNode {
  if (isVirtualFile(node)) return { kind: 'file', file: openVirtualFile(pinPlace(place, node), node) };
  const { cell } = place.mount;
  if (node.type === 'file' && cell) {
    const pinned = cell.pins.hold(node.ino, nodeNames(place));
    return { kind: 'file', file: openFile(view, new ViewPin(place.mount, { pinned }), pinned) };
  }
  const pin = pinPlace(place, node);
  switch (node.type) {
    case 'directory':
      return { kind: 'directory', pin };
    case 'character':
    case 'block':
      return { kind: 'device', major: node.major, minor: node.minor, pin };
    case 'fifo':
      return { kind: 'fifo', key: `${cell?.id ?? ''}:${node.ino}`, pin };
    default:
      return { kind: 'socket', pin };
  }
}

/** Empties or makes a file and gives it a content, as creat(2) and write(2) would. */
export function writeWhole(view: FileSystemView, path: ByteString, mode: number, content: typeof EMPTY_CONTENT): void {
  const place = walk(view, path, 'follow', { creates: true });
  if (place.node === undefined) {
    makeFile(view, place, path, mode, content);
    return;
  }
  requireOpenable(view, place, place.node, path, { write: true, create: true, truncate: true });
  const { cell } = place.mount;
  if (place.node.type !== 'file' || cell === undefined) throw new FsError('EINVAL', path);
  const pinned = cell.pins.hold(copyUp(place, place.node).ino, nodeNames(place));
  putContent(view, pinned, content);
  pinned.release();
}
