/** Copying files and trees: what cp, install and mv between file systems share. As GNU coreutils 9.4 copy.c. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import type { Stat } from '../../sim/fs/types.ts';
import { joinPath } from '../formats/paths.ts';
import type { ProgramIo } from '../programs/program-io.ts';
import { type BackupStyle, backupName } from './backup.ts';
import { CreateError, createWords, makeLeaf } from './make-leaf.ts';
import { mayReplace } from './replace.ts';

export interface CopyOptions {
  readonly recursive: boolean;
  /** Which symlinks are copied as what they point to. */
  readonly dereference: 'always' | 'operands' | 'never';
  readonly preserve: { readonly mode: boolean; readonly owner: boolean; readonly times: boolean; readonly links: boolean };
  /** `none`: files are never replaced (-n, said with `sayKept`); `older`: only older ones. */
  readonly update: 'all' | 'older' | 'none' | 'none-fail';
  readonly interactive: boolean;
  readonly force: boolean;
  readonly removeDestination: boolean;
  readonly verbose: boolean;
  readonly backup: BackupStyle | undefined;
  /** Hard links or symlinks are made instead of copies. */
  readonly make: 'copy' | 'link' | 'symlink';
  readonly attributesOnly: boolean;
  readonly oneFileSystem: boolean;
  /** mv: prints `renamed`-like lines as cp's and keeps everything. */
  readonly moving?: boolean;
}

/** What one run of the program has copied so far. */
export interface CopyState {
  /** `dev:ino` of a source with several names → its copy. */
  readonly linked: Map<string, ByteString>;
  /** `dev:ino` of files made by this run: they are not overwritten by its next operand. */
  readonly made: Set<string>;
  /** Operands seen. */
  readonly sources: Set<string>;
  /** A directory was met in its own copy: nothing more of this operand is copied. */
  intoItself: boolean;
}

export const newCopyState = (): CopyState => ({ linked: new Map(), made: new Set(), sources: new Set(), intoItself: false });

/** Copies `source` to the name `destination`. False when something failed (said). */
export function copyFile(
  io: ProgramIo,
  source: ByteString,
  destination: ByteString,
  options: CopyOptions,
  state: CopyState,
): Promise<boolean> {
  state.intoItself = false;
  return copy({ io, options, state, ancestors: [], root: undefined }, source, destination, true);
}

interface Run {
  readonly io: ProgramIo;
  readonly options: CopyOptions;
  readonly state: CopyState;
  readonly ancestors: readonly string[];
  readonly root:
    | { readonly dev: number; readonly from: ByteString; readonly to: ByteString; readonly made: string | undefined }
    | undefined;
}

export const identity = ({ dev, ino }: Pick<Stat, 'dev' | 'ino'>): string => `${dev}:${ino}`;

async function copy(run: Run, source: ByteString, destination: ByteString, top: boolean): Promise<boolean> {
  const { io, options, state } = run;
  const pause = io.process.tick(4);
  if (pause) await pause;
  const follow = options.dereference === 'always' || (top && options.dereference === 'operands');
  const stat = await examine(io, source, follow, 'cannot stat');
  if (!stat) return false;
  if (stat.type === 'directory' && !options.recursive) {
    await io.complain(`-r not specified; omitting directory ${io.quoted(source)}`);
    return false;
  }
  if (top && stat.type !== 'directory') {
    if (state.sources.has(source) && !options.backup) {
      await io.complain(`warning: source file ${io.quoted(source)} specified more than once`);
      return true;
    }
    state.sources.add(source);
  }
  const existing = lookAt(
    io,
    destination,
    stat.type === 'symlink' || options.removeDestination || options.make !== 'copy' ? 'link' : 'target',
  );
  if (existing instanceof FsError) {
    await io.complain(`cannot stat ${io.quoted(destination)}: ${existing.text}`);
    return false;
  }
  const verdict = existing ? await mayReplace({ io, options, state }, source, stat, destination, existing) : 'go';
  if (verdict !== 'go') return verdict === 'skip';
  if (stat.type === 'directory') return copyDirectory(run, source, stat, destination, existing);
  const backup = existing && options.backup ? backupName(io.fs, destination, options.backup) : undefined;
  if (backup !== undefined) io.fs.rename(destination, backup);
  const gone = backup !== undefined || !existing;
  return copyLeaf(run, source, stat, destination, { replaces: !gone, backup });
}

async function examine(io: ProgramIo, path: ByteString, follow: boolean, words: string): Promise<Stat | undefined> {
  try {
    return follow ? io.fs.stat(path) : io.fs.lstat(path);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    await io.complain(`${words} ${io.quoted(path)}: ${error.text}`);
    return undefined;
  }
}

/** What stands at the destination: a symlink counts as its target unless it is itself to be replaced; a dangling one stands. */
function lookAt(io: ProgramIo, path: ByteString, as: 'link' | 'target'): Stat | FsError | undefined {
  try {
    const link = io.fs.lstat(path);
    if (as === 'link' || link.type !== 'symlink') return link;
    return io.fs.exists(path) ? io.fs.stat(path) : link;
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    if (error.errno === 'ENOENT') return undefined;
    return error;
  }
}

