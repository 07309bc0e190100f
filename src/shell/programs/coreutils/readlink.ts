/** readlink: a symlink's target, or a canonical path. As GNU coreutils 9.4 readlink. */
import { FsError } from '../../../sim/fs/errno.ts';
import { canonicalPath } from '../../formats/canonical-path.ts';
import { defineProgram } from '../define-program.ts';
import { lastOf } from '../getopt.ts';
import { checkOperands } from '../operands.ts';

export default defineProgram({
  name: 'readlink',
  usage: '[OPTION]... FILE...',
  summary: 'Print value of a symbolic link or canonical file name.',
  suite: 'GNU coreutils 9.4',
  options: {
    missing: lastOf({
      last: { short: 'f', long: 'canonicalize', help: 'canonicalize; all but the last component must exist' },
      none: { short: 'e', long: 'canonicalize-existing', help: 'canonicalize; all components must exist' },
      any: { short: 'm', long: 'canonicalize-missing', help: 'canonicalize, without requirements on components existence' },
    }),
    noNewline: { short: 'n', long: 'no-newline', help: 'do not output the trailing delimiter' },
    talk: lastOf({
      quiet: { short: 'qs', long: ['quiet', 'silent'], help: 'suppress most error messages (on by default)' },
      verbose: { short: 'v', long: 'verbose', help: 'report error messages' },
    }),
    zero: { short: 'z', long: 'zero', help: 'end each output line with NUL, not newline' },
  },
  async run(io, { missing, noNewline, talk, zero }, operands) {
    checkOperands(operands, 1);
    const many = operands.length > 1;
    if (noNewline && many) await io.complain('ignoring --no-newline with multiple arguments');
    let status = 0;
    for (const operand of operands) {
      try {
        const path = missing === undefined ? io.fs.readLink(operand) : canonicalPath(io.process, operand, missing);
        await io.out(path + (noNewline && !many ? '' : zero ? '\0' : '\n'));
      } catch (error) {
        if (!(error instanceof FsError)) throw error;
        status = 1;
        if (talk === 'verbose') await io.complain(`${io.shellQuoted(operand)}: ${error.text}`);
      }
    }
    return status;
  },
});
