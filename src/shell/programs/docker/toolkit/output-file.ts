/** `-o FILE` of save and export: never a terminal, and the folder must be there. As docker/cli cli/command/utils.go ValidateOutputPath. */
import { type ByteString, toBytes } from '../../../../sim/fs/bytes.ts';
import { FsError } from '../../../../sim/fs/errno.ts';
import type { Process } from '../../../../sim/kernel/types.ts';
import type { CommandContext } from './command-context.ts';
import { goErrno, goError } from './go-error.ts';
import { StatusError } from './status-error.ts';

/** Throws StatusError; `words` come before what is wrong with the path. */
export function checkOutput(process: Process, path: ByteString, words: string): void {
  if (path === '') {
    if (process.terminal(1) !== undefined) throw new StatusError('cowardly refusing to save to a terminal. Use the -o flag or redirect');
    return;
  }
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) || '/' : '.';
  try {
    process.fs.stat(folder);
  } catch (error) {
    if (error instanceof FsError) throw new StatusError(`${words}: invalid output path: stat ${folder}: ${goErrno(error.errno)}`);
    throw error;
  }
  if (process.fs.exists(path) && process.fs.stat(path).type === 'directory') throw new StatusError(`${words}: cannot write to a directory`);
}

export async function writeOutput(context: CommandContext, path: ByteString, bytes: Uint8Array | ByteString): Promise<void> {
  if (path === '') return context.out(bytes);
  try {
    context.process.fs.writeFile(path, typeof bytes === 'string' ? toBytes(bytes) : bytes, 0o600);
  } catch (error) {
    if (error instanceof FsError) throw new StatusError(goError(error, 'open', path));
    throw error;
  }
}
