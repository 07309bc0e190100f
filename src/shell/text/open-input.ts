/** One operand opened for reading, for programs that read several side by side (paste, join, comm). */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import type { ProgramIo } from '../programs/program-io.ts';
import { UsageError } from '../programs/usage-error.ts';

/** Its descriptor; `-` is standard input. Throws UsageError `NAME: strerror`. */
export async function openInput(io: ProgramIo, name: ByteString): Promise<number> {
  if (name === '-') return 0;
  try {
    return await io.process.open(name, { read: true });
  } catch (error) {
    if (error instanceof FsError) throw new UsageError(`${io.shellQuoted(name)}: ${error.text}`, { hint: false });
    throw error;
  }
}
