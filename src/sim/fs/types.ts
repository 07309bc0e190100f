/** What a file system is made of (nodes, trees, layers, mounts) and what a process may do to it. The contract of sim/fs. */
import type { ByteString } from './bytes.ts';

/** A point in time: whole microseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** Bytes at an offset; what no segment covers is a hole and reads as zeros. They may be a view of a larger buffer: slice before storing. */
export interface Segment {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** The immutable content of a regular file: segments in ascending order without overlap, and the true size in bytes. */
export interface Content {
  readonly size: number;
  readonly segments: readonly Segment[];
}

/** What every inode has. `mode` holds the permission bits 0o7777 alone; the type is the node's `type`. */
export interface NodeStat {
  readonly ino: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: Instant;
  readonly ctime: Instant;
}
export interface FileNode extends NodeStat {
  readonly type: 'file';
  readonly content: Content;
}
/** `entries` is in insertion order; only sim/fs may change it, and only while the tree that owns it is being edited. */
export interface DirectoryNode extends NodeStat {
  readonly type: 'directory';
  readonly entries: ReadonlyMap<ByteString, Entry>;
}
export interface SymlinkNode extends NodeStat {
  readonly type: 'symlink';
  readonly target: ByteString;
}
export interface DeviceNode extends NodeStat {
  readonly type: 'character' | 'block';
  readonly major: number;
  readonly minor: number;
}
export interface SpecialNode extends NodeStat {
  readonly type: 'fifo' | 'socket';
}
export type Node = FileNode | DirectoryNode | SymlinkNode | DeviceNode | SpecialNode;
export type NodeType = Node['type'];

/** A directory's entry: the node itself, or, for a file with several names, its number in the tree's table of linked files. */
export type Entry = Node | { readonly type: 'link'; readonly ino: number };

/** An immutable file tree. `linked` holds the files that have (or had) more than one name, with the count of names. */
export interface Tree {
  readonly root: DirectoryNode;
  readonly linked: ReadonlyMap<number, { readonly node: Exclude<Node, DirectoryNode>; readonly names: number }>;
}

/** A mutable holder of an immutable tree: what is mounted. Host, container, volume and tmpfs each have one. */
export interface Cell {
  readonly id: string;
  /** Ends the present burst of writes and gives the tree as it is now; costs nothing. */
  freeze(): Tree;
  /** Puts another tree in its place (boot, travel in time). Open files of the old one are detached. */
  replace(tree: Tree): void;
  /** Counts up with every change; equal numbers mean an unchanged tree. */
  readonly generation: number;
}

/** What `docker diff` prints: kind and absolute path, parents before children. */
export interface Change {
  readonly kind: 'A' | 'C' | 'D';
  readonly path: ByteString;
}

/** One entry of a layer. `path` has no leading slash; it is '' for the root's own attributes. A whiteout removes what the layers below have there. A directory's `entries` are empty. */
export type LayerEntry =
  | { readonly path: ByteString; readonly node: Node; readonly hardLinkTo?: undefined; readonly whiteout?: undefined }
  | { readonly path: ByteString; readonly hardLinkTo: ByteString; readonly node?: undefined; readonly whiteout?: undefined }
  /** `opaque` hides all that the layers below have in this directory. */
  | { readonly path: ByteString; readonly whiteout: 'file' | 'opaque'; readonly node?: undefined; readonly hardLinkTo?: undefined };

/** A frozen change set in tar order (parents first, siblings by name), with the sha256 of its tar and its size in bytes as docker counts it. */
export interface Layer {
  readonly entries: readonly LayerEntry[];
  /** `sha256:<64 hex>` of the uncompressed tar, as in the image's rootfs.diff_ids. */
  readonly diffId: string;
  /** The sum of the sizes of regular files and of symlinks' targets, in bytes (a hard link counts once), as docker history shows it. */
  readonly size: number;
}

export interface Stat extends NodeStat {
  readonly type: NodeType;
  /** Bytes; of a symlink its target's length; of a directory 4096. */
  readonly size: number;
  readonly nlink: number;
  readonly atime: Instant;
  /** The mounted cell's device number. */
  readonly dev: number;
  readonly rdev: { readonly major: number; readonly minor: number } | undefined;
  /** In units of 512 bytes; holes count as if they were written. */
  readonly blocks: number;
}

export interface DirectoryEntry {
  readonly name: ByteString;
  readonly type: NodeType;
  readonly ino: number;
}

/** Who asks. Permission bits are checked against it; uid 0 passes all but execute without any x bit. */
export interface Credentials {
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
}

/** A generated file tree, as /proc: made up anew at each look. */
export interface VirtualDirectory {
  list(caller: Caller): readonly ByteString[];
  lookup(name: ByteString, caller: Caller): VirtualNode | undefined;
}
export type VirtualNode =
  | ({ readonly type: 'directory'; readonly directory: VirtualDirectory } & VirtualStat)
  | ({ readonly type: 'file'; read(): Uint8Array; write?(bytes: Uint8Array): void } & VirtualStat)
  /** `description`: opening it gives this open file description again (as /proc/self/fd/3 does), whatever `target` reads. */
  | ({
      readonly type: 'symlink';
      readonly target: ByteString;
      readonly description?: unknown /** What stat(2) says of what is behind it, for pipes and the like. */;
      stat?(): Stat;
    } & VirtualStat)
  | ({ readonly type: 'character'; readonly major: number; readonly minor: number } & VirtualStat);
export interface VirtualStat {
  readonly ino: number;
  readonly mode: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly mtime?: Instant;
}

/** What a virtual directory may know of the process that looks. */
export interface Caller {
  readonly pid: number;
  readonly credentials: Credentials;
}

/** One row of a mount table. `at` is an absolute path without `..`; the longest that fits wins. */
export interface Mount {
  readonly at: ByteString;
  readonly source:
    | { readonly cell: Cell /** Absolute path in the cell; a file for a file bind. */; readonly subpath: ByteString }
    | { readonly virtual: VirtualDirectory };
  readonly readOnly: boolean;
  /** For /proc/mounts and df: `overlay`, `ext4`, `tmpfs`, `proc`. */
  readonly fsType: string;
  readonly device: string;
  /** Further mount options for /proc/mounts, without `rw` and `ro`: `nosuid,nodev,noexec,relatime` (`relatime`). */
  readonly options?: string;
}

/** A process's way of seeing files; the kernel owns it, the FileSystem made from it reads it at each call. */
export interface FileSystemView {
  readonly mounts: readonly Mount[];
  readonly caller: Caller;
  umask: number;
  /** Where relative paths start. */
  cwd: Pin;
  now(): Instant;
}

/** A place that stays the same file through renames and after unlink: open files, working directories. */
export interface Pin {
  /** Its absolute path in the view's mounts now; undefined when it was unlinked. */
  path(): ByteString | undefined;
  stat(): Stat;
  release(): void;
}

export interface OpenFlags {
  readonly read?: boolean;
  readonly write?: boolean;
  readonly append?: boolean;
  readonly create?: boolean;
  readonly exclusive?: boolean;
  readonly truncate?: boolean;
  readonly directory?: boolean;
  readonly noFollow?: boolean;
  readonly nonBlock?: boolean;
  readonly closeOnExec?: boolean;
}

/** What `openNode` found: a regular file or directory to read and write, or something that the kernel has to open itself. */
export type OpenedNode =
  | { readonly kind: 'file'; readonly file: OpenFile }
  | { readonly kind: 'directory'; readonly pin: Pin }
  | { readonly kind: 'device'; readonly major: number; readonly minor: number; readonly pin: Pin }
  /** `key` is the same for every opener of the same fifo. */
  | { readonly kind: 'fifo'; readonly key: string; readonly pin: Pin }
  | { readonly kind: 'socket'; readonly pin: Pin }
  | { readonly kind: 'description'; readonly description: unknown };

/** An open regular file. Offsets belong to the open file description (the kernel's), not to this. */
export interface OpenFile {
  readonly pin: Pin;
  read(offset: number, length: number): Uint8Array;
  /** Returns the offset after what was written. `'end'` appends. */
  write(offset: number | 'end', bytes: Uint8Array): number;
  truncate(size: number): void;
  stat(): Stat;
  close(): void;
}

/** The file system calls of one process. Synchronous: nothing here ever waits. Every call throws FsError(errno, path as given). */
export interface FileSystem {
  stat(path: ByteString): Stat;
  lstat(path: ByteString): Stat;
  /** R 4, W 2, X 1, 0 for existence. */
  access(path: ByteString, mode: number): void;
  exists(path: ByteString): boolean;
  readFile(path: ByteString): Uint8Array;
  /** Creates or truncates; `mode` (0o666) is cut by the umask and only used when the file is new. */
  writeFile(path: ByteString, bytes: Uint8Array, mode?: number): void;
  append(path: ByteString, bytes: Uint8Array, mode?: number): void;
  /** A file's content as the immutable value that it is, holes and all: for cp, tar, exec. */
  readContent(path: ByteString): Content;
  writeContent(path: ByteString, content: Content, mode?: number): void;
  truncate(path: ByteString, size: number): void;
  /** In the directory's own order, without `.` and `..`. */
  readDir(path: ByteString): readonly DirectoryEntry[];
  mkdir(path: ByteString, mode?: number): void;
  rmdir(path: ByteString): void;
  unlink(path: ByteString): void;
  rename(from: ByteString, to: ByteString): void;
  symlink(target: ByteString, path: ByteString): void;
  link(existing: ByteString, path: ByteString): void;
  readLink(path: ByteString): ByteString;
  /** Absolute, without symlinks, `.` and `..`; all components must exist. */
  realPath(path: ByteString): ByteString;
  chmod(path: ByteString, mode: number): void;
  /** -1 leaves an ID as it is. Clears setuid and setgid as Linux does. */
  chown(path: ByteString, uid: number, gid: number, options?: { readonly followLink?: boolean }): void;
  utimes(
    path: ByteString,
    times: { readonly atime?: Instant; readonly mtime?: Instant },
    options?: { readonly followLink?: boolean },
  ): void;
  mknod(
    path: ByteString,
    node: { readonly type: 'character' | 'block'; readonly major: number; readonly minor: number } | { readonly type: 'fifo' | 'socket' },
    mode?: number,
  ): void;
  statfs(path: ByteString): {
    readonly type: string;
    readonly blockSize: number;
    readonly blocks: number;
    readonly free: number;
    readonly files: number;
    readonly filesFree: number;
  };
  /** A pin of an existing path (chdir: directories only, x permission). */
  pin(path: ByteString, options?: { readonly directory?: boolean }): Pin;
  /** For the kernel's open(2). `mode` (0o666) is cut by the umask. */
  openNode(path: ByteString, flags: OpenFlags, mode?: number): OpenedNode;
}
