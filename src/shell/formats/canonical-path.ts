/** Paths without symlinks, `.` and `..`, whether or not they exist: readlink -f, -e, -m, realpath, ln -r. As gnulib canonicalize. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import type { Process } from '../../sim/kernel/types.ts';
import { joinPath } from './paths.ts';

/** Which components may be missing: none (-e), the last (-f), any (-m). */
export type Missing = 'none' | 'last' | 'any';

const MOST_LINKS = 40;

/** Throws FsError(ENOENT, ENOTDIR, ELOOP …). `links: false` leaves symlinks as they are (realpath -s). */
export function canonicalPath(
  process: Process,
  path: ByteString,
  missing: Missing,
  options: { readonly links?: boolean; readonly logical?: boolean } = {},
): ByteString {
  if (path === '') throw new FsError('ENOENT', path);
  const rest = path
    .split('/')
    .filter((name) => name !== '')
    .reverse();
  let done = path.startsWith('/') ? '/' : process.cwd();
  let links = 0;
  const mustBeDirectory = path.endsWith('/');
  while (rest.length > 0) {
    const name = rest.pop() ?? '';
    if (name === '.') continue;
    if (name === '..') {
      done = done.slice(0, done.lastIndexOf('/')) || '/';
      continue;
    }
    const next = joinPath(done, name);
    const target =
      options.links === false ? existing(process, next, missing, rest.length) : linkTarget(process, next, missing, rest.length);
    if (target === undefined) done = next;
    else {
      if (++links > MOST_LINKS) throw new FsError('ELOOP', path);
      if (target.startsWith('/')) done = '/';
      rest.push(
        ...target
          .split('/')
          .filter((part) => part !== '')
          .reverse(),
      );
    }
  }
  if (mustBeDirectory && missing !== 'any') requireDirectory(process, done, missing);
  return done;
}

/** The target when it is a symlink; undefined when it is something else, or missing and may be. */
function linkTarget(process: Process, path: ByteString, missing: Missing, left: number): ByteString | undefined {
  try {
    const { type } = process.fs.lstat(path);
    if (type === 'symlink') return process.fs.readLink(path);
    if (left > 0 && type !== 'directory' && missing !== 'any') throw new FsError('ENOTDIR', path);
    return undefined;
  } catch (error) {
    return forgive(error, missing, left);
  }
}

function existing(process: Process, path: ByteString, missing: Missing, left: number): undefined {
  try {
    const { type } = process.fs.stat(path);
    if (left > 0 && type !== 'directory' && missing !== 'any') throw new FsError('ENOTDIR', path);
  } catch (error) {
    forgive(error, missing, left);
  }
}

function forgive(error: unknown, missing: Missing, left: number): undefined {
  if (!(error instanceof FsError)) throw error;
  if (missing === 'any' || (missing === 'last' && left === 0 && error.errno === 'ENOENT')) return undefined;
  throw error;
}

function requireDirectory(process: Process, path: ByteString, missing: Missing): void {
  try {
    if (process.fs.stat(path).type !== 'directory') throw new FsError('ENOTDIR', path);
  } catch (error) {
    forgive(error, missing, 0);
  }
}

/** How `path` is reached from the directory `from`. */
export function relativePath(process: Process, path: ByteString, from: ByteString): ByteString {
  return relativeBetween(canonicalPath(process, path, 'any'), canonicalPath(process, from, 'any'));
}

/** Both absolute and canonical. */
export function relativeBetween(path: ByteString, from: ByteString): ByteString {
  const split = (text: ByteString): readonly ByteString[] => text.split('/').filter((name) => name !== '');
  const [to, start] = [split(path), split(from)];
  let common = 0;
  while (common < to.length && common < start.length && to[common] === start[common]) common++;
  return [...start.slice(common).map(() => '..'), ...to.slice(common)].join('/') || '.';
}
