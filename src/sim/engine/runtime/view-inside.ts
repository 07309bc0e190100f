/** A container's files as one of its processes will see them. As runc enters a working directory and looks for a program. */
import { FsError } from '../../fs/errno.ts';
import { createFileSystem } from '../../fs/filesystem.ts';
import type { FileSystem, Mount } from '../../fs/types.ts';
import { createView } from '../../fs/view.ts';
import type { Engine } from '../engine.ts';
import { StartFailure } from './look-path.ts';
import type { ExecUser } from './user.ts';

/** The container's files as its first process sees them. Throws StartFailure when the working directory cannot be entered. */
export function viewInside(engine: Engine, mounts: readonly Mount[], user: ExecUser, cwd: string): FileSystem {
  const open = (where: string, caller?: { pid: number; credentials: ExecUser['credentials'] }): FileSystem =>
    createFileSystem(createView({ mounts, now: () => engine.now(), cwd: where, ...(caller ? { caller } : {}) }));
  try {
    open(cwd); // runc enters it as root
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    throw new StartFailure(
      `chdir to cwd (${JSON.stringify(cwd)}) set in config.json failed: ${error.text.toLowerCase()}`,
      error.errno === 'ENOENT' ? 127 : 126,
    );
  }
  const caller = { pid: 1, credentials: user.credentials };
  try {
    return open(cwd, caller);
  } catch (error) {
    if (error instanceof FsError) return open('/', caller);
    throw error;
  }
}