async function copyDirectory(
  run: Run,
  source: ByteString,
  stat: Stat,
  destination: ByteString,
  existing: Stat | undefined,
): Promise<boolean> {
  const { io, options, state } = run;
  if (run.ancestors.includes(identity(stat))) {
    await io.complain(`cannot copy cyclic symbolic link ${io.quoted(source)}`);
    return false;
  }
  try {
    if (!existing) {
      io.fs.mkdir(destination, options.preserve.mode ? stat.mode & 0o700 : stat.mode & 0o777);
      if (options.verbose && options.moving) await io.out(`created directory ${io.quoted(destination)}\n`);
      else if (options.verbose) await sayCopied(run, source, destination, undefined);
    }
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    await io.complain(`cannot create directory ${io.quoted(destination)}: ${error.text}`);
    return false;
  }
  const made = io.fs.stat(destination);
  if (!existing) state.made.add(identity(made));
  if ((made.mode & 0o700) !== 0o700 && !existing) io.fs.chmod(destination, made.mode | 0o700);
  const root = run.root ?? { dev: stat.dev, from: source, to: destination, made: existing ? undefined : identity(made) };
  const good =
    options.oneFileSystem && stat.dev !== root.dev
      ? true
      : await copyEntries({ ...run, root, ancestors: [...run.ancestors, identity(stat)] }, source, destination, identity(made));
  if (!existing && (made.mode & 0o700) !== 0o700) io.fs.chmod(destination, made.mode);
  return (existing && !options.preserve.mode && !options.preserve.times ? true : await preserveAttributes(run, stat, destination)) && good;
}

async function copyEntries(run: Run, source: ByteString, destination: ByteString, made: string): Promise<boolean> {
  const { io, state } = run;
  let names: readonly ByteString[];
  try {
    names = io.fs.readDir(source).map(({ name }) => name);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    await io.complain(`cannot access ${io.quoted(source)}: ${error.text}`);
    return false;
  }
  let good = true;
  for (const name of names) {
    const from = joinPath(source, name);
    const stat = lookAt(io, from, 'link');
    if (stat && !(stat instanceof FsError) && (identity(stat) === made || identity(stat) === run.root?.made)) {
      await io.complain(
        `cannot copy a directory, ${io.quoted(run.root?.from ?? source)}, into itself, ${io.quoted(run.root?.to ?? destination)}`,
      );
      good = false;
      state.intoItself = true;
    } else good = (await copy(run, from, joinPath(destination, name), false)) && good;
    if (state.intoItself) return false;
  }
  return good;
}

/** Everything but a directory. */
async function copyLeaf(
  run: Run,
  source: ByteString,
  stat: Stat,
  destination: ByteString,
  { replaces, backup }: { readonly replaces: boolean; readonly backup: ByteString | undefined },
): Promise<boolean> {
  const { io, options, state } = run;
  const several = options.preserve.links && stat.nlink > 1 ? state.linked.get(identity(stat)) : undefined;
  try {
    if (replaces && (options.removeDestination || several !== undefined || stat.type !== 'file' || options.make !== 'copy')) {
      if (options.make !== 'copy' && !options.force && !options.removeDestination)
        throw new CreateError(options.make === 'link' ? 'hard link' : 'symbolic link', new FsError('EEXIST'));
      if (stat.type !== 'character' || options.recursive || options.removeDestination) io.fs.unlink(destination);
      if (options.verbose && (options.removeDestination || options.force)) await io.out(`removed ${io.quoted(destination)}\n`);
    }
    if (options.verbose) await sayCopied(run, source, destination, backup);
    if (several !== undefined) {
      io.fs.link(several, destination);
      return true;
    }
    await makeLeaf(io, options, source, stat, destination);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    await io.complain(createWords(io, error, source, destination));
    return false;
  }
  state.made.add(identity(io.fs.lstat(destination)));
  if (options.preserve.links && stat.nlink > 1) state.linked.set(identity(stat), destination);
  if (options.make !== 'copy') return true;
  return preserveAttributes(run, stat, destination);
}

async function sayCopied({ io, options }: Run, source: ByteString, destination: ByteString, backup: ByteString | undefined): Promise<void> {
  const kept = backup === undefined ? '' : ` (backup: ${io.quoted(backup)})`;
  await io.out(`${options.moving ? 'copied ' : ''}${io.quoted(source)} -> ${io.quoted(destination)}${kept}\n`);
}

async function preserveAttributes({ io, options }: Run, stat: Stat, destination: ByteString): Promise<boolean> {
  const { mode, owner, times } = options.preserve;
  const link = stat.type === 'symlink';
  try {
    if (times) io.fs.utimes(destination, { atime: stat.atime, mtime: stat.mtime }, { followLink: !link });
    let keepsSpecial = true;
    if (owner) keepsSpecial = takeOwner(io, stat, destination, link);
    if (mode && !link) io.fs.chmod(destination, keepsSpecial ? stat.mode : stat.mode & 0o1777);
    return true;
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    await io.complain(`preserving ${times ? 'times' : 'permissions'} for ${io.quoted(destination)}: ${error.text}`);
    return false;
  }
}

/** Only root may give files away; others keep what they get, without setuid. */
function takeOwner(io: ProgramIo, { uid, gid }: Stat, destination: ByteString, link: boolean): boolean {
  try {
    io.fs.chown(destination, uid, gid, { followLink: !link });
    return true;
  } catch (error) {
    if (!(error instanceof FsError) || error.errno !== 'EPERM') throw error;
    return false;
  }
}
