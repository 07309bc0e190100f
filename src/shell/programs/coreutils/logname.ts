/** logname: the user's login name, which nothing here records (as in any container). As GNU coreutils 9.4 logname. */
import { defineProgram } from '../define-program.ts';
import { checkOperands } from '../operands.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'logname',
  usage: '[OPTION]',
  summary: "Print the user's login name.",
  suite: 'GNU coreutils 9.4',
  options: {},
  run(_io, _options, operands) {
    checkOperands(operands, 0, 0);
    throw new UsageError('no login name', { hint: false });
  },
});
