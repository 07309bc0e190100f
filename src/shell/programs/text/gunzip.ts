/** gunzip: expands compressed files; becomes `gzip -d`, as the script of that name in Debian's and Ubuntu's gzip package does. */
import { execByName } from '../../files/search-path.ts';
import { defineProgram } from '../define-program.ts';

export default defineProgram({
  name: 'gunzip',
  usage: '[OPTION]... [FILE]...',
  summary: 'As gzip -d: expands compressed files.',
  raw: true,
  options: {},
  run: (io, _options, operands) => execByName(io.process, ['gzip', '-d', ...operands]),
});
