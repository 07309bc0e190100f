/** What uname(2) says of the kernel, as /proc/sys/kernel has it. */
import { type ByteString, fromBytes } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import type { FileSystem } from '../../sim/fs/types.ts';

export function kernelName(fs: FileSystem): { readonly release: ByteString; readonly version: ByteString; readonly machine: ByteString } {
  return {
    release: firstLine(fs, '/proc/sys/kernel/osrelease') ?? '6.8.0-111-generic',
    version: firstLine(fs, '/proc/sys/kernel/version') ?? '#111-Ubuntu SMP PREEMPT_DYNAMIC Sat Apr 11 23:16:02 UTC 2026',
    machine: 'x86_64',
  };
}

function firstLine(fs: FileSystem, path: ByteString): ByteString | undefined {
  try {
    return fromBytes(fs.readFile(path)).split('\n')[0];
  } catch (error) {
    if (error instanceof FsError) return undefined;
    throw error;
  }
}
