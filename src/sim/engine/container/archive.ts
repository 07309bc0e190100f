/** docker cp, the daemon's side: a path's stat, its tar, and a tar unpacked there. As moby's daemon/archive_unix.go. */
import { FsError } from '../../fs/errno.ts';
import { basename, dirname, join, normalize } from '../../fs/path.ts';
import { layerEntriesOf } from '../../fs/read-tar.ts';
import { toTar } from '../../fs/tar.ts';
import type { FileSystem, Instant, LayerEntry, Node, NodeType } from '../../fs/types.ts';
import type { Engine } from '../engine.ts';
import { EngineError } from '../engine-error.ts';
import { happened } from '../events.ts';
import { plainTar } from '../image/archive-bytes.ts';
import { unpacked } from '../image/load.ts';
import { filesOf } from './files.ts';
import { withContainer } from '../state.ts';
import type { Container, Verb } from '../types.ts';
import { getContainer } from './find.ts';
import { nodeAt } from '../../fs/node-at.ts';

/** As container.PathStat. */
export interface PathStat {
  readonly name: string;
  readonly type: NodeType;
  readonly mode: number;
  /** Bytes. */
  readonly size: number;
  readonly mtime: Instant;
  /** A symlink's target as an absolute path in the container; empty for others. */
  readonly linkTarget: string;
}

/** The last symlink is not followed unless the path ends with `/` or `/.`. Throws EngineError. */
export function statPath(engine: Engine, text: string, path: string): PathStat {
  const container = getContainer(engine.state, text);
  const { fs } = filesOf(engine, container);
  return statIn(fs, path, text);
}

/** `docker cp CONTAINER:path -`: the tar's first name is the path's last. Throws EngineError. */
export function getArchive(engine: Engine, text: string, path: string): { readonly stat: PathStat; readonly tar: Uint8Array } {
  if (path === '') throw new EngineError('invalidParameter', 'bad parameter: pathcannot be empty');
  const container = getContainer(engine.state, text);
  const { fs } = filesOf(engine, container);
  const stat = statIn(fs, path, text);
  const entries: LayerEntry[] = [];
  const name = path.endsWith('/.') || path === '.' ? '.' : basename(path);
  collect(fs, followed(fs, path), name === '/' ? '' : name, entries, new Map());
  engine.change('cp', copied(container, 'archive-path'));
  return { stat, tar: toTar(entries) };
}

export interface PutOptions {
  /** Refuses to put a directory in a file's place and the other way round. */
  readonly noOverwriteDirNonDir?: boolean;
}

/** Unpacks into a directory that is there. Owners and times are the tar's. Throws EngineError. */
export function putArchive(
  engine: Engine,
  text: string,
  path: string,
  tar: Uint8Array,
  { noOverwriteDirNonDir = false }: PutOptions = {},
): void {
  const container = getContainer(engine.state, text);
  const { fs, mounts } = filesOf(engine, container);
  const target = absolute(path);
  if (statIn(fs, `${target}/.`, text).type !== 'directory')
    throw new EngineError('invalidParameter', 'extraction point is not a directory');
  const folder = fs.realPath(target);
  const mount = mounts.filter(({ at }) => at === '/' || folder === at || folder.startsWith(`${at}/`)).at(-1);
  if (mount?.readOnly) throw new EngineError('forbidden', 'mounted volume is marked read-only');
  if (container.hostConfig.ReadonlyRootfs && (mount === undefined || mount.at === '/')) {
    throw new EngineError('forbidden', 'container rootfs is marked read-only');
  }
  for (const entry of layerEntriesOf(unpacked(engine, plainTar(tar)))) place(fs, folder, entry, noOverwriteDirNonDir);
  engine.change('cp', copied(container, 'extract-to-dir'));
}

const copied =
  (container: Container, action: string): Verb =>
  (state, moment) =>
    happened(container, action)(container.everStarted ? withContainer(state, { ...container, copied: true }) : state, moment);

