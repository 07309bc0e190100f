/** Open regular files: of a cell, through their pin; of a generated tree, through a snapshot taken when reading begins. */
import { withoutSetIds } from './attribute-calls.ts';
import { readRange, truncate, writeRange } from './content.ts';
import { FsError } from './errno.ts';
import type { AnyNode } from './mount-table.ts';
import type { PinnedInode } from './pins.ts';
import type { Content, FileNode, FileSystemView, OpenFile, VirtualNode } from './types.ts';
import type { ViewPin } from './view-pin.ts';

/** An open file of a cell. Whether reading or writing is allowed was decided at open; the descriptor's owner enforces it. */
export function openFile(view: FileSystemView, pin: ViewPin, pinned: PinnedInode): OpenFile {
  const put = (content: Content): void => putContent(view, pinned, content);
  return {
    pin,
    read: (offset, length) => readRange(fileOf(pinned).content, offset, length),
    write(offset, bytes) {
      const { content } = fileOf(pinned);
      const start = offset === 'end' ? content.size : offset;
      if (bytes.length > 0) put(writeRange(content, start, bytes));
      return start + bytes.length;
    },
    truncate: (size) => put(truncate(fileOf(pinned).content, size)),
    stat: () => pin.stat(),
    close: () => pin.release(),
  };
}

/** Gives a pinned file another content: times are set, and setuid and setgid go unless root writes. */
export function putContent(view: FileSystemView, pinned: PinnedInode, content: Content): void {
  const node = fileOf(pinned);
  const now = view.now();
  const mode = view.caller.credentials.uid === 0 ? node.mode : withoutSetIds(node.mode);
  pinned.update({ type: 'file', ino: node.ino, mode, uid: node.uid, gid: node.gid, mtime: now, ctime: now, content });
}

export function openVirtualFile(pin: ViewPin, node: Extract<VirtualNode, { readonly type: 'file' }>): OpenFile {
  let text: Uint8Array | undefined;
  return {
    pin,
    read(offset, length) {
      if (offset === 0 || text === undefined) text = node.read();
      return text.slice(offset, offset + length);
    },
    write(offset, bytes) {
      if (node.write === undefined) throw new FsError('EIO');
      node.write(bytes);
      return (offset === 'end' ? 0 : offset) + bytes.length;
    },
    truncate() {},
    stat: () => pin.stat(),
    close: () => pin.release(),
  };
}

export function isVirtualFile(node: AnyNode): node is Extract<VirtualNode, { readonly type: 'file' }> {
  return node.type === 'file' && 'read' in node;
}

function fileOf(pinned: PinnedInode): FileNode {
  const node = pinned.node();
  if (node.type !== 'file') throw new FsError('EINVAL');
  return node;
}
