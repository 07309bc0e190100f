/** A cell: the mutable holder of an immutable tree. Writes in one burst change the burst's own copies of directories in place. */
import type { ByteString } from './bytes.ts';
import { PinTable } from './pins.ts';
import { pathOf } from './path.ts';
import { type EditableDirectory, editableCopy, emptyTree, findNode, type LeafNode, type LinkedFiles, nodeOf } from './tree.ts';
import type { Cell, DirectoryNode, Instant, Node, Tree } from './types.ts';

/** `nextIno` must never give a number that the tree has already. Without `tree` the cell begins empty. */
export interface CellOptions {
  readonly id: string;
  readonly tree?: Tree;
  /**
   * Makes the cell an overlay over this tree (a container's image; `tree` is it, or has come of it). As overlayfs with index=off, docker's way:
   * a file with several names in it is copied up under the one name that is written to, its other names stay as they were; and a
   * directory that was changed counts one link.
   */
  readonly lower?: Tree;
  readonly now: Instant;
  readonly nextIno: () => number;
}

export function createCell(options: CellOptions): Cell {
  return new TreeCell(options);
}

/** The cell's inside, for sim/fs alone. */
export function insideOf(cell: Cell): TreeCell {
  if (!(cell instanceof TreeCell)) throw new TypeError('not a cell of createCell');
  return cell;
}

/** A class, for it has a life: bursts begin with a write and end with `freeze`. */
export class TreeCell implements Cell {
  readonly id: string;
  /** Its device number, made from its name: the same in every run. */
  readonly dev: number;
  readonly nextIno: () => number;
  readonly pins: PinTable;
  root: DirectoryNode;
  linked: LinkedFiles;
  generation = 0;
  /** Counts bursts: a directory known to be owned stays owned while this is the same. */
  burst = 0;
  private owned = new Set<DirectoryNode>();
  private ownedLinked: Map<number, { readonly node: LeafNode; readonly names: number }> | undefined;
  private frozen: Tree | undefined;
  private readonly lower: Tree | undefined;
  /** Directories that stand both in the lower tree and in what was written: `merged` in overlayfs' words. */
  private readonly merged = new Set<number>();

  constructor({ id, tree, lower, now, nextIno }: CellOptions) {
    this.id = id;
    this.dev = deviceNumber(id);
    this.nextIno = nextIno;
    this.pins = new PinTable(this);
    this.lower = lower;
    this.frozen = tree ?? lower ?? emptyTree(now);
    this.root = this.frozen.root;
    this.linked = this.frozen.linked;
    if (lower && lower !== tree && tree) this.collectMerged(lower.root, tree.root);
  }

  freeze(): Tree {
    if (this.frozen) return this.frozen;
    this.owned = new Set();
    this.ownedLinked = undefined;
    this.burst++;
    this.frozen = { root: this.root, linked: this.linked };
    return this.frozen;
  }

  replace(tree: Tree): void {
    if (tree === this.frozen) return;
    this.pins.detachAll();
    this.owned = new Set();
    this.ownedLinked = undefined;
    this.burst++;
    this.generation++;
    this.frozen = tree;
    this.root = tree.root;
    this.linked = tree.linked;
  }

  /** Counts one change. */
  changed(): void {
    this.generation++;
    this.frozen = undefined;
  }

  isOwned(directory: DirectoryNode): boolean {
    return this.owned.has(directory);
  }

  /** The directory at `names` (it must exist) as the burst's own; copies it and those above it when they are not yet. */
  own(names: readonly ByteString[]): EditableDirectory {
    this.changed();
    let directory = this.ownedVersion(this.root, names, 0);
    this.root = directory;
    for (const [index, name] of names.entries()) {
      const child = directory.entries.get(name);
      if (child?.type !== 'directory') throw new Error(`no directory to own: ${names.join('/')}`);
      const version = this.ownedVersion(child, names, index + 1);
      if (version !== child) directory.entries.set(name, version);
      directory = version;
    }
    return directory;
  }

  /** A directory just made, in a parent that is owned: it is the burst's own from the start. */
  adopt(directory: DirectoryNode): void {
    this.owned.add(directory);
  }

  nodeAt(names: readonly ByteString[]): Node | undefined {
    let node: Node = this.root;
    for (const name of names) {
      const entry = node.type === 'directory' ? node.entries.get(name) : undefined;
      if (entry === undefined) return undefined;
      node = nodeOf(entry, this.linked);
    }
    return node;
  }

  /** Puts a new version of a leaf under its name, or in the table of linked files when it stands there. */
  setLeaf(parent: EditableDirectory, name: ByteString, node: LeafNode): void {
    if (parent.entries.get(name)?.type === 'link') this.setLinked(node);
    else parent.entries.set(name, node);
  }

  /** Whether a file with several names is the lower tree's own: it is copied up, never changed. */
  isLowerLink(ino: number): boolean {
    return this.lower?.linked.has(ino) ?? false;
  }

  /** Whether the directory at `names` stands in the lower tree too. */
  isLowerDirectory(names: readonly ByteString[], ino: number): boolean {
    if (this.lower === undefined) return false;
    const node = findNode(this.lower, pathOf(names));
    return node?.type === 'directory' && node.ino === ino;
  }

  /** Whether it stands both in the lower tree and, changed, in this one. */
  isMerged(directory: DirectoryNode): boolean {
    return this.merged.has(directory.ino);
  }

  /** Puts a new version of a linked file in the table, with another count of names when given. */
  setLinked(node: LeafNode, names = this.linked.get(node.ino)?.names ?? 1): void {
    this.changed();
    if (this.ownedLinked === undefined) {
      this.ownedLinked = new Map(this.linked);
      this.linked = this.ownedLinked;
    }
    if (names === 0) this.ownedLinked.delete(node.ino);
    else this.ownedLinked.set(node.ino, { node, names });
  }

  /** For a tree that has come of the lower one earlier: skips what is still the same object. */
  private collectMerged(lower: DirectoryNode, directory: DirectoryNode): void {
    if (lower === directory || lower.ino !== directory.ino) return;
    this.merged.add(directory.ino);
    for (const [name, entry] of directory.entries) {
      const below = entry.type === 'directory' ? lower.entries.get(name) : undefined;
      if (entry.type === 'directory' && below?.type === 'directory') this.collectMerged(below, entry);
    }
  }

  private ownedVersion(directory: DirectoryNode, names: readonly ByteString[], depth: number): EditableDirectory {
    // What `owned` has was made by editableCopy or adopted as fresh: its entries are a Map of its own.
    if (this.owned.has(directory)) return directory as EditableDirectory;
    const copy = editableCopy(directory);
    this.owned.add(copy);
    if (this.lower && this.isLowerDirectory(names.slice(0, depth), directory.ino)) this.merged.add(directory.ino);
    return copy;
  }
}

/** FNV-1a of the name, in the range of minor numbers. */
export function deviceNumber(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193) >>> 0;
  return (hash % 0xfffff) + 1;
}
