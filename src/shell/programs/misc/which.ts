/** which: where a program is found in PATH. As Debian's debianutils 5.17 which: silent about what is not found. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { candidates } from '../../files/search-path.ts';
import { defineProgram } from '../define-program.ts';
import type { ProgramIo } from '../program-io.ts';

export default defineProgram({
  name: 'which',
  usage: '[-as] args',
  summary: 'Locate a command.',
  raw: true,
  options: {},
  async run(io, _options, words) {
    let [all, silent, first] = [false, false, 0];
    for (; first < words.length; first++) {
      const word = words[first] ?? '';
      if (word === '--') {
        first++;
        break;
      }
      if (!/^-./.test(word)) break;
      for (const letter of word.slice(1)) {
        if (letter === 'a') all = true;
        else if (letter === 's') silent = true;
        else {
          await io.err(`Illegal option -${letter}\nUsage: ${io.process.argv[0]} [-as] args\n`);
          return 2;
        }
      }
    }
    const names = words.slice(first);
    let status = names.length === 0 ? 1 : 0;
    for (const name of names) {
      const found = candidates(io.process, name).filter((path) => isProgram(io, path));
      if (found.length === 0) status = 1;
      if (!silent) for (const path of all ? found : found.slice(0, 1)) await io.out(`${path}\n`);
    }
    return status;
  },
});

function isProgram(io: ProgramIo, path: ByteString): boolean {
  try {
    if (io.fs.stat(path).type !== 'file') return false;
    io.fs.access(path, 1);
    return true;
  } catch (error) {
    if (error instanceof FsError) return false;
    throw error;
  }
}
