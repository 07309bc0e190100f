/** The change set between two trees, as overlayfs leaves it in an upper directory: what a layer holds, what a save writes. */
import type { ByteString } from './bytes.ts';
import { changedLinks, changedNames, childOf, isSameNode } from './compare.ts';
import type { DirectoryNode, Entry, LayerEntry, Node, Tree } from './types.ts';

export interface LayerOptions {
  /** Absolute paths that are left out, with all below them. */
  readonly exclude?: (path: ByteString) => boolean;
  /**
   * `exact` (default) loses nothing: times in microseconds, sockets, the root's own attributes (as an entry with the path '').
   * `tar` is what docker's tars carry, so what a commit keeps: whole seconds, neither sockets nor the root.
   */
  readonly precision?: 'exact' | 'tar';
}

/** Bytes as docker counts them: regular files and the targets of symlinks, as du of the layer's directory without block rounding. */
export function sizeOf(entries: readonly LayerEntry[]): number {
  let size = 0;
  for (const { node } of entries) {
    if (node?.type === 'file') size += node.content.size;
    else if (node?.type === 'symlink') size += node.target.length;
  }
  return size;
}

/**
 * The entries of `layerFrom`. Goes by the identity of nodes, then by all that a node says; costs what changed. Every directory above a
 * change is there, as in an overlay's upper directory. A file with several names comes once and as hard links, with all its names.
 */
export function changeSet(base: Tree, tree: Tree, options: LayerOptions = {}): LayerEntry[] {
  // A link made in a new place to a file whose other names lie in shared directories needs those names too: then look again, everywhere.
  const linked = changedLinks(base, tree);
  for (;;) {
    const collection: Collection = { base, tree, options, entries: [], linked, firstNames: new Map(), incomplete: new Set() };
    collectRoot(collection);
    if (collection.incomplete.size === 0) return collection.entries;
    for (const ino of collection.incomplete) linked.add(ino);
  }
}

interface Collection {
  readonly base: Tree;
  readonly tree: Tree;
  readonly options: LayerOptions;
  readonly entries: LayerEntry[];
  /** Linked files all of whose names belong into the layer. */
  readonly linked: ReadonlySet<number>;
  readonly firstNames: Map<number, ByteString>;
  readonly incomplete: Set<number>;
}

function collectRoot(collection: Collection): void {
  const { base, tree, options, entries } = collection;
  const isExact = (options.precision ?? 'exact') === 'exact';
  if (isExact && !isSameNode(base.root, tree.root)) entries.push({ path: '', node: withoutEntries(tree.root) });
  if (base.root !== tree.root || collection.linked.size > 0) collectDirectory(collection, base.root, tree.root, '');
}

function collectDirectory(collection: Collection, before: DirectoryNode | undefined, after: DirectoryNode, path: ByteString): void {
  for (const name of changedNames(before, after, collection.linked.size > 0)) {
    const childPath = path === '' ? name : `${path}/${name}`;
    if (collection.options.exclude?.(`/${childPath}`)) continue;
    const entry = after.entries.get(name);
    const old = childOf(before, name, collection.base);
    if (entry === undefined) collection.entries.push({ path: childPath, whiteout: 'file' });
    else if (entry.type === 'directory') collectSubdirectory(collection, old, entry, childPath);
    else collectLeaf(collection, before?.entries.get(name), entry, childPath);
  }
}

function collectSubdirectory(collection: Collection, before: Node | undefined, after: DirectoryNode, path: ByteString): void {
  const { entries } = collection;
  if (before === after && collection.linked.size === 0) return;
  const isSame = before?.type === 'directory' && before.ino === after.ino;
  entries.push({ path, node: recorded(collection, withoutEntries(after)) });
  if (before?.type === 'directory' && !isSame) entries.push({ path, whiteout: 'opaque' });
  const count = entries.length;
  collectDirectory(collection, isSame ? before : undefined, after, path);
  if (isSame && entries.length === count && isSameNode(before, after)) entries.pop();
}

function collectLeaf(collection: Collection, before: Entry | undefined, after: Entry, path: ByteString): void {
  const { base, tree, entries, linked, firstNames } = collection;
  if (after.type === 'link') {
    if (before?.type === 'link' && before.ino === after.ino && !linked.has(after.ino)) return;
    const first = firstNames.get(after.ino);
    if (first !== undefined) {
      entries.push({ path, hardLinkTo: first });
      return;
    }
    firstNames.set(after.ino, path);
    if (base.linked.has(after.ino) && !linked.has(after.ino)) collection.incomplete.add(after.ino);
  }
  const node = after.type === 'link' ? tree.linked.get(after.ino)?.node : after;
  if (node === undefined || (node.type === 'socket' && collection.options.precision === 'tar')) return;
  const isPlain = after.type !== 'link' && before !== undefined && before.type !== 'link' && before.type !== 'directory';
  if (isPlain && isSameNode(before, node)) return;
  entries.push({ path, node: recorded(collection, node) });
}

/** A directory's attributes alone: what is in it stands in entries of its own. */
function withoutEntries(directory: DirectoryNode): DirectoryNode {
  return { ...directory, entries: new Map() };
}

function recorded(collection: Collection, node: Node): Node {
  if (collection.options.precision !== 'tar' || node.mtime % 1e6 === 0) return node;
  return { ...node, mtime: Math.floor(node.mtime / 1e6) * 1e6 };
}
