// chkfont: checks figlet's font files for format errors. As chkfont 2.2 of FIGlet 2.2.5.
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { fromBytes } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { checkFont } from '../../figlet/font-check.ts';
import { defineProgram } from '../define-program.ts';
import { type ProgramIo, readAll } from '../program-io.ts';

export default defineProgram({
  name: 'chkfont',
  usage: 'fontfile ...',
  summary: 'Checks figlet font files for format errors.',
  options: {},
  raw: true,
  run: async (io, _, files) => {
    const name = (io.process.argv[0] ?? 'chkfont').replace(/^.*\//, '');
    if (files.length === 0) {
      await io.err(usage(name));
      return 1;
    }
    for (const file of files) {
      const text = await readFont(io, file);
      if (text === undefined) {
        await io.flush();
        await io.err(`${name}: Could not open file '${file}'\n`);
        return 1;
      }
      await io.out(checkFont(file === '-' ? '(stdin)' : file, text, file !== '-'));
    }
    return 0;
  },
});

async function readFont(io: ProgramIo, file: ByteString): Promise<ByteString | undefined> {
  if (file === '-') return fromBytes(await readAll(io.process, 0));
  try {
    return fromBytes(io.fs.readFile(file));
  } catch (error) {
    if (error instanceof FsError) return undefined;
    throw error;
  }
}

const usage = (name: string) => `chkfont by Glenn Chappell <ggc@uiuc.edu>
Version: 2.2, date: 20 Feb 1996
Checks figlet 2.0/2.1 font files for format errors.
(Does not modify font files.)
Usage: ${name} fontfile ...
`;
