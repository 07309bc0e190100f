/** The layer between image and container: what Docker mounts over, never seen in diff or commit. As moby's daemon/initlayer. */
import { createCell } from '../../fs/cell.ts';
import { FsError } from '../../fs/errno.ts';
import { dirname } from '../../fs/path.ts';
import type { FileSystem, Instant, Tree } from '../../fs/types.ts';
import { fileSystemOf } from '../../fs/view.ts';

const PARTS: readonly (readonly [string, 'directory' | 'file' | { readonly link: string }])[] = [
  ['/dev/pts', 'directory'],
  ['/dev/shm', 'directory'],
  ['/proc', 'directory'],
  ['/sys', 'directory'],
  ['/.dockerenv', 'file'],
  ['/etc/resolv.conf', 'file'],
  ['/etc/hosts', 'file'],
  ['/etc/hostname', 'file'],
  ['/dev/console', 'file'],
  ['/etc/mtab', { link: '/proc/mounts' }],
];

/** An image's tree with the places that the daemon needs. `created` is the time of all that is new. */
export function withInitLayer(image: Tree, created: Instant, nextIno: () => number): Tree {
  const cell = createCell({ id: 'init', tree: image, now: created, nextIno });
  const fs = fileSystemOf(cell, () => created);
  for (const [path, kind] of PARTS) {
    removeFile(fs, path);
    if (fs.exists(path)) continue;
    makeParents(fs, path);
    if (kind === 'directory') fs.mkdir(path, 0o755);
    else if (kind === 'file') makeFile(fs, path);
    else fs.symlink(kind.link, path);
  }
  return cell.freeze();
}

function makeFile(fs: FileSystem, path: string): void {
  fs.writeFile(path, new Uint8Array());
  fs.chmod(path, 0o755);
}

/** What the image has there is replaced, unless it is a directory. */
function removeFile(fs: FileSystem, path: string): void {
  try {
    if (fs.lstat(path).type !== 'directory') fs.unlink(path);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
  }
}

function makeParents(fs: FileSystem, path: string): void {
  const parent = dirname(path);
  if (fs.exists(parent)) return;
  makeParents(fs, parent);
  fs.mkdir(parent, 0o755);
}
