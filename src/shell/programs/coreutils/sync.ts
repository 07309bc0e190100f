/** sync: writes caches to disk; here all is written at once. As GNU coreutils 9.4 sync. */
import { FsError } from '../../../sim/fs/errno.ts';
import { defineProgram } from '../define-program.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'sync',
  usage: '[OPTION] [FILE]...',
  summary: 'Synchronize cached writes to persistent storage.',
  suite: 'GNU coreutils 9.4',
  options: {
    data: { short: 'd', long: 'data', help: 'sync only file data, no unneeded metadata' },
    fileSystem: { short: 'f', long: 'file-system', help: 'sync the file systems that contain the files' },
  },
  async run(io, { data, fileSystem }, operands) {
    if (data && fileSystem) throw new UsageError('cannot specify both --data and --file-system', { hint: false });
    if (data && operands.length === 0) throw new UsageError('--data needs at least one argument', { hint: false });
    let status = 0;
    for (const operand of operands) {
      try {
        io.fs.stat(operand);
      } catch (error) {
        if (!(error instanceof FsError)) throw error;
        await io.complain(`error opening ${io.quoted(operand)}: ${error.text}`);
        status = 1;
      }
    }
    return status;
  },
});
