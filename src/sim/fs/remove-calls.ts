/** Calls that take names away: unlink, rmdir. As Linux fs/namei.c, its order of checks too. */
import type { TreeCell } from './cell.ts';
import { FsError } from './errno.ts';
import { forgetName } from './inode.ts';
import { cellNames, cellOfParent, getNode, isStored, ownParent, requireRemovable, requireWritable } from './place.ts';
import type { EditableDirectory } from './tree.ts';
import type { FileSystem, FileSystemView, Instant } from './types.ts';
import { type Place, walk } from './walk.ts';

export function removeCalls(view: FileSystemView): Pick<FileSystem, 'unlink' | 'rmdir'> {
  return {
    unlink(path) {
      const place = walk(view, path, 'parent');
      if (place.last !== 'name') throw new FsError('EISDIR', path);
      requireWritable(place.parentMount, path);
      const node = getNode(place, path);
      if (place.trailingSlash) throw new FsError(node.type === 'directory' ? 'EISDIR' : 'ENOTDIR', path);
      const cell = cellOfParent(place, path, 'EPERM');
      requireRemovable(view, place, node, path);
      if (node.type === 'directory') throw new FsError('EISDIR', path);
      if (place.mount !== place.parentMount) throw new FsError('EBUSY', path);
      removeEntry(place, cell, ownParent(place, cell), view.now());
    },

    rmdir(path) {
      const place = walk(view, path, 'parent');
      if (place.last !== 'name') throw new FsError(place.last === '.' ? 'EINVAL' : place.last === '..' ? 'ENOTEMPTY' : 'EBUSY', path);
      requireWritable(place.parentMount, path);
      const node = getNode(place, path);
      const cell = cellOfParent(place, path, 'EPERM');
      requireRemovable(view, place, node, path);
      if (node.type !== 'directory') throw new FsError('ENOTDIR', path);
      if (place.mount !== place.parentMount) throw new FsError('EBUSY', path);
      if (!isStored(node) || node.entries.size > 0) throw new FsError('ENOTEMPTY', path);
      removeEntry(place, cell, ownParent(place, cell), view.now());
    },
  };
}

/** Takes the name out of its directory, counts a linked file's names down, lets go of pins. */
function removeEntry(place: Place, cell: TreeCell, directory: EditableDirectory, now: Instant): void {
  const entry = directory.entries.get(place.name);
  if (entry === undefined) return;
  directory.entries.delete(place.name);
  directory.mtime = now;
  directory.ctime = now;
  forgetName(cell, entry, () => [...cellNames(place.parentMount, place.parentNames), place.name], now);
}
