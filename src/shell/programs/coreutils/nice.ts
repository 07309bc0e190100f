/** nice: runs a command with another niceness, which the scheduler here does not look at. As GNU coreutils 9.4 nice. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { execByName } from '../../files/search-path.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { defineProgram } from '../define-program.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'nice',
  usage: '[OPTION] [COMMAND [ARG]...]',
  summary: 'Run COMMAND with an adjusted niceness, which affects process scheduling.',
  suite: 'GNU coreutils 9.4',
  usageStatus: 125,
  stopAtOperand: true,
  rewrite: (words) => (/^-[-+]?\d+$/.test(words[0] ?? '') ? ['-n', (words[0] ?? '').slice(1), ...words.slice(1)] : words),
  options: {
    adjustment: { short: 'n', long: 'adjustment', argument: 'N', help: 'add integer N to the niceness (default 10)', type: readAdjustment },
  },
  async run(io, { adjustment }, operands) {
    if (operands.length === 0) {
      if (adjustment !== undefined) throw new UsageError('a command must be given with an adjustment');
      await io.out('0\n');
      return 0;
    }
    if (adjustment !== undefined && adjustment < 0 && io.process.credentials.uid !== 0)
      await io.complain('cannot set niceness: Permission denied');
    try {
      return await execByName(io.process, operands);
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      await io.complain(`${localeQuoted(operands[0] ?? '')}: ${error.text}`);
      return error.errno === 'ENOENT' ? 127 : 126;
    }
  },
});

function readAdjustment(text: ByteString): number {
  if (!/^[-+]?\d+$/.test(text)) throw new UsageError(`invalid adjustment ${localeQuoted(text)}`, { hint: false });
  return Number(text);
}
