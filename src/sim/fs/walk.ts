/** Path resolution over a mount table: symlinks, `.`, `..`, mount crossing, permissions. As path_resolution(7). */
import type { ByteString } from './bytes.ts';
import { type Errno, FsError } from './errno.ts';
import { type AnyNode, type MountBranch, type MountPoint, type MountTable, mountTable } from './mount-table.ts';
import { NAME_MAX, namesOf, PATH_MAX } from './path.ts';
import { EXECUTE, isProtectedSymlink, permits } from './permission.ts';
import { ViewPin } from './view-pin.ts';
import { nodeOf } from './tree.ts';
import type { DirectoryNode, FileSystemView, VirtualNode } from './types.ts';

export type AnyDirectory = DirectoryNode | Extract<VirtualNode, { readonly type: 'directory' }>;

/** `follow`: through a last symlink. `keep`: not, unless a slash follows. `parent`: never, as calls that make or remove a name. */
export type LastLink = 'follow' | 'keep' | 'parent';

/** Where a path leads. */
export interface Place {
  /** The mount in which the parent stands, and the parent's own names from the root. */
  readonly parentMount: MountPoint;
  readonly parentNames: readonly ByteString[];
  readonly parent: AnyDirectory;
  /** The last component's name; '' when the path ends in `.`, `..` or is `/` (then `parent` is `node` itself). */
  readonly name: ByteString;
  readonly last: 'name' | '.' | '..' | '/';
  readonly trailingSlash: boolean;
  /** What stands there, seen through mounts; undefined when nothing does (only the last component may be missing). */
  readonly node: AnyNode | undefined;
  readonly mount: MountPoint;
  /** The parent is a removed directory: nothing can be made in it. */
  readonly isRemoved: boolean;
}

export interface WalkOptions {
  /** Ends at a link of /proc that stands for an open file description, instead of following its text. */
  readonly stopAtMagic?: boolean;
  /** For O_CREAT: EISDIR as soon as the last component has a slash after it, whatever is there. */
  readonly creates?: boolean;
}

const MOST_LINKS = 40;
const SLASH = 47;
const NO_OPTIONS: WalkOptions = {};

/** Walks. Throws FsError with the path as given: ENOENT, ENOTDIR, EACCES, ELOOP, ENAMETOOLONG. */
export function walk(view: FileSystemView, path: ByteString, lastLink: LastLink, options: WalkOptions = NO_OPTIONS): Place {
  const place = tryWalk(view, path, lastLink, options);
  if (typeof place === 'string') throw new FsError(place, path);
  return place;
}

/** Walks, or says why not: an error costs more than a walk. */
export function tryWalk(view: FileSystemView, path: ByteString, lastLink: LastLink, options: WalkOptions = NO_OPTIONS): Place | Errno {
  if (path.length === 0) return 'ENOENT';
  if (path.length >= PATH_MAX) return 'ENAMETOOLONG';
  return new Walk(view, path).run(lastLink, options);
}

/** One walk under way. */
class Walk {
  private readonly view: FileSystemView;
  private readonly isRoot: boolean;
  private readonly table: MountTable;
  private mount: MountPoint;
  private branch: MountBranch | undefined;
  private directory: AnyDirectory;
  private names: ByteString[] = [];
  private rest: ByteString;
  private links = 0;
  private isRemoved = false;

  constructor(view: FileSystemView, path: ByteString) {
    this.view = view;
    this.rest = path;
    this.isRoot = view.caller.credentials.uid === 0;
    this.table = mountTable(view.mounts);
    this.mount = this.table.root;
    this.branch = this.table.branch;
    this.directory = rootDirectory(this.table);
  }

  run(lastLink: LastLink, options: WalkOptions): Place | Errno {
    if (this.rest.charCodeAt(0) !== SLASH && !this.startAtWorkingDirectory()) return 'ENOENT';
    let at = 0;
    for (;;) {
      while (this.rest.charCodeAt(at) === SLASH) at++;
      if (at >= this.rest.length) return this.here('/', false);
      const slash = this.rest.indexOf('/', at);
      const end = slash < 0 ? this.rest.length : slash;
      const name = this.rest.slice(at, end);
      let next = end;
      while (this.rest.charCodeAt(next) === SLASH) next++;
      const isLast = next >= this.rest.length;
      if (!this.isRoot && !permits(this.directory, this.view.caller.credentials, EXECUTE)) return 'EACCES';
      if (name === '.' || name === '..') {
        if (name === '..' && !this.ascend()) return 'ENOENT';
        if (isLast) return this.here(name, slash >= 0);
        at = next;
        continue;
      }
      const step = isLast ? this.last(name, end, lastLink, options) : this.enter(name, end, next);
      if (typeof step !== 'number') return step;
      at = step;
    }
  }

