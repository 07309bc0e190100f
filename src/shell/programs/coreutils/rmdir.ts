/** rmdir: removes empty directories. As GNU coreutils 9.4 rmdir. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { directoryName } from '../../formats/paths.ts';
import { defineProgram } from '../define-program.ts';
import { checkOperands } from '../operands.ts';

export default defineProgram({
  name: 'rmdir',
  usage: '[OPTION]... DIRECTORY...',
  summary: 'Remove the DIRECTORY(ies), if they are empty.',
  suite: 'GNU coreutils 9.4',
  options: {
    ignore: { long: 'ignore-fail-on-non-empty', help: 'ignore each failure to remove a non-empty directory' },
    parents: { short: 'p', long: ['parents', 'path'], help: 'remove DIRECTORY and its ancestors' },
    verbose: { short: 'v', long: 'verbose', help: 'output a diagnostic for every directory processed' },
  },
  async run(io, { ignore, parents, verbose }, operands) {
    checkOperands(operands, 1);
    let status = 0;
    for (const operand of operands) {
      for (const path of parents ? withAncestors(operand) : [operand]) {
        if (verbose) await io.out(`rmdir: removing directory, ${io.quoted(path)}\n`);
        try {
          io.fs.rmdir(path);
        } catch (error) {
          if (!(error instanceof FsError)) throw error;
          if (ignore && error.errno === 'ENOTEMPTY') break;
          status = 1;
          await io.flush();
          await io.complain(`failed to remove ${path === operand ? '' : 'directory '}${io.quoted(path)}: ${error.text}`);
          break;
        }
      }
    }
    return status;
  },
});

function withAncestors(path: ByteString): readonly ByteString[] {
  const all = [path];
  for (let up = directoryName(path); up !== '.' && up !== '/'; up = directoryName(up)) all.push(up);
  return all;
}
