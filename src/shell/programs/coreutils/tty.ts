/** tty: the terminal on standard input. As GNU coreutils 9.4 tty. */
import { defineProgram } from '../define-program.ts';
import { checkOperands } from '../operands.ts';

export default defineProgram({
  name: 'tty',
  usage: '[OPTION]...',
  summary: 'Print the file name of the terminal connected to standard input.',
  suite: 'GNU coreutils 9.4',
  usageStatus: 2,
  options: { silent: { short: 's', long: ['silent', 'quiet'], help: 'print nothing, only return an exit status' } },
  async run(io, { silent }, operands) {
    checkOperands(operands, 0, 0);
    const terminal = io.process.isOpen(0) ? io.process.terminal(0) : undefined;
    if (!silent) await io.out(`${terminal?.path ?? 'not a tty'}\n`);
    return terminal ? 0 : 1;
  },
});
