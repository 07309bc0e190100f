/** Immutable file trees with structural sharing: making them, and looking into them without a mount table. */
import type { ByteString } from './bytes.ts';
import { namesOf } from './path.ts';
import type { DirectoryNode, Entry, Instant, Node, Tree } from './types.ts';

/** A node that can have several names. */
export type LeafNode = Exclude<Node, DirectoryNode>;

/** A directory that the present burst of writes owns and may change in place. */
export type EditableDirectory = { -readonly [Key in keyof DirectoryNode]: DirectoryNode[Key] } & { entries: Map<ByteString, Entry> };

export type LinkedFiles = Tree['linked'];

/** A tree of nothing but its root: mode 755, root's, inode 2 as ext4's. */
export function emptyTree(now: Instant): Tree {
  return {
    root: { type: 'directory', ino: 2, mode: 0o755, uid: 0, gid: 0, mtime: now, ctime: now, entries: new Map() },
    linked: new Map(),
  };
}

/** The node behind an entry. */
export function nodeOf(entry: Entry, linked: LinkedFiles): Node {
  if (entry.type !== 'link') return entry;
  const file = linked.get(entry.ino);
  if (file === undefined) throw new Error(`tree without its linked file ${entry.ino}`);
  return file.node;
}

/** The node at an absolute path, without following symlinks; undefined when there is none. */
export function findNode(tree: Tree, path: ByteString): Node | undefined {
  let node: Node = tree.root;
  for (const name of namesOf(path)) {
    const entry: Entry | undefined = node.type === 'directory' ? node.entries.get(name) : undefined;
    if (entry === undefined) return undefined;
    node = nodeOf(entry, tree.linked);
  }
  return node;
}

/** Every node with its absolute path, parents first, in the directories' own order; without the root. */
export function* walkTree(tree: Tree): Generator<{ readonly path: ByteString; readonly node: Node; readonly entry: Entry }> {
  yield* walkDirectory(tree, tree.root, '');
}

function* walkDirectory(
  tree: Tree,
  directory: DirectoryNode,
  prefix: ByteString,
): Generator<{ path: ByteString; node: Node; entry: Entry }> {
  for (const [name, entry] of directory.entries) {
    const node = nodeOf(entry, tree.linked);
    const path = `${prefix}/${name}`;
    yield { path, node, entry };
    if (node.type === 'directory') yield* walkDirectory(tree, node, path);
  }
}

/** A copy that may be changed: its entries are shared nodes in a Map of its own. */
export function editableCopy(directory: DirectoryNode): EditableDirectory {
  return { ...directory, entries: new Map(directory.entries) };
}
