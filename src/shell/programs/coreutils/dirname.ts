/** dirname: a path without its last component. As GNU coreutils 9.4 dirname. */
import { directoryName } from '../../formats/paths.ts';
import { defineProgram } from '../define-program.ts';
import { checkOperands } from '../operands.ts';

export default defineProgram({
  name: 'dirname',
  usage: '[OPTION] NAME...',
  summary: 'Output each NAME with its last non-slash component and trailing slashes removed.',
  suite: 'GNU coreutils 9.4',
  options: { zero: { short: 'z', long: 'zero', help: 'end each output line with NUL, not newline' } },
  async run(io, { zero }, operands) {
    checkOperands(operands, 1);
    for (const name of operands) await io.out(directoryName(name) + (zero ? '\0' : '\n'));
    return 0;
  },
});
