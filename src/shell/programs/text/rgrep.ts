/** rgrep: becomes `grep -r`, as the script of that name in Debian's and Ubuntu's grep package does. */
import { execByName } from '../../files/search-path.ts';
import { defineProgram } from '../define-program.ts';

export default defineProgram({
  name: 'rgrep',
  usage: '[OPTION]... PATTERNS [FILE]...',
  summary: 'Search for PATTERNS in each FILE below, as grep -r.',
  raw: true,
  options: {},
  run: (io, _options, operands) => execByName(io.process, ['grep', '-r', ...operands]),
});
