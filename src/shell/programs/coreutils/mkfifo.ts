/** mkfifo: makes named pipes. As GNU coreutils 9.4 mkfifo. */
import { FsError } from '../../../sim/fs/errno.ts';
import { parseModeChange } from '../../formats/mode.ts';
import { defineProgram } from '../define-program.ts';
import { checkOperands } from '../operands.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'mkfifo',
  usage: '[OPTION]... NAME...',
  summary: 'Create named pipes (FIFOs) with the given NAMEs.',
  suite: 'GNU coreutils 9.4',
  options: {
    mode: { short: 'm', long: 'mode', argument: 'MODE', help: 'set file permission bits to MODE, not a=rw - umask' },
    context: { short: 'Z', help: 'set SELinux security context', notSimulated: true },
  },
  async run(io, { mode }, operands) {
    checkOperands(operands, 1);
    const change = mode === undefined ? undefined : parseModeChange(mode);
    if (mode !== undefined && !change) throw new UsageError('invalid mode', { hint: false });
    const exact = change?.({ mode: 0o666, directory: false, umask: io.process.umask() });
    let status = 0;
    for (const operand of operands) {
      try {
        io.fs.mknod(operand, { type: 'fifo' }, exact ?? 0o666);
        if (exact !== undefined) io.fs.chmod(operand, exact);
      } catch (error) {
        if (!(error instanceof FsError)) throw error;
        await io.complain(`cannot create fifo ${io.quoted(operand)}: ${error.text}`);
        status = 1;
      }
    }
    return status;
  },
});
