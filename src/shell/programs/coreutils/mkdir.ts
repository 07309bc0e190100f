/** mkdir: makes directories. As GNU coreutils 9.4 mkdir. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { parseModeChange } from '../../formats/mode.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { defineProgram } from '../define-program.ts';
import { checkOperands } from '../operands.ts';
import type { ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'mkdir',
  usage: '[OPTION]... DIRECTORY...',
  summary: 'Create the DIRECTORY(ies), if they do not already exist.',
  suite: 'GNU coreutils 9.4',
  options: {
    mode: { short: 'm', long: 'mode', argument: 'MODE', help: 'set file mode (as in chmod), not a=rwx - umask' },
    parents: { short: 'p', long: 'parents', help: 'no error if existing, make parent directories as needed' },
    verbose: { short: 'v', long: 'verbose', help: 'print a message for each created directory' },
    context: { short: 'Z', help: 'set SELinux security context', notSimulated: true },
  },
  async run(io, { mode, parents, verbose }, operands) {
    checkOperands(operands, 1);
    const umask = io.process.umask();
    const change = mode === undefined ? undefined : parseModeChange(mode);
    if (mode !== undefined && !change) throw new UsageError(`invalid mode ${localeQuoted(mode)}`, { hint: false });
    const exact = change?.({ mode: 0o777, directory: true, umask });
    let status = 0;
    const made = async (path: ByteString): Promise<void> => {
      if (verbose) await io.out(`mkdir: created directory ${io.quoted(path)}\n`);
    };
    for (const operand of operands) {
      try {
        if (parents) await makeParents(io, operand, made);
        const path = operand;
        if (parents && isDirectory(io, path)) continue;
        io.fs.mkdir(path, exact ?? 0o777);
        if (exact !== undefined) io.fs.chmod(path, exact);
        await made(path);
      } catch (error) {
        if (!(error instanceof FsError)) throw error;
        const path = parents && error.path !== undefined ? error.path : operand;
        await io.flush();
        await io.complain(`cannot create directory ${localeQuoted(path)}: ${error.text}`);
        status = 1;
      }
    }
    return status;
  },
});

/** The missing directories above `path`, with u+wx so that the next one can be made in them. */
async function makeParents(io: ProgramIo, path: ByteString, made: (path: ByteString) => Promise<void>): Promise<void> {
  for (const { index } of path.replace(/\/+$/, '').matchAll(/[^/](?=\/+[^/])/g)) {
    const parent = path.slice(0, index + 1);
    try {
      io.fs.mkdir(parent, 0o777);
      await made(parent);
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      if (isDirectory(io, parent)) continue;
      throw error.errno === 'EEXIST' ? new FsError('ENOTDIR', parent) : new FsError(error.errno, parent);
    }
  }
}

function isDirectory(io: ProgramIo, path: ByteString): boolean {
  try {
    return io.fs.stat(path).type === 'directory';
  } catch (error) {
    if (error instanceof FsError) return false;
    throw error;
  }
}
