/** find's tests without an argument: -empty, -readable, -nouser. As GNU findutils 4.9.0. */
import { FsError } from '../../../sim/fs/errno.ts';
import type { FindContext, Test } from './visit.ts';

const isAllowed =
  (mode: number) =>
  ({ io }: FindContext): Test =>
  ({ path }) => {
    try {
      io.fs.access(path, mode);
      return true;
    } catch (error) {
      if (error instanceof FsError) return false;
      throw error;
    }
  };

const isEmpty =
  ({ io }: FindContext): Test =>
  ({ path, stat }) => {
    if (stat.type === 'file') return stat.size === 0;
    if (stat.type !== 'directory') return false;
    try {
      return io.fs.readDir(path).length === 0;
    } catch (error) {
      if (error instanceof FsError) return false;
      throw error;
    }
  };

export const plainTests: Readonly<Record<string, (context: FindContext) => Test>> = {
  '-true': () => () => true,
  '-false': () => () => false,
  '-empty': isEmpty,
  '-readable': isAllowed(4),
  '-writable': isAllowed(2),
  '-executable': isAllowed(1),
  '-nouser':
    ({ accounts }) =>
    ({ stat }) =>
      !accounts.userById(stat.uid),
  '-nogroup':
    ({ accounts }) =>
    ({ stat }) =>
      !accounts.groupById(stat.gid),
};
