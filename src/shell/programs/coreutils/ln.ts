/** ln: makes links. As GNU coreutils 9.4 ln. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { ask } from '../../files/ask.ts';
import { backupName, type BackupStyle, backupOptions, backupStyle } from '../../files/backup.ts';
import { findTarget } from '../../files/target.ts';
import { relativePath } from '../../formats/canonical-path.ts';
import { baseName, directoryName, joinPath } from '../../formats/paths.ts';
import { defineProgram } from '../define-program.ts';
import type { ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'ln',
  usage:
    '[OPTION]... [-T] TARGET LINK_NAME\n  or:  ln [OPTION]... TARGET\n  or:  ln [OPTION]... TARGET... DIRECTORY\n  or:  ln [OPTION]... -t DIRECTORY TARGET...',
  summary: 'Create hard links by default, symbolic links with --symbolic.',
  suite: 'GNU coreutils 9.4',
  options: {
    ...backupOptions,
    directory: { short: 'dF', long: 'directory', help: 'allow the superuser to attempt to hard link directories' },
    force: { short: 'f', long: 'force', help: 'remove existing destination files' },
    interactive: { short: 'i', long: 'interactive', help: 'prompt whether to remove destinations' },
    logical: { short: 'L', long: 'logical', help: 'dereference TARGETs that are symbolic links' },
    noDereference: { short: 'n', long: 'no-dereference', help: 'treat LINK_NAME as a normal file if it is a symbolic link to a directory' },
    physical: { short: 'P', long: 'physical', help: 'make hard links directly to symbolic links' },
    relative: { short: 'r', long: 'relative', help: 'with -s, create links relative to link location' },
    symbolic: { short: 's', long: 'symbolic', help: 'make symbolic links instead of hard links' },
    targetDirectory: {
      short: 't',
      long: 'target-directory',
      argument: 'DIRECTORY',
      help: 'specify the DIRECTORY in which to create the links',
    },
    noTargetDirectory: { short: 'T', long: 'no-target-directory', help: 'treat LINK_NAME as a normal file always' },
    verbose: { short: 'v', long: 'verbose', help: 'print name of each linked file' },
  },
  async run(io, options, operands) {
    if (options.relative && !options.symbolic) throw new UsageError('cannot do --relative without --symbolic', { hint: false });
    const style: Style = { ...options, backup: backupStyle(io, options) };
    const [single] = operands;
    if (operands.length === 1 && single !== undefined && options.targetDirectory === undefined && !options.noTargetDirectory) {
      return (await makeLink(io, single, `./${baseName(single)}`, style)) ? 0 : 1;
    }
    const { sources, directory, file } = findTarget(io, operands, { ...options, keepLinks: options.noDereference });
    let good = true;
    for (const source of sources) good = (await makeLink(io, source, file ?? joinPath(directory ?? '', baseName(source)), style)) && good;
    return good ? 0 : 1;
  },
});

interface Style {
  readonly symbolic: boolean;
  readonly force: boolean;
  readonly interactive: boolean;
  readonly logical: boolean;
  readonly relative: boolean;
  readonly verbose: boolean;
  readonly backup: BackupStyle | undefined;
}

async function makeLink(io: ProgramIo, source: ByteString, destination: ByteString, style: Style): Promise<boolean> {
  try {
    if (!style.symbolic && (style.logical ? io.fs.stat(source) : io.fs.lstat(source)).type === 'directory') {
      await io.complain(`${io.shellQuoted(source)}: hard link not allowed for directory`);
      return false;
    }
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    await io.complain(`failed to access ${io.quoted(source)}: ${error.text}`);
    return false;
  }
  const target = style.relative ? relativePath(io.process, source, directoryName(destination)) : source;
  try {
    if (!(await clearWay(io, source, destination, style))) return false;
    if (style.symbolic) io.fs.symlink(target, destination);
    else io.fs.link(style.logical ? io.fs.realPath(source) : source, destination);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    const kind = style.symbolic ? 'symbolic' : 'hard';
    const arrow = error.errno === 'EEXIST' || style.symbolic ? '' : ` => ${io.quoted(source)}`;
    await io.complain(`failed to create ${kind} link ${io.quoted(destination)}${arrow}: ${error.text}`);
    return false;
  }
  if (style.verbose) await io.out(`${io.quoted(destination)} ${style.symbolic ? '->' : '=>'} ${io.quoted(target)}\n`);
  return true;
}

/** Takes away what stands at the destination, when the options say so; false when the user said no or it must not be. */
async function clearWay(
  io: ProgramIo,
  source: ByteString,
  destination: ByteString,
  { force, interactive, symbolic, backup }: Style,
): Promise<boolean> {
  if (!force && !interactive && !backup) return true;
  let existing: ReturnType<typeof io.fs.lstat>;
  try {
    existing = io.fs.lstat(destination);
  } catch (error) {
    if (error instanceof FsError) return true;
    throw error;
  }
  if (existing.type === 'directory') {
    await io.complain(`${io.shellQuoted(destination)}: cannot overwrite directory`);
    return false;
  }
  if (!symbolic || !backup) {
    const same = io.fs.exists(source) ? io.fs.lstat(source) : undefined;
    if (same && same.ino === existing.ino && same.dev === existing.dev && (same.nlink === 1 || sameName(source, destination))) {
      await io.complain(`${io.quoted(source)} and ${io.quoted(destination)} are the same file`);
      return false;
    }
  }
  if (interactive && !(await ask(io, `ln: replace ${io.quoted(destination)}? `))) return false;
  if (backup) io.fs.rename(destination, backupName(io.fs, destination, backup));
  else io.fs.unlink(destination);
  return true;
}

const sameName = (a: ByteString, b: ByteString): boolean => baseName(a) === baseName(b) && directoryName(a) === directoryName(b);
