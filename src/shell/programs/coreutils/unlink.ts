/** unlink: removes one name, by unlink(2). As GNU coreutils 9.4 unlink. */
import { FsError } from '../../../sim/fs/errno.ts';
import { defineProgram } from '../define-program.ts';
import { checkOperands } from '../operands.ts';

export default defineProgram({
  name: 'unlink',
  usage: 'FILE',
  summary: 'Call the unlink function to remove the specified FILE.',
  suite: 'GNU coreutils 9.4',
  options: {},
  async run(io, _options, operands) {
    checkOperands(operands, 1, 1);
    const [path = ''] = operands;
    try {
      io.fs.unlink(path);
      return 0;
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      await io.complain(`cannot unlink ${io.quoted(path)}: ${error.text}`);
      return 1;
    }
  },
});
