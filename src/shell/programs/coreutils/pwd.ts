/** pwd: the working directory. As GNU coreutils 9.4 pwd. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { defineProgram } from '../define-program.ts';
import { lastOf } from '../getopt.ts';
import type { ProgramIo } from '../program-io.ts';

export default defineProgram({
  name: 'pwd',
  usage: '[OPTION]...',
  summary: 'Print the full filename of the current working directory.',
  suite: 'GNU coreutils 9.4',
  options: {
    kind: lastOf({
      logical: { short: 'L', long: 'logical', help: 'use PWD from the environment, even with symlinks in it' },
      physical: { short: 'P', long: 'physical', help: 'avoid all symlinks' },
    }),
  },
  async run(io, { kind }, operands) {
    if (operands.length > 0) await io.complain('ignoring non-option arguments');
    const logical = kind === 'logical' ? logicalDirectory(io) : undefined;
    await io.out(`${logical ?? io.process.cwd()}\n`);
    return 0;
  },
});

/** PWD, when it still names the working directory without `.` and `..`. */
function logicalDirectory(io: ProgramIo): ByteString | undefined {
  const path = io.process.environment.get('PWD');
  if (!path?.startsWith('/') || /\/\.\.?(\/|$)/.test(path)) return undefined;
  try {
    const [there, here] = [io.fs.stat(path), io.fs.stat('.')];
    return there.ino === here.ino && there.dev === here.dev ? path : undefined;
  } catch (error) {
    if (error instanceof FsError) return undefined;
    throw error;
  }
}
