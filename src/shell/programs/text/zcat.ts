/** zcat: prints the contents of compressed files; becomes `gzip -cd`, as the script of that name in Debian's and Ubuntu's gzip package does. */
import { execByName } from '../../files/search-path.ts';
import { defineProgram } from '../define-program.ts';

export default defineProgram({
  name: 'zcat',
  usage: '[OPTION]... [FILE]...',
  summary: 'As gzip -cd: prints the contents of compressed files.',
  raw: true,
  options: {},
  run: (io, _options, operands) => execByName(io.process, ['gzip', '-cd', ...operands]),
});
