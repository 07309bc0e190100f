/** Looking at paths as dpkg does: without following the last link, and without an error when nothing is there. */
import type { ByteString } from '../fs/bytes.ts';
import { FsError } from '../fs/errno.ts';
import type { FileSystem, NodeType } from '../fs/types.ts';

/** What stands at a path; undefined when nothing does. */
export function typeAt(fs: FileSystem, path: ByteString): NodeType | undefined {
  try {
    return fs.lstat(path).type;
  } catch (error) {
    if (error instanceof FsError) return undefined;
    throw error;
  }
}

/** Removes a file or link; nothing when there is none. */
export function removeFile(fs: FileSystem, path: ByteString): void {
  const type = typeAt(fs, path);
  if (type !== undefined && type !== 'directory') fs.unlink(path);
}
