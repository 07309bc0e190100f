/** Makes the view of files that a process has: for the kernel, and for tests and tools that work on a cell without one. */
import type { ByteString } from './bytes.ts';
import { createFileSystem } from './filesystem.ts';
import { mountTable } from './mount-table.ts';
import type { Caller, Cell, FileSystem, FileSystemView, Instant, Mount } from './types.ts';
import { ViewPin } from './view-pin.ts';

const ROOT_CALLER: Caller = { pid: 1, credentials: { uid: 0, gid: 0, groups: [0] } };

export interface ViewOptions {
  readonly mounts: readonly Mount[];
  readonly now: () => Instant;
  /** Default: root. */
  readonly caller?: Caller;
  /** Default: 022. */
  readonly umask?: number;
  /** Default: `/`. Throws FsError when it is no directory. */
  readonly cwd?: ByteString;
}

/** A view whose working directory is pinned (release `cwd` when the process ends). `umask` and `cwd` may be set later. */
export function createView({ mounts, now, caller = ROOT_CALLER, umask = 0o022, cwd = '/' }: ViewOptions): FileSystemView {
  const { root } = mountTable(mounts);
  const node = root.root();
  if (node === undefined) throw new Error('nothing at /');
  const start = root.cell
    ? new ViewPin(root, { pinned: root.cell.pins.hold(node.ino, root.rootNames()) })
    : new ViewPin(root, { node, path: '/' });
  const view = { mounts, caller, umask, cwd: start, now };
  if (cwd === '/') return view;
  const pin = createFileSystem(view).pin(cwd, { directory: true });
  start.release();
  return Object.assign(view, { cwd: pin });
}

/** The mount of a whole cell at a place. */
export function cellMount(
  at: ByteString,
  cell: Cell,
  options: { readonly fsType?: string; readonly device?: string; readonly readOnly?: boolean; readonly subpath?: ByteString } = {},
): Mount {
  const { fsType = 'overlay', device = fsType, readOnly = false, subpath = '/' } = options;
  return { at, source: { cell, subpath }, readOnly, fsType, device };
}

/** All file system calls on one cell alone, as root, with umask 022: for unpacking, engines and tests. */
export function fileSystemOf(cell: Cell, now: () => Instant): FileSystem {
  return createFileSystem(createView({ mounts: [cellMount('/', cell)], now }));
}
