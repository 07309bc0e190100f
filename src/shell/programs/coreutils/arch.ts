/** arch: the machine's hardware name. As GNU coreutils 9.4 arch. */
import { kernelName } from '../../formats/kernel-name.ts';
import { defineProgram } from '../define-program.ts';
import { checkOperands } from '../operands.ts';

export default defineProgram({
  name: 'arch',
  usage: '[OPTION]...',
  summary: 'Print machine architecture.',
  suite: 'GNU coreutils 9.4',
  options: {},
  async run(io, _options, operands) {
    checkOperands(operands, 0, 0);
    await io.out(`${kernelName(io.fs).machine}\n`);
    return 0;
  },
});
