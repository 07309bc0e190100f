/** System errors in Go's words: `open /x: no such file or directory`. As os.PathError and syscall.Errno. */
import type { Errno, FsError } from '../../../../sim/fs/errno.ts';
import { strerror } from '../../../../sim/fs/errno.ts';

/** Go's own list is in lower case. */
export const goErrno = (errno: Errno): string => strerror(errno).replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());

/** `call` is the system call that Go names: open, lstat, stat, mkdir. */
export const goError = (error: FsError, call = 'open', path = error.path): string =>
  path === undefined ? goErrno(error.errno) : `${call} ${path}: ${goErrno(error.errno)}`;
