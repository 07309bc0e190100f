/** `--files0-from=F`: names of files, each ended by a zero byte. As gnulib argv-iter (GNU coreutils 9.4). */
import { type ByteString, fromBytes } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import { type ProgramIo, readAll, readWholeFile } from '../programs/program-io.ts';
import { UsageError } from '../programs/usage-error.ts';

/** Throws UsageError when the list cannot be read. */
export async function readNames(io: ProgramIo, file: ByteString): Promise<readonly ByteString[]> {
  try {
    const text = fromBytes(await (file === '-' ? readAll(io.process, 0) : readWholeFile(io.process, file)));
    return text
      .replace(/\0$/, '')
      .split('\0')
      .filter((name) => name !== '');
  } catch (error) {
    if (error instanceof FsError) throw new UsageError(`cannot open ${io.quoted(file)} for reading: ${error.text}`, { hint: false });
    throw error;
  }
}
