/** Where a copied archive goes and under which name. As github.com/moby/go-archive copy.go PrepareArchiveCopy. */
import { StatusError } from '../status-error.ts';

export interface CopySource {
  readonly path: string;
  readonly isDirectory: boolean;
  /** The name that the archive's entries begin with: the last of `path`, `.` for its contents alone. */
  readonly base: string;
}
export interface CopyTarget {
  readonly path: string;
  readonly exists: boolean;
  readonly isDirectory: boolean;
}
export interface PreparedCopy {
  /** An existing directory to unpack into. */
  readonly directory: string;
  /** The entries' new first name; undefined: as it is. */
  readonly rename: string | undefined;
}

/** Throws StatusError `cannot copy directory`, `no such directory`. */
export function prepareCopy(source: CopySource, target: CopyTarget): PreparedCopy {
  if (target.exists && target.isDirectory) return { directory: target.path, rename: undefined };
  if (target.exists && source.isDirectory) throw new StatusError('cannot copy directory');
  if (!target.exists && !source.isDirectory && assertsDirectory(target.path)) throw new StatusError('no such directory');
  if (target.exists && assertsDirectory(target.path)) throw new StatusError('no such directory');
  const clean = target.path.replace(/\/+\.?$/, '');
  const slash = clean.lastIndexOf('/');
  return { directory: slash <= 0 ? '/' : clean.slice(0, slash), rename: clean.slice(slash + 1) };
}

/** `dir/` and `dir/.` say that a directory is meant. */
const assertsDirectory = (path: string): boolean => /(^|\/)\.?$/.test(path);

/** An entry's path with another first name; for `.` the name is put before it. */
export function renamed(path: string, base: string, rename: string | undefined): string {
  if (rename === undefined) return path;
  if (base === '.') return path === '.' || path === '' ? rename : `${rename}/${path.replace(/^\.\//, '')}`;
  return path === base ? rename : path.startsWith(`${base}/`) ? rename + path.slice(base.length) : path;
}
