/** Path resolution over a mount table: symlinks, `.`, `..`, mount crossing, permissions. As path_resolution(7). */
import type { ByteString } from './bytes.ts';
import { type Errno, FsError } from './errno.ts';
import { type AnyNode, type MountBranch, type MountPoint, mountTable } from './mount-table.ts';
import { NAME_MAX, PATH_MAX } from './path.ts';
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

const MOST_LINKS = 40;

/** Walks. Throws FsError with the path as given: ENOENT, ENOTDIR, EACCES, ELOOP, ENAMETOOLONG. */
export function walk(view: FileSystemView, path: ByteString, lastLink: LastLink, options: WalkOptions = NO_OPTIONS): Place {
  return new Walk(view, path).run(lastLink, options);
}

export interface WalkOptions {
  /** Ends at a link of /proc that stands for an open file description, instead of following its text. */
  readonly stopAtMagic?: boolean;
  /** For O_CREAT: EISDIR as soon as the last component has a slash after it, whatever is there. */
  readonly creates?: boolean;
}

const NO_OPTIONS: WalkOptions = {};

/** One walk under way. */
class Walk {
  private readonly view: FileSystemView;
  private readonly given: ByteString;
  private readonly isRoot: boolean;
  private readonly table;
  private mount: MountPoint;
  private branch: MountBranch | undefined;
  private directory: AnyDirectory;
  private names: ByteString[] = [];
  private rest: ByteString;
  private links = 0;
  private isRemoved = false;

  constructor(view: FileSystemView, path: ByteString) {
    this.view = view;
    this.given = path;
    this.rest = path;
    this.isRoot = view.caller.credentials.uid === 0;
    this.table = mountTable(view.mounts);
    this.mount = this.table.root;
    this.branch = this.table.branch;
    if (path.length === 0) throw this.error('ENOENT');
    if (path.length >= PATH_MAX) throw this.error('ENAMETOOLONG');
    this.directory = this.rootDirectory();
    if (path.charCodeAt(0) !== 47) this.startAtWorkingDirectory();
  }

  run(lastLink: LastLink, { stopAtMagic = false, creates = false }: WalkOptions): Place {
    let at = 0;
    for (;;) {
      while (this.rest.charCodeAt(at) === 47) at++;
      if (at >= this.rest.length) return this.here('/', false);
      const slash = this.rest.indexOf('/', at);
      const end = slash < 0 ? this.rest.length : slash;
      const name = this.rest.slice(at, end);
      let next = end;
      while (this.rest.charCodeAt(next) === 47) next++;
      const isLast = next >= this.rest.length;
      this.mayPass();
      if (name === '.' || name === '..') {
        if (name === '..') this.ascend();
        if (isLast) return this.here(name, slash >= 0);
        at = next;
        continue;
      }
      if (creates && isLast && slash >= 0) throw this.error('EISDIR');
      // A call on the parent looks the name up itself, after other checks.
      if (name.length > NAME_MAX && !(isLast && lastLink === 'parent')) throw this.error('ENAMETOOLONG');
      const place = this.look(name, isLast && slash >= 0);
      const { node } = place;
      const follows = node?.type === 'symlink' && (!isLast || lastLink === 'follow' || (lastLink === 'keep' && slash >= 0));
      if (follows && !(isLast && stopAtMagic && 'description' in node)) {
        at = this.follow(node.target, place, end);
        continue;
      }
      if (isLast) return this.checkedLast(place, lastLink);
      this.enter(place);
      at = next;
    }
  }

  private look(name: ByteString, trailingSlash: boolean): Place {
    const branch = this.branch?.children.get(name);
    const mount = branch?.mount ?? this.mount;
    const node = branch?.mount ? branch.mount.root() : this.child(name);
    return {
      parentMount: this.mount,
      parentNames: this.names,
      parent: this.directory,
      name,
      last: 'name',
      trailingSlash,
      node,
      mount,
      isRemoved: this.isRemoved,
    };
  }

  private child(name: ByteString): AnyNode | undefined {
    const { directory } = this;
    if ('directory' in directory) return directory.directory.lookup(name, this.view.caller);
    const entry = directory.entries.get(name);
    if (entry?.type !== 'link') return entry;
    return this.mount.cell && nodeOf(entry, this.mount.cell.linked);
  }

  private checkedLast(place: Place, lastLink: LastLink): Place {
    if (place.trailingSlash && lastLink !== 'parent' && place.node && place.node.type !== 'directory') throw this.error('ENOTDIR');
    return place;
  }

  private enter(place: Place): void {
    if (place.node === undefined) throw this.error('ENOENT');
    if (place.node.type !== 'directory') throw this.error('ENOTDIR');
    this.directory = place.node;
    this.mount = place.mount;
    this.branch = this.branch?.children.get(place.name);
    this.names.push(place.name);
  }

  /** Puts a symlink's target before what is left; returns where to go on. */
  private follow(target: ByteString, place: Place, end: number): number {
    if (++this.links > MOST_LINKS) throw this.error('ELOOP');
    const { credentials } = this.view.caller;
    if (place.node && isProtectedSymlink(this.directory, place.node, credentials)) throw this.error('EACCES');
    if (target === '') throw this.error('ENOENT');
    this.rest = target + this.rest.slice(end);
    if (target.charCodeAt(0) === 47) this.toRoot();
    return 0;
  }

  private ascend(): void {
    if (this.names.length === 0) return;
    if (!this.goTo(this.names.slice(0, -1))) throw this.error('ENOENT');
  }

  private toRoot(): void {
    this.mount = this.table.root;
    this.branch = this.table.branch;
    this.directory = this.rootDirectory();
    this.names = [];
    this.isRemoved = false;
  }

  private rootDirectory(): AnyDirectory {
    const root = this.table.root.root();
    if (root?.type !== 'directory') throw this.error('ENOENT');
    return root;
  }

  /** Goes to a place known by its names, without asking for permission. */
  private goTo(names: readonly ByteString[]): boolean {
    this.toRoot();
    for (const name of names) {
      const place = this.look(name, false);
      if (place.node?.type !== 'directory') return false;
      this.enter(place);
    }
    return true;
  }

  private startAtWorkingDirectory(): void {
    const { cwd } = this.view;
    const path = cwd.path();
    if (path !== undefined && this.goTo(splitAbsolute(path))) return;
    const pin = cwd instanceof ViewPin ? cwd : undefined;
    const node = pin?.node();
    if (node?.type !== 'directory' || pin === undefined) throw this.error('ENOENT');
    // A removed directory: empty, but `.` is still there and `..` is where it was.
    this.directory = node;
    this.mount = pin.mount;
    this.branch = undefined;
    this.names = splitAbsolute(pin.lastPath());
    this.isRemoved = true;
  }

  private mayPass(): void {
    if (!this.isRoot && !permits(this.directory, this.view.caller.credentials, EXECUTE)) throw this.error('EACCES');
  }

  private here(last: '.' | '..' | '/', trailingSlash: boolean): Place {
    const { mount, names, directory } = this;
    return {
      parentMount: mount,
      parentNames: names,
      parent: directory,
      name: '',
      last,
      trailingSlash,
      node: directory,
      mount,
      isRemoved: this.isRemoved,
    };
  }

  private error(errno: Errno): FsError {
    return new FsError(errno, this.given);
  }
}

function splitAbsolute(path: ByteString): ByteString[] {
  return path === '/' ? [] : path.slice(1).split('/');
}
