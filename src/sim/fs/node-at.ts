/** What stands at a path, as a layer's entry holds it. */
import type { ByteString } from './bytes.ts';
import type { FileSystem, Node } from './types.ts';

/** A directory without its entries, a file with its content; links are not followed. Throws FsError. */
export function nodeAt(fs: FileSystem, path: ByteString): Node {
  const { type, ino, mode, uid, gid, mtime, ctime, rdev } = fs.lstat(path);
  const common = { ino, mode, uid, gid, mtime, ctime };
  if (type === 'directory') return { ...common, type, entries: new Map() };
  if (type === 'file') return { ...common, type, content: fs.readContent(path) };
  if (type === 'symlink') return { ...common, type, target: fs.readLink(path) };
  if (type === 'fifo' || type === 'socket') return { ...common, type };
  return { ...common, type, major: rdev?.major ?? 0, minor: rdev?.minor ?? 0 };
}
