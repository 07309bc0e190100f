/** Calls on the content of whole files by path: read, write, append, truncate. */
import type { ByteString } from './bytes.ts';
import { bytesOf, contentOf, truncate } from './content.ts';
import { FsError } from './errno.ts';
import { copyUp } from './inode.ts';
import { isVirtualFile, putContent } from './open-file.ts';
import { openNode, writeWhole } from './open-call.ts';
import { READ, WRITE } from './permission.ts';
import { getNode, nodeNames, requirePermission, requireWritable } from './place.ts';
import type { Content, FileSystem, FileSystemView, OpenFile, OpenFlags } from './types.ts';
import { walk } from './walk.ts';

type DataCalls = Pick<FileSystem, 'readFile' | 'writeFile' | 'append' | 'readContent' | 'writeContent' | 'truncate'>;

const NEW_FILE = 0o666;

export function dataCalls(view: FileSystemView): DataCalls {
  return {
    readFile: (path) => readWhole(view, path, bytesOf, (bytes) => bytes),
    readContent: (path) => readWhole(view, path, (content) => content, contentOf),
    writeFile(path, bytes, mode = NEW_FILE) {
      const { node } = walk(view, path, 'follow', { creates: true });
      if (node === undefined || (node.type === 'file' && !isVirtualFile(node))) writeWhole(view, path, mode, contentOf(bytes));
      else withFile(view, path, { write: true, create: true, truncate: true }, mode, (file) => file.write(0, bytes));
    },
    writeContent: (path, content, mode = NEW_FILE) => writeWhole(view, path, mode, content),
    append: (path, bytes, mode = NEW_FILE) =>
      withFile(view, path, { write: true, append: true, create: true }, mode, (file) => file.write('end', bytes)),
    truncate(path, size) {
      const place = walk(view, path, 'follow');
      const node = getNode(place, path);
      if (node.type === 'directory') throw new FsError('EISDIR', path);
      if (node.type !== 'file' || size < 0) throw new FsError('EINVAL', path);
      requirePermission(view, node, WRITE, path);
      requireWritable(place.mount, path);
      const { cell } = place.mount;
      if (cell === undefined || isVirtualFile(node)) throw new FsError('EINVAL', path);
      const pinned = cell.pins.hold(copyUp(place, node).ino, nodeNames(place));
      putContent(view, pinned, truncate(node.content, size));
      pinned.release();
    },
  };
}

function readWhole<T>(view: FileSystemView, path: ByteString, ofContent: (content: Content) => T, ofBytes: (bytes: Uint8Array) => T): T {
  const place = walk(view, path, 'follow');
  const node = getNode(place, path);
  requirePermission(view, node, READ, path);
  if (node.type === 'directory') throw new FsError('EISDIR', path);
  if (node.type !== 'file') throw new FsError('EINVAL', path);
  return isVirtualFile(node) ? ofBytes(node.read()) : ofContent(node.content);
}

/** Devices, fifos and the like cannot be reached without the kernel: EINVAL. */
function withFile(view: FileSystemView, path: ByteString, flags: OpenFlags, mode: number, use: (file: OpenFile) => void): void {
  const result = openNode(view, path, flags, mode);
  if (result.kind !== 'file') {
    if ('pin' in result) result.pin.release();
    throw new FsError('EINVAL', path);
  }
  use(result.file);
  result.file.close();
}
