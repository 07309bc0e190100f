/** Pinned inodes: open files, working directories and binds follow their file through rename and outlive its unlink (DESIGN decision 11). */
import type { ByteString } from './bytes.ts';
import type { TreeCell } from './cell.ts';
import { type EditableDirectory, type LeafNode, nodeOf } from './tree.ts';
import type { Node } from './types.ts';

/** One pinned inode of one cell; shared by everything that has it open. */
export class PinnedInode {
  readonly cell: TreeCell;
  readonly ino: number;
  /** Where it stands in the cell; after unlink the last place that it had. */
  names: readonly ByteString[];
  /** Whether `names` leads to it. A file with several names may have lost the one that it was opened by. */
  named = true;
  private holders = 0;
  /** The inode itself once it has no name left. */
  private detached: Node | undefined;
  private parent: EditableDirectory | undefined;
  private parentBurst = -1;

  constructor(cell: TreeCell, ino: number, names: readonly ByteString[]) {
    this.cell = cell;
    this.ino = ino;
    this.names = names;
  }

  get isDetached(): boolean {
    return this.detached !== undefined;
  }

  /** The inode as it is now. */
  node(): Node {
    if (this.detached) return this.detached;
    if (!this.named) return this.linkedNode();
    if (this.parent && this.parentBurst === this.cell.burst) {
      const entry = this.parent.entries.get(this.names[this.names.length - 1] ?? '');
      if (entry) return nodeOf(entry, this.cell.linked);
    }
    const node = this.cell.nodeAt(this.names);
    if (node === undefined) throw new Error(`pin without its inode: ${this.names.join('/')}`);
    return node;
  }

  /** Puts a new version of the inode (same number) in its place. */
  update(node: LeafNode): void {
    if (this.detached) this.detached = node;
    else if (!this.named) this.cell.setLinked(node);
    else this.cell.setLeaf(this.ownedParent(), this.names[this.names.length - 1] ?? '', node);
  }

  /** A change of attributes, for directories too. */
  change(attributes: Partial<Pick<Node, 'mode' | 'uid' | 'gid' | 'mtime' | 'ctime'>>): void {
    const node = this.node();
    if (node.type !== 'directory') this.update({ ...node, ...attributes });
    else if (this.detached) this.detached = { ...node, ...attributes };
    else Object.assign(this.cell.own(this.names), attributes);
  }

  hold(): this {
    this.holders++;
    return this;
  }

  release(): void {
    if (--this.holders === 0) this.cell.pins.forget(this);
  }

  moveTo(names: readonly ByteString[]): void {
    this.names = names;
    this.parent = undefined;
  }

  detach(node: Node): void {
    this.detached = node;
  }

  private ownedParent(): EditableDirectory {
    if (this.parent && this.parentBurst === this.cell.burst) {
      this.cell.changed();
      return this.parent;
    }
    this.parent = this.cell.own(this.names.slice(0, -1));
    this.parentBurst = this.cell.burst;
    return this.parent;
  }

  private linkedNode(): Node {
    const file = this.cell.linked.get(this.ino);
    if (file === undefined) throw new Error(`pin without its linked inode ${this.ino}`);
    return file.node;
  }
}

/** A cell's pinned inodes by number. Costs one lookup at unlink; only the rename of a directory looks at all of them. */
export class PinTable {
  private readonly byIno = new Map<number, PinnedInode>();
  private readonly cell: TreeCell;

  constructor(cell: TreeCell) {
    this.cell = cell;
  }

  get size(): number {
    return this.byIno.size;
  }

  /** Pins what stands at `names`; the caller releases it. */
  hold(ino: number, names: readonly ByteString[]): PinnedInode {
    let pinned = this.byIno.get(ino);
    if (pinned === undefined) {
      pinned = new PinnedInode(this.cell, ino, names.slice());
      this.byIno.set(ino, pinned);
    } else if (!pinned.named) {
      pinned.named = true;
      pinned.moveTo(names.slice());
    }
    return pinned.hold();
  }

  forget(pinned: PinnedInode): void {
    if (this.byIno.get(pinned.ino) === pinned) this.byIno.delete(pinned.ino);
  }

  /** A name was removed. `remaining`: whether the inode has other names. */
  unlinked(node: Node, names: readonly ByteString[], remaining: boolean): void {
    const pinned = this.byIno.get(node.ino);
    if (pinned === undefined) return;
    if (!remaining) {
      pinned.detach(node);
      this.byIno.delete(node.ino);
    } else if (pinned.named && sameNames(pinned.names, names)) pinned.named = false;
  }

  renamed(node: Node, from: readonly ByteString[], to: readonly ByteString[]): void {
    if (node.type !== 'directory') {
      const pinned = this.byIno.get(node.ino);
      if (pinned?.named && sameNames(pinned.names, from)) pinned.moveTo(to.slice());
      return;
    }
    for (const pinned of this.byIno.values()) {
      if (pinned.named && startsWithNames(pinned.names, from)) pinned.moveTo([...to, ...pinned.names.slice(from.length)]);
    }
  }

  /** The tree under them goes away: each keeps the inode that it had. */
  detachAll(): void {
    for (const pinned of [...this.byIno.values()]) {
      pinned.detach(pinned.node());
      this.byIno.delete(pinned.ino);
    }
  }
}

function sameNames(a: readonly ByteString[], b: readonly ByteString[]): boolean {
  return a.length === b.length && startsWithNames(a, b);
}

function startsWithNames(names: readonly ByteString[], prefix: readonly ByteString[]): boolean {
  return names.length >= prefix.length && prefix.every((name, index) => names[index] === name);
}
