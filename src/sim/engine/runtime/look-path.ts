/** Which file runc would execute, and its words when it cannot. As Go's exec.LookPath and runc's libcontainer. */
import type { ByteString } from '../../fs/bytes.ts';
import { FsError } from '../../fs/errno.ts';
import { join } from '../../fs/path.ts';
import type { FileSystem } from '../../fs/types.ts';
import { goQuote } from '../go-text.ts';

/** Why a process cannot start, in runc's words, and the status that Docker makes of it. */
export class StartFailure extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number) {
    super(message);
    this.name = 'StartFailure';
    this.exitCode = exitCode;
  }
}

/** The path to execute. Relative names with a slash are seen from the working directory. Throws StartFailure. */
export function lookPath(fs: FileSystem, name: ByteString, path: ByteString | undefined): ByteString {
  if (name.includes('/')) {
    const failure = whyNot(fs, name);
    if (failure !== undefined) throw new StartFailure(`exec: ${goQuote(name)}: ${failure.words}`, failure.exitCode);
    return name;
  }
  for (const directory of (path ?? '').split(':')) {
    const file = join(directory || '.', name);
    if (name !== '' && whyNot(fs, file) === undefined) return file;
  }
  throw new StartFailure(`exec: ${goQuote(name)}: executable file not found in $PATH`, 127);
}

function whyNot(fs: FileSystem, file: ByteString): { readonly words: string; readonly exitCode: number } | undefined {
  try {
    if (fs.stat(file).type === 'directory') return { words: 'is a directory: permission denied', exitCode: 126 };
    fs.access(file, 1);
    return undefined;
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    if (error.errno === 'EACCES') return { words: 'permission denied', exitCode: 126 };
    return { words: `stat ${file}: ${error.text.toLowerCase()}`, exitCode: error.errno === 'ENOENT' ? 127 : 126 };
  }
}
