/** What diff and layers share: which names of two directories can differ, found without looking into subtrees that are the same object. */
import type { ByteString } from './bytes.ts';
import { sameContent } from './content.ts';
import { nodeOf } from './tree.ts';
import type { DirectoryNode, Entry, Node, Tree } from './types.ts';

/** Linked files stand in a table of their own: the same entry, even the same directory, may lead to another node in the other tree. */
export function changedLinks(base: Tree, tree: Tree): Set<number> {
  const changed = new Set<number>();
  if (base.linked === tree.linked) return changed;
  for (const [ino, { node }] of tree.linked) {
    const before = base.linked.get(ino);
    if (before !== undefined && before.node !== node) changed.add(ino);
  }
  return changed;
}

/**
 * The names under which the two directories may differ, sorted. `everywhere`: shared subtrees are no reason to skip,
 * for a file linked into them may have changed.
 */
export function changedNames(base: DirectoryNode | undefined, tree: DirectoryNode, everywhere: boolean): ByteString[] {
  const names: ByteString[] = [];
  for (const [name, entry] of tree.entries) {
    if (!isSameEntry(base?.entries.get(name), entry) || (everywhere && (entry.type === 'directory' || entry.type === 'link')))
      names.push(name);
  }
  if (base) for (const name of base.entries.keys()) if (!tree.entries.has(name)) names.push(name);
  return names.sort(byBytes);
}

export function byBytes(a: ByteString, b: ByteString): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The node behind a name, if there is one. */
export function childOf(directory: DirectoryNode | undefined, name: ByteString, tree: Tree): Node | undefined {
  const entry = directory?.entries.get(name);
  return entry && nodeOf(entry, tree.linked);
}

/** Whether nothing that a layer keeps differs: all but inode number and ctime (and, of directories, what is in them). */
export function isSameNode(a: Node, b: Node): boolean {
  if (a === b) return true;
  if (a.type !== b.type || a.mode !== b.mode || a.uid !== b.uid || a.gid !== b.gid || a.mtime !== b.mtime) return false;
  if (a.type === 'file') return b.type === 'file' && sameContent(a.content, b.content);
  if (a.type === 'symlink') return b.type === 'symlink' && a.target === b.target;
  return !('major' in a) || ('major' in b && a.major === b.major && a.minor === b.minor);
}

function isSameEntry(a: Entry | undefined, b: Entry): boolean {
  return a === b || (a?.type === 'link' && b.type === 'link' && a.ino === b.ino);
}