  /** Goes into a directory on the way, or through a symlink; returns where in `rest` to go on. */
  private enter(name: ByteString, end: number, next: number): number | Errno {
    if (name.length > NAME_MAX) return 'ENAMETOOLONG';
    const branch = this.branch?.children.get(name);
    const node = this.child(name, branch);
    if (node === undefined) return 'ENOENT';
    if (node.type === 'symlink') return this.follow(node, end);
    if (node.type !== 'directory') return 'ENOTDIR';
    this.directory = node;
    if (branch?.mount) this.mount = branch.mount;
    this.branch = branch;
    this.names.push(name);
    return next;
  }

  /** The last component: the place, or where to go on when it is a symlink to follow. */
  private last(name: ByteString, end: number, lastLink: LastLink, { stopAtMagic, creates }: WalkOptions): Place | number | Errno {
    const trailingSlash = end < this.rest.length;
    if (creates && trailingSlash) return 'EISDIR';
    // A call on the parent looks the name up itself, after other checks.
    if (name.length > NAME_MAX && lastLink !== 'parent') return 'ENAMETOOLONG';
    const branch = this.branch?.children.get(name);
    const node = this.child(name, branch);
    if (node?.type === 'symlink' && (lastLink === 'follow' || (lastLink === 'keep' && trailingSlash))) {
      if (!(stopAtMagic && 'description' in node)) return this.follow(node, end);
    }
    if (trailingSlash && lastLink !== 'parent' && node && node.type !== 'directory') return 'ENOTDIR';
    const { mount, names, directory, isRemoved } = this;
    return {
      parentMount: mount,
      parentNames: names,
      parent: directory,
      name,
      last: 'name',
      trailingSlash,
      node,
      mount: branch?.mount ?? mount,
      isRemoved,
    };
  }

  private child(name: ByteString, branch: MountBranch | undefined): AnyNode | undefined {
    if (branch?.mount) return branch.mount.root();
    const { directory } = this;
    if ('directory' in directory) return directory.directory.lookup(name, this.view.caller);
    const entry = directory.entries.get(name);
    if (entry?.type !== 'link') return entry;
    return this.mount.cell && nodeOf(entry, this.mount.cell.linked);
  }

  /** Puts a symlink's target before what is left. */
  private follow(link: Extract<AnyNode, { readonly type: 'symlink' }>, end: number): number | Errno {
    if (++this.links > MOST_LINKS) return 'ELOOP';
    if (isProtectedSymlink(this.directory, link, this.view.caller.credentials)) return 'EACCES';
    if (link.target === '') return 'ENOENT';
    this.rest = link.target + this.rest.slice(end);
    if (link.target.charCodeAt(0) === SLASH) this.toRoot();
    return 0;
  }

  private ascend(): boolean {
    return this.names.length === 0 || this.goTo(this.names.slice(0, -1));
  }

  private toRoot(): void {
    this.mount = this.table.root;
    this.branch = this.table.branch;
    this.directory = rootDirectory(this.table);
    this.names = [];
    this.isRemoved = false;
  }

  /** Goes to a place known by its names, without asking for permission. */
  private goTo(names: readonly ByteString[]): boolean {
    this.toRoot();
    return names.every((name) => this.enter(name, 0, 1) === 1);
  }

  private startAtWorkingDirectory(): boolean {
    const { cwd } = this.view;
    const pin = cwd instanceof ViewPin ? cwd : undefined;
    const isThere = pin ? !pin.isUnlinked() : cwd.path() !== undefined;
    if (isThere && this.goTo(pin ? pin.lastNames() : namesOf(cwd.path() ?? '/'))) return true;
    const node = pin?.node();
    if (node?.type !== 'directory' || pin === undefined) return false;
    // A removed directory: empty, but `.` is still there and `..` is where it was.
    this.directory = node;
    this.mount = pin.mount;
    this.branch = undefined;
    this.names = [...pin.lastNames()];
    this.isRemoved = true;
    return true;
  }

  private here(last: '.' | '..' | '/', trailingSlash: boolean): Place {
    const { mount, names, directory, isRemoved } = this;
    return { parentMount: mount, parentNames: names, parent: directory, name: '', last, trailingSlash, node: directory, mount, isRemoved };
  }
}

function rootDirectory(table: MountTable): AnyDirectory {
  const root = table.root.root();
  if (root?.type !== 'directory') throw new FsError('ENOENT', '/');
  return root;
}
