/** Removing files and trees with rm's questions and words. As GNU coreutils 9.4 remove.c. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import type { Stat } from '../../sim/fs/types.ts';
import { baseName, joinPath } from '../formats/paths.ts';
import type { ProgramIo } from '../programs/program-io.ts';
import { ask } from './ask.ts';
import { describeType } from './describe-type.ts';

export interface RemoveOptions {
  readonly recursive: boolean;
  readonly emptyDirectories: boolean;
  /** Missing files are no error and nothing is asked. */
  readonly force: boolean;
  /** -i: asks always; undefined: only for write-protected files on a terminal. */
  readonly interactive: 'always' | 'never' | undefined;
  readonly verbose: boolean;
  readonly preserveRoot: boolean;
  readonly oneFileSystem?: boolean;
}

/** Removes one operand. False when something was left that should not have been. */
export async function removeFile(io: ProgramIo, path: ByteString, options: RemoveOptions): Promise<boolean> {
  let stat: Stat;
  try {
    stat = io.fs.lstat(path);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    if (options.force && (error.errno === 'ENOENT' || error.errno === 'ENOTDIR')) return true;
    return cannotRemove(io, path, error);
  }
  if (stat.type === 'directory' && options.recursive) {
    const refusal = refused(io, path, stat, options);
    if (refusal.length > 0) {
      for (const line of refusal) await io.complain(line);
      return false;
    }
  }
  return remove(io, path, stat, { ...options, device: stat.dev });
}

interface Removal extends RemoveOptions {
  readonly device: number;
}

function refused(io: ProgramIo, path: ByteString, stat: Stat, { preserveRoot }: RemoveOptions): readonly ByteString[] {
  const name = baseName(path);
  if (name === '.' || name === '..')
    return [`refusing to remove ${io.quoted('.')} or ${io.quoted('..')} directory: skipping ${io.quoted(path)}`];
  const root = io.fs.stat('/');
  if (!preserveRoot || stat.ino !== root.ino || stat.dev !== root.dev) return [];
  const same = path === '/' ? '' : ` (same as ${io.quoted('/')})`;
  return [`it is dangerous to operate recursively on ${io.quoted(path)}${same}`, 'use --no-preserve-root to override this failsafe'];
}

async function cannotRemove(io: ProgramIo, path: ByteString, error: FsError): Promise<false> {
  await io.flush();
  await io.complain(`cannot remove ${io.quoted(path)}: ${error.text}`);
  return false;
}

async function remove(io: ProgramIo, path: ByteString, stat: Stat, options: Removal): Promise<boolean> {
  const pause = io.process.tick();
  if (pause) await pause;
  if (stat.type === 'directory') return removeDirectory(io, path, stat, options);
  if (!(await consents(io, path, stat, options, `remove ${protection(io, path, stat, options)}${describeType(stat)}`))) return true;
  try {
    io.fs.unlink(path);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    return (options.force && error.errno === 'ENOENT') || cannotRemove(io, path, error);
  }
  if (options.verbose) await io.out(`removed ${io.quoted(path)}\n`);
  return true;
}

async function removeDirectory(io: ProgramIo, path: ByteString, stat: Stat, options: Removal): Promise<boolean> {
  if (!options.recursive && !options.emptyDirectories) return cannotRemove(io, path, new FsError('EISDIR'));
  if (options.oneFileSystem && stat.dev !== options.device) {
    await io.complain(`skipping ${io.quoted(path)}, since it's on a different device`);
    return false;
  }
  if (options.recursive) {
    const emptied = await removeBelow(io, path, stat, options);
    if (emptied !== 'yes') return emptied === 'declined';
  }
  const sort = protection(io, path, stat, options);
  if (!(await consents(io, path, stat, options, `remove ${sort}directory`))) return true;
  try {
    io.fs.rmdir(path);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    return cannotRemove(io, path, error);
  }
  if (options.verbose) await io.out(`removed directory ${io.quoted(path)}\n`);
  return true;
}

async function removeBelow(io: ProgramIo, path: ByteString, stat: Stat, options: Removal): Promise<'yes' | 'declined' | 'failed'> {
  let names: readonly ByteString[];
  try {
    names = io.fs.readDir(path).map(({ name }) => name);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    await cannotRemove(io, path, error);
    return 'failed';
  }
  if (names.length > 0 && !(await consents(io, path, stat, options, `descend into ${protection(io, path, stat, options)}directory`)))
    return 'declined';
  let good = true;
  for (const name of names) {
    const child = joinPath(path, name);
    good = (await remove(io, child, io.fs.lstat(child), options)) && good;
  }
  if (!good) return 'failed';
  return io.fs.readDir(path).length > 0 ? 'declined' : 'yes';
}

function protection(io: ProgramIo, path: ByteString, stat: Stat, { force, interactive }: Removal): ByteString {
  if (force || interactive === 'never' || stat.type === 'symlink') return '';
  try {
    io.fs.access(path, 2);
    return '';
  } catch (error) {
    if (error instanceof FsError) return 'write-protected ';
    throw error;
  }
}

async function consents(io: ProgramIo, path: ByteString, stat: Stat, options: Removal, question: ByteString): Promise<boolean> {
  if (options.force || options.interactive === 'never') return true;
  const asks = options.interactive === 'always' || (isTerminal(io) && protection(io, path, stat, options) !== '');
  return !asks || ask(io, `${io.name}: ${question} ${io.quoted(path)}? `);
}

const isTerminal = (io: ProgramIo): boolean => io.process.isOpen(0) && io.process.terminal(0) !== undefined;
