/** ls: lists directories. As GNU coreutils 9.4 ls. */
import { chooseStyle } from '../../files/listing/choose-style.ts';
import { list } from '../../files/listing/list.ts';
import { listOptions } from '../../files/listing/options.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { defineProgram } from '../define-program.ts';

export default defineProgram({
  name: 'ls',
  usage: '[OPTION]... [FILE]...',
  summary: 'List information about the FILEs (the current directory by default).',
  suite: 'GNU coreutils 9.4',
  usageStatus: 2,
  options: listOptions,
  async run(io, given, operands) {
    const style = chooseStyle(io, given);
    const columns = io.process.environment.get('COLUMNS');
    if (columns !== undefined && given.width === undefined && !/^\d+$/.test(columns)) {
      await io.complain(`ignoring invalid width in environment variable COLUMNS: ${localeQuoted(columns)}`);
    }
    return list(io, operands, style);
  },
});
