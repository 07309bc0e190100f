/** A mount table made ready for walking: mount points in a tree of names, each with what is its root. As Linux's vfsmount tree. */
import type { ByteString } from './bytes.ts';
import { deviceNumber, insideOf, type TreeCell } from './cell.ts';
import { namesOf } from './path.ts';
import type { PinnedInode } from './pins.ts';
import type { Mount, Node, VirtualDirectory, VirtualNode } from './types.ts';

/** What a path can lead to: an inode of a cell, or something generated. */
export type AnyNode = Node | VirtualNode;

/** One mounted thing. `cell` is undefined for a generated one. */
export interface MountPoint {
  readonly mount: Mount;
  readonly names: readonly ByteString[];
  readonly cell: TreeCell | undefined;
  readonly readOnly: boolean;
  readonly dev: number;
  /** What stands at the mount point now; undefined when a bind's source did not exist. */
  root(): AnyNode | undefined;
  /** Where that is in the cell. */
  rootNames(): readonly ByteString[];
}

/** A name on the way to mount points. */
export interface MountBranch {
  mount: MountPoint | undefined;
  readonly children: Map<ByteString, MountBranch>;
}

export interface MountTable {
  readonly root: MountPoint;
  readonly branch: MountBranch;
}

const tables = new WeakMap<readonly Mount[], { readonly count: number; readonly table: MountTable }>();
const mountPoints = new WeakMap<Mount, MountPoint>();

/**
 * The table of a list of mounts, made once per list; the first time a mount is seen it is bound to the inode that its subpath names
 * then. A list must be replaced, not changed (appending is noticed). Throws when nothing is mounted at `/`.
 */
export function mountTable(mounts: readonly Mount[]): MountTable {
  const known = tables.get(mounts);
  if (known?.count === mounts.length) return known.table;
  const branch: MountBranch = { mount: undefined, children: new Map() };
  for (const mount of mounts) branchAt(branch, namesOf(mount.at)).mount = mountPointOf(mount);
  if (branch.mount === undefined) throw new Error('no file system is mounted at /');
  const table = { root: branch.mount, branch };
  tables.set(mounts, { count: mounts.length, table });
  return table;
}

function branchAt(root: MountBranch, names: readonly ByteString[]): MountBranch {
  let branch = root;
  for (const name of names) {
    let child = branch.children.get(name);
    if (child === undefined) {
      child = { mount: undefined, children: new Map() };
      branch.children.set(name, child);
    }
    branch = child;
  }
  return branch;
}

function mountPointOf(mount: Mount): MountPoint {
  let point = mountPoints.get(mount);
  if (point === undefined) {
    point =
      'virtual' in mount.source
        ? virtualMount(mount, mount.source.virtual)
        : cellMount(mount, insideOf(mount.source.cell), mount.source.subpath);
    mountPoints.set(mount, point);
  }
  return point;
}

function cellMount(mount: Mount, cell: TreeCell, subpath: ByteString): MountPoint {
  const names = namesOf(subpath);
  const common = { mount, names: namesOf(mount.at), cell, readOnly: mount.readOnly, dev: cell.dev };
  if (names.length === 0) return { ...common, root: () => cell.root, rootNames: () => names };
  const node = cell.nodeAt(names);
  const pinned: PinnedInode | undefined = node && cell.pins.hold(node.ino, names);
  return { ...common, root: () => pinned?.node(), rootNames: () => pinned?.names ?? names };
}

function virtualMount(mount: Mount, directory: VirtualDirectory): MountPoint {
  const dev = deviceNumber(`${mount.fsType} ${mount.at}`);
  const root: VirtualNode = { type: 'directory', ino: 1, mode: mount.fsType === 'devpts' ? 0o755 : 0o555, directory };
  return { mount, names: namesOf(mount.at), cell: undefined, readOnly: mount.readOnly, dev, root: () => root, rootNames: () => [] };
}
