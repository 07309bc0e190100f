/** mv: renames files, or moves them between file systems. As GNU coreutils 9.4 mv. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import type { Stat } from '../../../sim/fs/types.ts';
import { backupName, backupOptions, backupStyle } from '../../files/backup.ts';
import { type CopyOptions, type CopyState, copyFile, identity, newCopyState } from '../../files/copy.ts';
import { removeFile } from '../../files/remove.ts';
import { mayReplace } from '../../files/replace.ts';
import { findTarget } from '../../files/target.ts';
import { oneOf } from '../../formats/choices.ts';
import { baseName, joinPath, stripSlashes } from '../../formats/paths.ts';
import { defineProgram } from '../define-program.ts';
import { lastOf } from '../getopt.ts';
import type { ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

const readUpdate = oneOf('--update', { all: ['all'], none: ['none'], older: ['older'] });

export default defineProgram({
  name: 'mv',
  usage: '[OPTION]... [-T] SOURCE DEST\n  or:  mv [OPTION]... SOURCE... DIRECTORY\n  or:  mv [OPTION]... -t DIRECTORY SOURCE...',
  summary: 'Rename SOURCE to DEST, or move SOURCE(s) to DIRECTORY.',
  suite: 'GNU coreutils 9.4',
  options: {
    ...backupOptions,
    overwrite: lastOf({
      force: { short: 'f', long: 'force', help: 'do not prompt before overwriting' },
      ask: { short: 'i', long: 'interactive', help: 'prompt before overwrite' },
      never: { short: 'n', long: 'no-clobber', help: 'do not overwrite an existing file' },
    }),
    noCopy: { long: 'no-copy', help: 'do not copy if renaming fails' },
    stripTrailingSlashes: { long: 'strip-trailing-slashes', help: 'remove any trailing slashes from each SOURCE argument' },
    targetDirectory: { short: 't', long: 'target-directory', argument: 'DIRECTORY', help: 'move all SOURCE arguments into DIRECTORY' },
    noTargetDirectory: { short: 'T', long: 'no-target-directory', help: 'treat DEST as a normal file' },
    update: { long: 'update', argument: 'UPDATE', optional: true, help: 'control which existing files are updated', type: readUpdate },
    older: { short: 'u', help: 'equivalent to --update[=older]' },
    verbose: { short: 'v', long: 'verbose', help: 'explain what is being done' },
    context: { short: 'Z', long: 'context', help: 'set SELinux security context', notSimulated: true },
  },
  async run(io, given, operands) {
    const update = given.older || given.update === true ? 'older' : (given.update ?? 'all');
    const options: MoveOptions = {
      ...MOVING,
      update: given.overwrite === 'never' ? 'none-fail' : update,
      interactive: given.overwrite === 'ask',
      force: given.overwrite === 'force',
      verbose: given.verbose,
      backup: backupStyle(io, given),
      noCopy: given.noCopy,
    };
    if (options.backup && given.overwrite === 'never') throw new UsageError('options --backup and --no-clobber are mutually exclusive');
    const { sources, directory, file } = findTarget(io, operands, given);
    const state = newCopyState();
    let good = true;
    for (const operand of sources) {
      const source = given.stripTrailingSlashes ? stripSlashes(operand) : operand;
      good = (await moveFile(io, source, file ?? joinPath(directory ?? '', baseName(source)), options, state)) && good;
    }
    return good ? 0 : 1;
  },
});

type MoveOptions = CopyOptions & { readonly noCopy: boolean };

/** What a move between file systems keeps: everything. */
const MOVING = {
  recursive: true,
  dereference: 'never',
  preserve: { mode: true, owner: true, times: true, links: true },
  removeDestination: false,
  make: 'copy',
  attributesOnly: false,
  oneFileSystem: false,
  moving: true,
} as const;

async function moveFile(
  io: ProgramIo,
  source: ByteString,
  destination: ByteString,
  options: MoveOptions,
  state: CopyState,
): Promise<boolean> {
  const stat = look(io, source);
  if (stat instanceof FsError) {
    await io.complain(`cannot stat ${io.quoted(source)}: ${stat.text}`);
    return false;
  }
  const existing = look(io, destination);
  if (existing instanceof FsError && existing.errno !== 'ENOENT') {
    await io.complain(`cannot stat ${io.quoted(destination)}: ${existing.text}`);
    return false;
  }
  if (!(existing instanceof FsError)) {
    const verdict = await mayReplace({ io, options, state }, source, stat, destination, existing);
    if (verdict !== 'go') return verdict === 'skip';
  }
  const backup = !(existing instanceof FsError) && options.backup ? backupName(io.fs, destination, options.backup) : undefined;
  if (backup !== undefined) io.fs.rename(destination, backup);
  try {
    io.fs.rename(source, destination);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    return renameFailed(io, source, stat, destination, { error, options, state });
  }
  state.made.add(identity(stat));
  const kept = backup === undefined ? '' : ` (backup: ${io.quoted(backup)})`;
  if (options.verbose) await io.out(`renamed ${io.quoted(source)} -> ${io.quoted(destination)}${kept}\n`);
  return true;
}

function look(io: ProgramIo, path: ByteString): Stat | FsError {
  try {
    return io.fs.lstat(path);
  } catch (error) {
    if (error instanceof FsError) return error;
    throw error;
  }
}

interface Failure {
  readonly error: FsError;
  readonly options: MoveOptions;
  readonly state: CopyState;
}

async function renameFailed(
  io: ProgramIo,
  source: ByteString,
  stat: Stat,
  destination: ByteString,
  { error, options, state }: Failure,
): Promise<boolean> {
  if (error.errno === 'EXDEV' && !options.noCopy) return copyOver(io, source, stat, destination, options, state);
  const [from, to] = [io.quoted(source), io.quoted(destination)];
  if (error.errno === 'EINVAL' && stat.type === 'directory') await io.complain(`cannot move ${from} to a subdirectory of itself, ${to}`);
  else if (error.errno === 'ENOTEMPTY' || error.errno === 'EEXIST') await io.complain(`cannot overwrite ${to}: ${error.text}`);
  else await io.complain(`cannot move ${from} to ${to}: ${error.text}`);
  return false;
}

/** Between file systems: a copy with all its attributes, then the source goes. */
async function copyOver(
  io: ProgramIo,
  source: ByteString,
  stat: Stat,
  destination: ByteString,
  options: MoveOptions,
  state: CopyState,
): Promise<boolean> {
  try {
    if (stat.type !== 'directory' && io.fs.exists(destination)) io.fs.unlink(destination);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    await io.complain(
      `inter-device move failed: ${io.quoted(source)} to ${io.quoted(destination)}; unable to remove target: ${error.text}`,
    );
    return false;
  }
  if (!(await copyFile(io, source, destination, { ...options, interactive: false, backup: undefined, update: 'all' }, state))) return false;
  return removeFile(io, source, {
    recursive: true,
    emptyDirectories: true,
    force: true,
    interactive: 'never',
    verbose: options.verbose,
    preserveRoot: true,
  });
}
