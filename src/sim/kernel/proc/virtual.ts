/** Building blocks of generated file trees: files from text, directories from tables of names. As Linux's seq_file and proc_create. */
import { type ByteString, fromBytes, toBytes } from '../../fs/bytes.ts';
import type { Caller, Instant, VirtualDirectory, VirtualNode } from '../../fs/types.ts';

/** Everything below /proc and /sys has these; `owner` is the process's user in /proc/N. */
export interface Attributes {
  readonly mtime: Instant;
  readonly uid?: number;
  readonly gid?: number;
}

/** How to make a node of a name when somebody looks. */
export type Maker = (caller: Caller, attributes: Attributes & { readonly ino: number }) => VirtualNode;

export function file(text: (caller: Caller) => ByteString, mode = 0o444): Maker {
  return (caller, attributes) => ({ type: 'file', mode, read: () => toBytes(text(caller)), ...attributes });
}

/** A file that root (or the owner) may also write: a setting of the kernel. */
export function setting(text: (caller: Caller) => ByteString, write: (text: ByteString, caller: Caller) => void, mode = 0o644): Maker {
  return (caller, attributes) => ({
    ...{ type: 'file', mode },
    read: () => toBytes(text(caller)),
    write: (bytes) => write(fromBytes(bytes), caller),
    ...attributes,
  });
}

export function link(target: (caller: Caller) => ByteString): Maker {
  return (caller, attributes) => ({ type: 'symlink', mode: 0o777, target: target(caller), ...attributes });
}

export function directory(content: VirtualDirectory, mode = 0o555): Maker {
  return (_caller, attributes) => ({ type: 'directory', mode, directory: content, ...attributes });
}

export type Entries = { readonly [name: ByteString]: Maker };

/** A directory of fixed names. */
export function directoryOf(entries: Entries, attributes: (caller: Caller) => Attributes, path: ByteString): VirtualDirectory {
  const makers = new Map(Object.entries(entries));
  return {
    list: () => [...makers.keys()],
    lookup: (name, caller) => makers.get(name)?.(caller, { ...attributes(caller), ino: inodeOf(`${path}/${name}`) }),
  };
}

/** FNV-1a of the path: the same place has the same number every time. */
export function inodeOf(path: ByteString): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < path.length; i++) hash = Math.imul(hash ^ path.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}

/** What `echo x > FILE` means to a setting. */
export const firstLine = (text: ByteString): ByteString => text.split('\n')[0] ?? '';
