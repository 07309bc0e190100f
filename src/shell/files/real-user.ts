/** Who started a set-user-ID program: getuid(2), as /proc/self/status tells it. */
import { fromBytes } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import type { ProgramIo } from '../programs/program-io.ts';

/** The real user ID; without /proc the effective one. */
export function realUserId(io: ProgramIo): number {
  try {
    const match = /^Uid:\s+(\d+)/m.exec(fromBytes(io.fs.readFile('/proc/self/status')));
    return match ? Number(match[1]) : io.process.credentials.uid;
  } catch (error) {
    if (error instanceof FsError) return io.process.credentials.uid;
    throw error;
  }
}
