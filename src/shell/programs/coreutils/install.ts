/** install: copies files and sets their modes. As GNU coreutils 9.4 install. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { backupName, backupOptions, type BackupStyle, backupStyle } from '../../files/backup.ts';
import { type CopyOptions, copyFile, newCopyState } from '../../files/copy.ts';
import { findTarget } from '../../files/target.ts';
import { readAccounts } from '../../formats/accounts.ts';
import { type ModeChange, parseModeChange } from '../../formats/mode.ts';
import { baseName, directoryName, joinPath } from '../../formats/paths.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { defineProgram } from '../define-program.ts';
import type { ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'install',
  usage:
    '[OPTION]... [-T] SOURCE DEST\n  or:  install [OPTION]... SOURCE... DIRECTORY\n  or:  install [OPTION]... -t DIRECTORY SOURCE...\n  or:  install [OPTION]... -d DIRECTORY...',
  summary: 'Copy files while setting attributes, or create directories.',
  suite: 'GNU coreutils 9.4',
  options: {
    ...backupOptions,
    ignored: { short: 'c', help: '(ignored)' },
    compare: { short: 'C', long: 'compare', notSimulated: true },
    directory: {
      short: 'd',
      long: 'directory',
      help: 'treat all arguments as directory names; create all components of the specified directories',
    },
    leading: { short: 'D', help: 'create all leading components of DEST except the last' },
    group: { short: 'g', long: 'group', argument: 'GROUP', help: "set group ownership, instead of process' current group" },
    mode: { short: 'm', long: 'mode', argument: 'MODE', help: 'set permission mode (as in chmod), instead of rwxr-xr-x' },
    owner: { short: 'o', long: 'owner', argument: 'OWNER', help: 'set ownership (super-user only)' },
    timestamps: { short: 'p', long: 'preserve-timestamps', help: 'apply access/modification times of SOURCE files' },
    strip: { short: 's', long: 'strip', help: 'strip symbol tables', notSimulated: true },
    targetDirectory: { short: 't', long: 'target-directory', argument: 'DIRECTORY', help: 'copy all SOURCE arguments into DIRECTORY' },
    noTargetDirectory: { short: 'T', long: 'no-target-directory', help: 'treat DEST as a normal file' },
    verbose: { short: 'v', long: 'verbose', help: 'print the name of each created file or directory' },
  },
  async run(io, options, operands) {
    const change = parseModeChange(options.mode ?? '755');
    if (!change) throw new UsageError(`invalid mode ${localeQuoted(options.mode ?? '')}`, { hint: false });
    const manner: Manner = {
      ...ownersOf(io, options),
      change,
      verbose: options.verbose,
      timestamps: options.timestamps,
      backup: backupStyle(io, options),
    };
    if (options.directory) return makeDirectories(io, operands, manner);
    if (options.leading) await makeLeading(io, options.targetDirectory ?? directoryName(operands.at(-1) ?? ''), manner);
    const { sources, directory, file } = findTarget(io, operands, options);
    const state = newCopyState();
    let good = true;
    for (const source of sources) {
      const destination = file ?? joinPath(directory ?? '', baseName(source));
      good = (await installFile(io, source, destination, manner, state)) && good;
    }
    return good ? 0 : 1;
  },
});

interface Manner {
  readonly uid: number;
  readonly gid: number;
  readonly change: ModeChange;
  readonly verbose: boolean;
  readonly timestamps: boolean;
  readonly backup: BackupStyle | undefined;
}

function ownersOf(
  io: ProgramIo,
  { owner, group }: { readonly owner: ByteString | undefined; readonly group: ByteString | undefined },
): Pick<Manner, 'uid' | 'gid'> {
  const accounts = readAccounts(io.fs);
  const uid = owner === undefined ? -1 : (accounts.userByName(owner)?.uid ?? (/^\d+$/.test(owner) ? Number(owner) : undefined));
  const gid = group === undefined ? -1 : (accounts.groupByName(group)?.gid ?? (/^\d+$/.test(group) ? Number(group) : undefined));
  if (uid === undefined) throw new UsageError(`invalid user ${localeQuoted(owner ?? '')}`, { hint: false });
  if (gid === undefined) throw new UsageError(`invalid group ${localeQuoted(group ?? '')}`, { hint: false });
  return { uid, gid };
}

async function makeDirectories(io: ProgramIo, operands: readonly ByteString[], manner: Manner): Promise<number> {
  if (operands.length === 0) throw new UsageError('missing file operand');
  let status = 0;
  for (const operand of operands) {
    if (!(await makeLeading(io, operand, manner))) status = 1;
    else finish(io, operand, manner, true);
  }
  return status;
}

/** A directory and those above it. */
async function makeLeading(io: ProgramIo, path: ByteString, { verbose }: Manner): Promise<boolean> {
  const parts = path.split('/');
  for (let i = 1; i <= parts.length; i++) {
    const folder = parts.slice(0, i).join('/');
    if (folder === '' || io.fs.exists(folder)) continue;
    try {
      io.fs.mkdir(folder, 0o755);
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      await io.complain(`cannot create directory ${io.quoted(folder)}: ${error.text}`);
      return false;
    }
    if (verbose) await io.out(`install: creating directory ${io.quoted(folder)}\n`);
  }
  return true;
}

const COPYING: Omit<CopyOptions, 'preserve' | 'verbose' | 'backup'> = {
  recursive: false,
  dereference: 'always',
  update: 'all',
  interactive: false,
  force: false,
  removeDestination: false,
  make: 'copy',
  attributesOnly: false,
  oneFileSystem: false,
};

async function installFile(
  io: ProgramIo,
  source: ByteString,
  destination: ByteString,
  manner: Manner,
  state: ReturnType<typeof newCopyState>,
): Promise<boolean> {
  const existing = io.fs.exists(source) ? io.fs.stat(source) : undefined;
  if (existing?.type === 'directory') {
    await io.complain(`omitting directory ${io.quoted(source)}`);
    return false;
  }
  const preserve = { mode: false, owner: false, times: manner.timestamps, links: false };
  try {
    // The old file goes first: a running program keeps its own.
    const old = existing && io.fs.exists(destination) && io.fs.stat(destination).type === 'file' ? io.fs.stat(destination) : undefined;
    if (old && existing && (old.ino !== existing.ino || old.dev !== existing.dev)) {
      if (manner.backup) io.fs.rename(destination, backupName(io.fs, destination, manner.backup));
      else io.fs.unlink(destination);
      if (manner.verbose && !manner.backup) await io.out(`removed ${io.quoted(destination)}\n`);
    }
    if (!(await copyFile(io, source, destination, { ...COPYING, preserve, verbose: manner.verbose, backup: undefined }, state)))
      return false;
    finish(io, destination, manner, false);
    return true;
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    await io.complain(`cannot change attributes of ${io.quoted(destination)}: ${error.text}`);
    return false;
  }
}

function finish(io: ProgramIo, path: ByteString, { uid, gid, change }: Manner, directory: boolean): void {
  if (uid !== -1 || gid !== -1) io.fs.chown(path, uid, gid);
  io.fs.chmod(path, change({ mode: 0, directory, umask: 0 }));
}
