/** vdir: ls -l -b. As GNU coreutils 9.4 vdir. */
import { chooseStyle } from '../../files/listing/choose-style.ts';
import { list } from '../../files/listing/list.ts';
import { listOptions } from '../../files/listing/options.ts';
import { defineProgram } from '../define-program.ts';

export default defineProgram({
  name: 'vdir',
  usage: '[OPTION]... [FILE]...',
  summary: 'List information about the FILEs (the current directory by default).',
  suite: 'GNU coreutils 9.4',
  usageStatus: 2,
  options: listOptions,
  run: (io, given, operands) =>
    list(io, operands, chooseStyle(io, { ...given, format: given.format ?? 'long', quoting: given.quoting ?? 'escape' })),
});
