/** A whole file that a command line names, with Go's words when it cannot be read. */
import type { ByteString } from '../../../../sim/fs/bytes.ts';
import { FsError } from '../../../../sim/fs/errno.ts';
import type { Process } from '../../../../sim/kernel/types.ts';
import { readWholeFile } from '../../program-io.ts';
import { goErrno, goError } from './go-error.ts';
import { StatusError } from './status-error.ts';

/** Throws StatusError `open x: no such file or directory`; `words` come before the error of a folder, which opens but cannot be read. */
export async function readInputFile(process: Process, path: ByteString, words = ''): Promise<Uint8Array> {
  try {
    return await readWholeFile(process, path);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    throw new StatusError(error.errno === 'EISDIR' ? `${words}read ${path}: ${goErrno(error.errno)}` : goError(error, 'open', path));
  }
}
