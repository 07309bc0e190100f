/** printenv: the environment, or the values of some variables. As GNU coreutils 9.4 printenv. */
import { defineProgram } from '../define-program.ts';

export default defineProgram({
  name: 'printenv',
  usage: '[OPTION]... [VARIABLE]...',
  summary: 'Print the values of the specified environment VARIABLE(s), or all name and value pairs.',
  suite: 'GNU coreutils 9.4',
  usageStatus: 2,
  stopAtOperand: true,
  options: { zero: { short: '0', long: 'null', help: 'end each output line with NUL, not newline' } },
  async run(io, { zero }, operands) {
    const { environment } = io.process;
    const end = zero ? '\0' : '\n';
    if (operands.length === 0) for (const [name, value] of environment) await io.out(`${name}=${value}${end}`);
    let status = 0;
    for (const name of operands) {
      const value = environment.get(name);
      if (value === undefined) status = 1;
      else await io.out(value + end);
    }
    return status;
  },
});