/** Cleaned, with the slash or `/.` at its end that says a directory is meant. */
function absolute(path: string): string {
  const clean = normalize(`/${path}`);
  const end = /(?:^|\/)\.$/.test(path) ? '/.' : path.endsWith('/') ? '/' : '';
  return clean === '/' ? clean + end.replace(/^\//, '') : clean + end;
}

/** With a slash or `/.` at its end the path means what a link leads to. */
function followed(fs: FileSystem, path: string): string {
  const whole = absolute(path);
  const plain = whole.replace(/\/+\.?$/, '');
  if (plain === '') return '/';
  return whole === plain ? join(fs.realPath(dirname(plain)), basename(plain)) : fs.realPath(plain);
}

function statIn(fs: FileSystem, path: string, container: string): PathStat {
  const whole = absolute(path);
  try {
    const file = followed(fs, path);
    const { type, mode, size, mtime } = fs.lstat(file);
    if (whole.endsWith('/') && type !== 'directory') throw new FsError('ENOTDIR', whole);
    const linkTarget = type === 'symlink' ? absoluteTarget(file, fs.readLink(file)) : '';
    return { name: basename(whole.replace(/\/\.$/, '')), type, mode, size, mtime, linkTarget };
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    if (error.errno === 'ENOENT') throw new EngineError('notFound', `Could not find the file ${path} in container ${container}`);
    throw new EngineError('system', `lstat ${whole}: ${error.text.toLowerCase()}`);
  }
}

const absoluteTarget = (file: string, target: string): string => join(dirname(file), target);

/** The tree below a path, as entries of a tar; a file with several names once and then as links. */
function collect(fs: FileSystem, path: string, name: string, entries: LayerEntry[], seen: Map<string, string>): void {
  const stat = fs.lstat(path);
  const key = `${stat.dev}:${stat.ino}`;
  const first = stat.type === 'directory' || stat.nlink < 2 ? undefined : seen.get(key);
  if (first !== undefined) {
    entries.push({ path: name, hardLinkTo: first });
    return;
  }
  seen.set(key, name);
  entries.push({ path: name, node: nodeAt(fs, path) });
  if (stat.type !== 'directory') return;
  const children = fs
    .readDir(path)
    .map((entry) => entry.name)
    .sort();
  for (const child of children) collect(fs, join(path, child), name === '' ? child : `${name}/${child}`, entries, seen);
}

function place(fs: FileSystem, folder: string, entry: LayerEntry, keepKinds: boolean): void {
  const path = join(folder, entry.path);
  if (entry.whiteout !== undefined) return;
  makeParents(fs, dirname(path));
  makeRoom(fs, path, entry.node?.type === 'directory', keepKinds);
  if (entry.hardLinkTo !== undefined) {
    fs.link(join(folder, entry.hardLinkTo), path);
    return;
  }
  make(fs, path, entry.node);
  fs.chown(path, entry.node.uid, entry.node.gid, { followLink: false });
  if (entry.node.type !== 'symlink') fs.chmod(path, entry.node.mode);
  fs.utimes(path, { mtime: entry.node.mtime }, { followLink: false });
}

/** A tar need not name the folders of its files. */
function makeParents(fs: FileSystem, path: string): void {
  if (existsItself(fs, path)) return;
  makeParents(fs, dirname(path));
  fs.mkdir(path, 0o755);
}

function makeRoom(fs: FileSystem, path: string, isDirectory: boolean, keepKinds: boolean): void {
  if (!existsItself(fs, path)) return;
  const old = fs.lstat(path).type === 'directory';
  if (old && isDirectory) return;
  if (keepKinds && old !== isDirectory) {
    const what = isDirectory ? 'non-directory' : 'directory';
    const other = isDirectory ? 'directory' : 'non-directory';
    throw new EngineError('invalidParameter', `cannot overwrite ${what} "${path}" with ${other} "${path}"`);
  }
  if (!old) fs.unlink(path);
  else removeTree(fs, path);
}

function existsItself(fs: FileSystem, path: string): boolean {
  try {
    fs.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof FsError) return false;
    throw error;
  }
}

function removeTree(fs: FileSystem, path: string): void {
  for (const { name, type } of fs.readDir(path)) {
    if (type === 'directory') removeTree(fs, join(path, name));
    else fs.unlink(join(path, name));
  }
  fs.rmdir(path);
}

function make(fs: FileSystem, path: string, node: Node): void {
  if (node.type === 'directory') {
    if (!fs.exists(path)) fs.mkdir(path, 0o755);
  } else if (node.type === 'file') fs.writeContent(path, node.content);
  else if (node.type === 'symlink') fs.symlink(node.target, path);
  else if ('major' in node) fs.mknod(path, { type: node.type, major: node.major, minor: node.minor });
  else fs.mknod(path, { type: node.type });
}
