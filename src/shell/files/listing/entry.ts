/** One file that ls has looked at. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import type { FileSystem, Stat } from '../../../sim/fs/types.ts';
import type { ListStyle } from './style.ts';

export interface ListEntry {
  readonly name: ByteString;
  readonly path: ByteString;
  readonly stat: Stat;
  /** Of a symlink that is not followed: where it points, and what is there (undefined: nothing). */
  readonly link: { readonly target: ByteString; readonly stat: Stat | undefined } | undefined;
}

/** Looks at a file as the style wants it. Throws FsError. */
export function lookAtEntry(fs: FileSystem, name: ByteString, path: ByteString, style: ListStyle, operand: boolean): ListEntry {
  const stat = follow(fs, path, style, operand);
  if (stat.type !== 'symlink') return { name, path, stat, link: undefined };
  return { name, path, stat, link: { target: readTarget(fs, path), stat: attempt(() => fs.stat(path)) } };
}

function follow(fs: FileSystem, path: ByteString, { dereference }: ListStyle, operand: boolean): Stat {
  if (dereference === 'always') return fs.stat(path);
  if (!operand || dereference === 'never') return fs.lstat(path);
  const target = attempt(() => fs.stat(path));
  if (dereference === 'operands') return target ?? fs.lstat(path);
  return target?.type === 'directory' ? target : fs.lstat(path);
}

function readTarget(fs: FileSystem, path: ByteString): ByteString {
  try {
    return fs.readLink(path);
  } catch (error) {
    if (error instanceof FsError) return '';
    throw error;
  }
}

function attempt(look: () => Stat): Stat | undefined {
  try {
    return look();
  } catch (error) {
    if (error instanceof FsError) return undefined;
    throw error;
  }
}
