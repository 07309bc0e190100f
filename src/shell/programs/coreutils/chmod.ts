/** chmod: changes files' mode bits. As GNU coreutils 9.4 chmod. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import type { Stat } from '../../../sim/fs/types.ts';
import { walkTree } from '../../files/walk.ts';
import { type ModeChange, parseModeChange, permissionString } from '../../formats/mode.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { defineProgram } from '../define-program.ts';
import { lastOf } from '../getopt.ts';
import type { ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'chmod',
  usage:
    '[OPTION]... MODE[,MODE]... FILE...\n  or:  chmod [OPTION]... OCTAL-MODE FILE...\n  or:  chmod [OPTION]... --reference=RFILE FILE...',
  summary: 'Change the mode of each FILE to MODE.',
  suite: 'GNU coreutils 9.4',
  rewrite: keepMinusModes,
  options: {
    talk: lastOf({
      changes: { short: 'c', long: 'changes', help: 'like verbose but report only when a change is made' },
      verbose: { short: 'v', long: 'verbose', help: 'output a diagnostic for every file processed' },
    }),
    silent: { short: 'f', long: ['silent', 'quiet'], help: 'suppress most error messages' },
    noPreserveRoot: { long: 'no-preserve-root', help: "do not treat '/' specially (the default)" },
    preserveRoot: { long: 'preserve-root', help: "fail to operate recursively on '/'" },
    recursive: { short: 'R', long: 'recursive', help: 'change files and directories recursively' },
    reference: { long: 'reference', argument: 'RFILE', help: "use RFILE's mode instead of MODE values" },
  },
  async run(io, options, operands) {
    const [mode, files] = splitMode(operands, options.reference !== undefined);
    const change = options.reference !== undefined ? referenceMode(io, options.reference) : parseModeChange(mode);
    if (!change) throw new UsageError(`invalid mode: ${localeQuoted(mode)}`);
    const umask = io.process.umask();
    let good = true;
    for (const file of files) {
      if (options.preserveRoot && options.recursive && file === '/') {
        await io.complain(`it is dangerous to operate recursively on ${io.quoted('/')}`);
        await io.complain('use --no-preserve-root to override this failsafe');
        good = false;
        continue;
      }
      const walked = await walkTree(io, file, { recursive: options.recursive, silent: options.silent, follow: 'operands' }, (path, stat) =>
        applyTo(io, path, stat, { change, umask, ...options }),
      );
      good = walked && good;
    }
    return good ? 0 : 1;
  },
});

/** `-w`, `-rwx,o=` are modes: chmod takes them out before options are read. */
function keepMinusModes(words: readonly ByteString[]): readonly ByteString[] {
  const at = words.findIndex(
    (word) => /^-(?:[rwxXstugo]|[-+=,0-7])*$/.test(word) && word !== '-' && word !== '--' && /^-[rwxXstugo0-7]/.test(word),
  );
  const end = words.indexOf('--');
  if (at < 0 || (end >= 0 && end < at)) return words;
  return [
    ...words.slice(0, at).filter((word) => word.startsWith('-')),
    ...words.slice(at + 1).filter((word) => word.startsWith('-') && word.length > 1),
    '--',
    words[at] ?? '',
    ...words.slice(0, at).filter((word) => !word.startsWith('-')),
    ...words.slice(at + 1).filter((word) => !word.startsWith('-') || word.length === 1),
  ];
}

function splitMode(operands: readonly ByteString[], reference: boolean): readonly [ByteString, readonly ByteString[]] {
  const [first, ...rest] = operands;
  if (reference) {
    if (first === undefined) throw new UsageError('missing operand');
    return ['', operands];
  }
  if (first === undefined) throw new UsageError('missing operand');
  if (rest.length === 0) throw new UsageError(`missing operand after ${localeQuoted(first)}`);
  return [first, rest];
}

function referenceMode(io: ProgramIo, path: ByteString): ModeChange {
  try {
    const { mode } = io.fs.stat(path);
    return () => mode;
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    throw new UsageError(`failed to get attributes of ${io.quoted(path)}: ${error.text}`, { hint: false });
  }
}

interface Application {
  readonly change: ModeChange;
  readonly umask: number;
  readonly talk: 'changes' | 'verbose' | undefined;
  readonly silent: boolean;
  readonly recursive: boolean;
}

async function applyTo(io: ProgramIo, path: ByteString, stat: Stat, { change, umask, talk, silent }: Application): Promise<boolean> {
  if (stat.type === 'symlink') {
    if (talk === 'verbose') await io.out(`neither symbolic link ${io.quoted(path)} nor referent has been changed\n`);
    return true;
  }
  const wanted = change({ mode: stat.mode, directory: stat.type === 'directory', umask });
  try {
    io.fs.chmod(path, wanted);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    if (!silent) await io.complain(`changing permissions of ${io.quoted(path)}: ${error.text}`);
    return false;
  }
  const changed = io.fs.stat(path).mode !== stat.mode;
  if (talk === 'verbose' || (talk === 'changes' && changed)) await io.out(`${report(io, path, stat.mode, wanted, changed)}\n`);
  return true;
}

function report(io: ProgramIo, path: ByteString, from: number, to: number, changed: boolean): ByteString {
  const shown = (mode: number): string => `${mode.toString(8).padStart(4, '0')} (${permissionString(mode)})`;
  return changed
    ? `mode of ${io.quoted(path)} changed from ${shown(from)} to ${shown(to)}`
    : `mode of ${io.quoted(path)} retained as ${shown(to)}`;
}
