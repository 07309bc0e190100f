/** One file made anew: by its content, as a link, a fifo or a device. As GNU coreutils 9.4 copy.c. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import type { Stat } from '../../sim/fs/types.ts';
import { directoryName } from '../formats/paths.ts';
import type { ProgramIo } from '../programs/program-io.ts';
import type { CopyOptions } from './copy.ts';
import { copyContent } from './copy-content.ts';

/** What could not be made; `read`: the source could not be opened. */
export class CreateError extends FsError {
  readonly what: string;
  constructor(what: string, { errno, path }: FsError) {
    super(errno, path);
    this.what = what;
  }
}

/** cp's words for it. */
export function createWords(io: ProgramIo, error: FsError, source: ByteString, destination: ByteString): ByteString {
  const [from, to] = [io.quoted(source), io.quoted(destination)];
  const what = error instanceof CreateError ? error.what : 'regular file';
  if (what === 'read') return `cannot open ${from} for reading: ${error.text}`;
  if (what === 'hard link') return `cannot create hard link ${to} to ${from}: ${error.text}`;
  if (what === 'symbolic link') return `cannot create symbolic link ${to} to ${from}: ${error.text}`;
  if (what === 'relative link') return `${io.shellQuoted(destination)}: can make relative symbolic links only in current directory`;
  // open(2) says EISDIR of a missing name that ends in a slash.
  const text = error.errno === 'EISDIR' && destination.endsWith('/') ? 'Not a directory' : error.text;
  return `cannot create ${what} ${to}: ${text}`;
}

/** Makes everything but a directory: a copy, or a link when the options say so. Throws CreateError, FsError of the destination. */
export async function makeLeaf(
  io: ProgramIo,
  options: CopyOptions,
  source: ByteString,
  stat: Stat,
  destination: ByteString,
): Promise<void> {
  const named = <T>(what: string, act: () => T): T => {
    try {
      return act();
    } catch (error) {
      throw error instanceof FsError ? new CreateError(what, error) : error;
    }
  };
  if (options.make === 'link')
    return named('hard link', () => io.fs.link(options.dereference === 'never' ? source : io.fs.realPath(source), destination));
  if (options.make === 'symlink' && !source.startsWith('/') && directoryName(destination) !== '.')
    throw new CreateError('relative link', new FsError('EINVAL'));
  if (options.make === 'symlink') return named('symbolic link', () => io.fs.symlink(source, destination));
  if (stat.type === 'symlink') return named('symbolic link', () => io.fs.symlink(io.fs.readLink(source), destination));
  if (stat.type === 'fifo' && options.recursive) return named('fifo', () => io.fs.mknod(destination, { type: 'fifo' }, stat.mode));
  if ((stat.type === 'character' || stat.type === 'block') && options.recursive && stat.rdev) {
    const node = { type: stat.type, ...stat.rdev };
    return named('special file', () => io.fs.mknod(destination, node, stat.mode));
  }
  if (stat.type === 'file' && !options.attributesOnly) named('read', () => io.fs.access(source, 4));
  await copyContent(io, source, stat, destination, {
    force: options.force,
    empty: options.attributesOnly,
    mode: options.preserve.mode ? stat.mode & 0o700 : stat.mode & 0o777,
  });
}
