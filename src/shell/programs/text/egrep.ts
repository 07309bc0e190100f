/** egrep: becomes `grep -E`, as the script of that name in Debian's and Ubuntu's grep package does. */
import { execByName } from '../../files/search-path.ts';
import { defineProgram } from '../define-program.ts';

export default defineProgram({
  name: 'egrep',
  usage: '[OPTION]... PATTERNS [FILE]...',
  summary: 'Search for PATTERNS in each FILE, as grep -E.',
  raw: true,
  options: {},
  run: (io, _options, operands) => execByName(io.process, ['grep', '-E', ...operands]),
});
