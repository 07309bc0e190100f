/** rev: lines backwards, character by character. As util-linux 2.39 rev. */
import { decodeUtf8, isAscii, utf8 } from '../../../sim/fs/bytes.ts';
import { eachLine } from '../../text/each-line.ts';
import { defineProgram } from '../define-program.ts';
import { forEachInput } from '../inputs.ts';

export default defineProgram({
  name: 'rev',
  usage: '[options] [<file> ...]',
  summary: 'Reverse lines characterwise.',
  suite: 'util-linux 2.39.3',
  options: { zero: { short: '0', long: 'zero', help: 'use the nul character as line separator' } },
  run: (io, { zero }, operands) => {
    const end = zero ? '\0' : '\n';
    const reverse = (text: string): string => [...text].reverse().join('');
    return forEachInput(
      io,
      operands,
      ({ fd }) =>
        eachLine(io.process, fd, end, (line, isTerminated) => {
          const turned = io.unicode && !isAscii(line) ? utf8(reverse(decodeUtf8(line))) : reverse(line);
          return io.out(turned + (isTerminated ? end : ''));
        }),
      { describe: (name) => `cannot open ${name}` },
    );
  },
});
