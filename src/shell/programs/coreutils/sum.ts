/** sum: the BSD and System V checksums and block counts. As GNU coreutils 9.4 sum. */
import { defineProgram } from '../define-program.ts';
import { lastOf } from '../getopt.ts';
import { forEachInput } from '../inputs.ts';
import { blocks } from '../program-io.ts';

export default defineProgram({
  name: 'sum',
  usage: '[OPTION]... [FILE]...',
  summary: 'Print or check BSD (16-bit) checksums.',
  suite: 'GNU coreutils 9.4',
  options: {
    kind: lastOf({
      bsd: { short: 'r', help: 'use BSD sum algorithm (the default), use 1K blocks' },
      systemV: { short: 's', long: 'sysv', help: 'use System V sum algorithm, use 512 bytes blocks' },
    }),
  },
  run: (io, { kind }, operands) =>
    forEachInput(io, operands, async ({ fd, name }) => {
      let [sum, size] = [0, 0];
      for await (const block of blocks(io.process, fd)) {
        for (const byte of block) sum = kind === 'systemV' ? sum + byte : (((sum >> 1) | ((sum & 1) << 15)) + byte) & 0xffff;
        size += block.length;
        const pause = io.process.tick(block.length >> 6);
        if (pause) await pause;
      }
      if (kind === 'systemV') {
        const folded = (sum & 0xffff) + Math.floor(sum / 65_536);
        await io.out(`${(folded & 0xffff) + (folded >> 16)} ${Math.ceil(size / 512)}${operands.length === 0 ? '' : ` ${name}`}\n`);
      } else {
        const shown = operands.length === 0 ? '' : ` ${name}`;
        await io.out(`${String(sum).padStart(5, '0')} ${String(Math.ceil(size / 1024)).padStart(5)}${shown}\n`);
      }
    }),
});
