/** nohup: runs a command that outlives its terminal. As GNU coreutils 9.4 nohup. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { execByName } from '../../files/search-path.ts';
import { joinPath } from '../../formats/paths.ts';
import { defineProgram } from '../define-program.ts';
import type { ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

const FAILED = 125;

export default defineProgram({
  name: 'nohup',
  usage: 'COMMAND [ARG]...',
  summary: 'Run COMMAND, ignoring hangup signals.',
  suite: 'GNU coreutils 9.4',
  usageStatus: FAILED,
  stopAtOperand: true,
  options: {},
  async run(io, _options, operands) {
    if (operands.length === 0) throw new UsageError('missing operand');
    const isTerminal = (fd: number): boolean => io.process.isOpen(fd) && io.process.terminal(fd) !== undefined;
    const [input, output, errors] = [isTerminal(0), isTerminal(1), isTerminal(2)];
    if (input) io.process.dup2(await io.process.open('/dev/null', { write: true }), 0);
    const ignoring = input ? 'ignoring input' : '';
    if (output) {
      const file = await openOutput(io);
      if (file === undefined) return FAILED;
      await io.complain(`${ignoring}${input ? ' and ' : ''}appending output to ${io.quoted(file)}`);
    } else if (input || errors) {
      await io.complain(`${ignoring}${input && errors ? ' and ' : ''}${errors ? 'redirecting stderr to stdout' : ''}`);
    }
    if (errors) io.process.dup2(1, 2);
    io.process.on('HUP', 'ignore');
    try {
      return await execByName(io.process, operands);
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      await io.complain(`failed to run command ${io.quoted(operands[0] ?? '')}: ${error.text}`);
      return error.errno === 'ENOENT' ? 127 : 126;
    }
  },
});

/** nohup.out here, else in HOME; undefined (said) when neither can be opened. */
async function openOutput(io: ProgramIo): Promise<ByteString | undefined> {
  const home = io.process.environment.get('HOME');
  for (const file of ['nohup.out', ...(home === undefined ? [] : [joinPath(home, 'nohup.out')])]) {
    try {
      const fd = await io.process.open(file, { write: true, create: true, append: true }, 0o600);
      io.process.dup2(fd, 1);
      io.process.close(fd);
      return file;
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      await io.complain(`failed to open ${io.quoted(file)}: ${error.text}`);
    }
  }
  return undefined;
}
