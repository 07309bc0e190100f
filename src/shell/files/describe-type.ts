/** A file's type in words: `regular empty file`, `directory`, `fifo`. As gnulib file-type. */
import type { Stat } from '../../sim/fs/types.ts';

const WORDS = {
  directory: 'directory',
  symlink: 'symbolic link',
  character: 'character special file',
  block: 'block special file',
  fifo: 'fifo',
  socket: 'socket',
} as const;

export const describeType = ({ type, size }: Pick<Stat, 'type' | 'size'>): string =>
  type === 'file' ? (size === 0 ? 'regular empty file' : 'regular file') : WORDS[type];
