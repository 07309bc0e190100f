/** The last operand of cp, mv, ln and install: a directory for all sources, or the new name of the only one. As coreutils' do_copy. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import type { ProgramIo } from '../programs/program-io.ts';
import { UsageError } from '../programs/usage-error.ts';

export interface Target {
  readonly sources: readonly ByteString[];
  /** One of both. */
  readonly directory?: ByteString;
  readonly file?: ByteString;
}

export interface TargetOptions {
  readonly targetDirectory: ByteString | undefined;
  readonly noTargetDirectory: boolean;
  /** A symlink to a directory is a name, not a directory (ln -n). */
  readonly keepLinks?: boolean;
}

/** Throws UsageError in coreutils' words. */
export function findTarget(
  io: ProgramIo,
  operands: readonly ByteString[],
  { targetDirectory, noTargetDirectory, keepLinks = false }: TargetOptions,
): Target {
  const least = targetDirectory === undefined ? 2 : 1;
  if (operands.length < least) {
    const [only] = operands;
    throw new UsageError(only === undefined ? 'missing file operand' : `missing destination file operand after ${io.quoted(only)}`);
  }
  if (noTargetDirectory) {
    if (targetDirectory !== undefined)
      throw new UsageError('cannot combine --target-directory (-t) and --no-target-directory (-T)', { hint: false });
    const extra = operands[2];
    if (extra !== undefined) throw new UsageError(`extra operand ${io.quoted(extra)}`);
    return { sources: operands.slice(0, 1), file: operands[1] ?? '' };
  }
  if (targetDirectory !== undefined) {
    const problem = directoryProblem(io, targetDirectory, false);
    if (problem !== undefined) {
      const what = (io.name === 'ln' || io.name === 'install') && problem !== 'Not a directory' ? 'failed to access' : 'target directory';
      throw new UsageError(`${what} ${io.quoted(targetDirectory)}: ${problem}`, { hint: false });
    }
    return { sources: operands, directory: targetDirectory };
  }
  const last = operands.at(-1) ?? '';
  const sources = operands.slice(0, -1);
  const problem = directoryProblem(io, last, keepLinks);
  if (problem === undefined) return { sources, directory: last };
  if (sources.length > 1) throw new UsageError(`target ${io.quoted(last)}: ${problem}`, { hint: false });
  return { sources, file: last };
}

/** Why it is no directory; undefined when it is one. */
function directoryProblem(io: ProgramIo, path: ByteString, keepLinks: boolean): string | undefined {
  try {
    const { type } = keepLinks ? io.fs.lstat(path) : io.fs.stat(path);
    return type === 'directory' ? undefined : 'Not a directory';
  } catch (error) {
    if (error instanceof FsError) return error.text;
    throw error;
  }
}
