/** cp --parents: makes the directories of the source's name below the destination, with their modes. As GNU coreutils 9.4 cp.c. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import { joinPath, stripSlashes } from '../formats/paths.ts';
import type { ProgramIo } from '../programs/program-io.ts';
import type { CopyOptions } from './copy.ts';

/** False when one could not be made (said). */
export async function makeParentsOf(
  io: ProgramIo,
  source: ByteString,
  directory: ByteString,
  { verbose, preserve }: CopyOptions,
): Promise<boolean> {
  const parts = stripSlashes(source).split('/').slice(0, -1);
  for (let i = 1; i <= parts.length; i++) {
    const from = parts.slice(0, i).join('/');
    if (from === '') continue;
    const to = joinPath(directory, from.replace(/^\/+/, ''));
    if (io.fs.exists(to)) continue;
    try {
      const stat = io.fs.stat(from);
      io.fs.mkdir(to, stat.mode);
      if (preserve.mode) io.fs.chmod(to, stat.mode);
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      await io.complain(
        error.path === from
          ? `failed to get attributes of ${io.quoted(from)}: ${error.text}`
          : `cannot make directory ${io.quoted(to)}: ${error.text}`,
      );
      return false;
    }
    if (verbose) await io.out(`${from} -> ${to}\n`);
  }
  return true;
}
