/** Pins as a process holds them: an inode seen through a mount. */
import type { ByteString } from './bytes.ts';
import type { AnyNode, MountPoint } from './mount-table.ts';
import { namesOf, pathOf } from './path.ts';
import type { PinnedInode } from './pins.ts';
import { statOf } from './stat.ts';
import type { Pin, Stat } from './types.ts';

/** A pin of an inode in a cell, or of a generated node (which stays at its path). Has a life: ends with `release`. */
export class ViewPin implements Pin {
  readonly mount: MountPoint;
  private readonly pinned: PinnedInode | undefined;
  private readonly generated: { readonly node: AnyNode; readonly path: ByteString } | undefined;
  private released = false;

  constructor(mount: MountPoint, what: { readonly pinned: PinnedInode } | { readonly node: AnyNode; readonly path: ByteString }) {
    this.mount = mount;
    this.pinned = 'pinned' in what ? what.pinned : undefined;
    this.generated = 'pinned' in what ? undefined : what;
  }

  path(): ByteString | undefined {
    return this.isUnlinked() ? undefined : this.lastPath();
  }

  /** Where it is or, when it was removed, where it was. */
  lastPath(): ByteString {
    return this.pinned === undefined ? (this.generated?.path ?? '/') : pathOf(this.lastNames());
  }

  /** The names of that path. */
  lastNames(): readonly ByteString[] {
    if (this.pinned === undefined) return namesOf(this.generated?.path ?? '/');
    const { names } = this.pinned;
    const inside = this.mount.rootNames().length;
    return this.mount.names.length === 0 && inside === 0 ? names : [...this.mount.names, ...names.slice(inside)];
  }

  /** Also when it was moved to where this mount does not reach. */
  isUnlinked(): boolean {
    const { pinned } = this;
    if (pinned === undefined) return false;
    return pinned.isDetached || !pinned.named || !this.mount.rootNames().every((name, index) => pinned.names[index] === name);
  }

  node(): AnyNode | undefined {
    return this.pinned ? this.pinned.node() : this.generated?.node;
  }

  stat(): Stat {
    const node = this.node();
    if (node === undefined) throw new Error('pin of nothing');
    const stat = statOf(node, this.mount);
    return this.pinned?.isDetached ? { ...stat, nlink: 0 } : stat;
  }

  release(): void {
    if (this.released) return;
    this.released = true;
    this.pinned?.release();
  }
}
