/** tee: copies standard input to files and to standard output. As GNU coreutils 9.4 tee. */
import { FsError } from '../../../sim/fs/errno.ts';
import { defineProgram } from '../define-program.ts';
import { blocks } from '../program-io.ts';

export default defineProgram({
  name: 'tee',
  usage: '[OPTION]... [FILE]...',
  summary: 'Copy standard input to each FILE, and also to standard output.',
  suite: 'GNU coreutils 9.4',
  options: {
    append: { short: 'a', long: 'append', help: 'append to the given FILEs, do not overwrite' },
    ignoreInterrupts: { short: 'i', long: 'ignore-interrupts', help: 'ignore interrupt signals' },
    pipe: { short: 'p', help: 'operate in a more appropriate MODE with pipes' },
    outputError: { long: 'output-error', argument: 'MODE', optional: true, help: 'set behavior on write error' },
  },
  async run(io, { append, ignoreInterrupts }, operands) {
    if (ignoreInterrupts) io.process.on('INT', 'ignore');
    let status = 0;
    const outputs = new Map<number, string>([[1, 'standard output']]);
    for (const operand of operands) {
      try {
        outputs.set(await io.process.open(operand, { write: true, create: true, append, truncate: !append }), operand);
      } catch (error) {
        if (!(error instanceof FsError)) throw error;
        await io.complain(`${io.shellQuoted(operand)}: ${error.text}`);
        status = 1;
      }
    }
    for await (const block of blocks(io.process, 0)) {
      for (const [fd, name] of outputs) {
        try {
          const writing = io.process.write(fd, block);
          if (writing) await writing;
        } catch (error) {
          if (!(error instanceof FsError)) throw error;
          outputs.delete(fd);
          await io.complain(`${io.shellQuoted(name)}: ${error.text}`);
          status = 1;
        }
      }
    }
    return status;
  },
});
