/** link: one hard link, by link(2). As GNU coreutils 9.4 link. */
import { FsError } from '../../../sim/fs/errno.ts';
import { defineProgram } from '../define-program.ts';
import { checkOperands } from '../operands.ts';

export default defineProgram({
  name: 'link',
  usage: 'FILE1 FILE2',
  summary: 'Call the link function to create a link named FILE2 to an existing FILE1.',
  suite: 'GNU coreutils 9.4',
  options: {},
  async run(io, _options, operands) {
    checkOperands(operands, 2, 2);
    const [from = '', to = ''] = operands;
    try {
      io.fs.link(from, to);
      return 0;
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      await io.complain(`cannot create link ${io.quoted(to)} to ${io.quoted(from)}: ${error.text}`);
      return 1;
    }
  },
});
