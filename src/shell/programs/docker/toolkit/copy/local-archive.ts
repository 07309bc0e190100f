/** Files of the host as entries of a tar, and entries made files again. As moby's go-archive TarResource and Untar. */
import type { ByteString } from '../../../../../sim/fs/bytes.ts';
import { FsError } from '../../../../../sim/fs/errno.ts';
import type { TarEntry } from '../../../../../sim/fs/read-tar.ts';
import type { FileSystem, LayerEntry, Node } from '../../../../../sim/fs/types.ts';
import type { Process } from '../../../../../sim/kernel/types.ts';
import { goErrno } from '../go-error.ts';
import { StatusError } from '../status-error.ts';
import { nodeAt } from '../../../../../sim/fs/node-at.ts';

/** The tree at `path`; entries are called `name`, `name/…`. Throws StatusError. */
export async function packLocal(process: Process, path: ByteString, name: ByteString): Promise<readonly LayerEntry[]> {
  const entries: LayerEntry[] = [];
  await pack(process, path, name, entries, new Map());
  return entries;
}

async function pack(
  process: Process,
  path: ByteString,
  name: ByteString,
  entries: LayerEntry[],
  seen: Map<number, ByteString>,
): Promise<void> {
  const { fs } = process;
  await process.tick();
  const node = guarded(path, () => nodeAt(fs, path));
  const first = node.type === 'directory' || fs.lstat(path).nlink < 2 ? undefined : seen.get(node.ino);
  if (first !== undefined) {
    entries.push({ path: name, hardLinkTo: first });
    return;
  }
  seen.set(node.ino, name);
  if (node.type === 'socket') return;
  entries.push({ path: name, node });
  if (node.type !== 'directory') return;
  const children = guarded(path, () => fs.readDir(path)).map((entry) => entry.name);
  for (const child of children.sort())
    await pack(process, `${path}/${child}`, name === '.' || name === '' ? child : `${name}/${child}`, entries, seen);
}

function guarded<T>(path: ByteString, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof FsError) throw new StatusError(`open ${path}: ${goErrno(error.errno)}`);
    throw error;
  }
}

/** Unpacks into an existing directory. Owners stay the caller's unless `keepOwners`. Throws StatusError. */
export async function unpackLocal(
  process: Process,
  directory: ByteString,
  entries: readonly TarEntry[],
  keepOwners: boolean,
): Promise<void> {
  const { fs } = process;
  const times: (() => void)[] = [];
  for (const entry of entries) {
    await process.tick();
    const path = joined(directory, entry.path);
    if (path === undefined) continue;
    try {
      place(fs, path, entry, directory, keepOwners);
    } catch (error) {
      if (error instanceof FsError) throw new StatusError(`open ${path}: ${goErrno(error.errno)}`);
      throw error;
    }
    const { node } = entry;
    if (node) times.push(() => fs.utimes(path, { mtime: node.mtime }, { followLink: false }));
  }
  for (const set of times.reverse()) set();
}

/** Undefined for names that lead out of the directory. */
function joined(directory: ByteString, name: ByteString): ByteString | undefined {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) return undefined;
  return [directory === '/' ? '' : directory, ...parts].join('/') || '/';
}

function place(fs: FileSystem, path: ByteString, entry: TarEntry, directory: ByteString, keepOwners: boolean): void {
  const existing = typeAt(fs, path);
  const isDirectory = entry.node?.type === 'directory';
  if (existing === 'directory' && !isDirectory)
    throw new StatusError(`cannot overwrite directory "${path}" with non-directory "${directory}"`);
  if (existing !== undefined && existing !== 'directory') {
    if (isDirectory) throw new StatusError(`cannot overwrite non-directory "${path}" with directory "${directory}"`);
    fs.unlink(path);
  }
  if (entry.hardLinkTo !== undefined) {
    fs.link(joined(directory, entry.hardLinkTo) ?? path, path);
    return;
  }
  make(fs, path, entry.node);
  if (keepOwners) fs.chown(path, entry.node.uid, entry.node.gid, { followLink: false });
  if (entry.node.type !== 'symlink' && !(isDirectory && existing === 'directory')) fs.chmod(path, entry.node.mode);
}

function typeAt(fs: FileSystem, path: ByteString): Node['type'] | undefined {
  try {
    return fs.lstat(path).type;
  } catch (error) {
    if (error instanceof FsError) return undefined;
    throw error;
  }
}

function make(fs: FileSystem, path: ByteString, node: Node): void {
  if (node.type === 'directory') {
    if (!fs.exists(path)) fs.mkdir(path, 0o700);
  } else if (node.type === 'file') fs.writeContent(path, node.content, 0o600);
  else if (node.type === 'symlink') fs.symlink(node.target, path);
  else if ('major' in node) fs.mknod(path, { type: node.type, major: node.major, minor: node.minor });
  else fs.mknod(path, { type: node.type });
}
