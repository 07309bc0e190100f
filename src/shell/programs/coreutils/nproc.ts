/** nproc: how many processors there are. As GNU coreutils 9.4 nproc. */
import { fromBytes } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { defineProgram } from '../define-program.ts';
import { checkOperands } from '../operands.ts';
import type { ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'nproc',
  usage: '[OPTION]...',
  summary: 'Print the number of processing units available to the current process.',
  suite: 'GNU coreutils 9.4',
  options: {
    all: { long: 'all', help: 'print the number of installed processors' },
    ignore: { long: 'ignore', argument: 'N', help: 'if possible, exclude N processing units', type: readCount },
  },
  async run(io, { ignore = 0 }, operands) {
    checkOperands(operands, 0, 0);
    await io.out(`${Math.max(1, processors(io) - ignore)}\n`);
    return 0;
  },
});

function processors(io: ProgramIo): number {
  try {
    return fromBytes(io.fs.readFile('/proc/cpuinfo')).match(/^processor\s*:/gm)?.length ?? 2;
  } catch (error) {
    if (error instanceof FsError) return 2;
    throw error;
  }
}

function readCount(text: string): number {
  if (!/^\d+$/.test(text)) throw new UsageError(`invalid number: ${localeQuoted(text)}`, { hint: false });
  return Number(text);
}
