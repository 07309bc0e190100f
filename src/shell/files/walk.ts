/** Changes applied to a file and, when asked, to all that is below it: the frame of chmod, chown and chgrp. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import type { Stat } from '../../sim/fs/types.ts';
import { joinPath } from '../formats/paths.ts';
import type { ProgramIo } from '../programs/program-io.ts';

export interface WalkOptions {
  readonly recursive: boolean;
  /** Says what went wrong with a path that cannot be looked at; nothing when the program is to be silent. */
  readonly silent: boolean;
  /** Which symlinks to directories are followed: none, those named on the command line, all. */
  readonly follow: 'never' | 'operands' | 'always';
  /** Directories are visited after what they hold (chown), not before (chmod). */
  readonly depthFirst?: boolean;
  /** A symlink named as an operand is looked at itself (chown -h). */
  readonly keepLinks?: boolean;
}

/** Visits `path`, and what is below it. False when something failed. */
export async function walkTree(
  io: ProgramIo,
  path: ByteString,
  options: WalkOptions,
  visit: (path: ByteString, stat: Stat) => Promise<boolean>,
): Promise<boolean> {
  return walk(io, path, options, visit, true);
}

async function walk(
  io: ProgramIo,
  path: ByteString,
  options: WalkOptions,
  visit: (path: ByteString, stat: Stat) => Promise<boolean>,
  top: boolean,
): Promise<boolean> {
  const stat = await look(io, path, options, top);
  if (!stat) return false;
  if (!options.recursive || stat.type !== 'directory') return visit(path, stat);
  let good = options.depthFirst ? true : await visit(path, stat);
  let entries: readonly { readonly name: ByteString }[];
  try {
    entries = io.fs.readDir(path);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    if (!options.silent) await io.complain(`cannot read directory ${io.quoted(path)}: ${error.text}`);
    return (options.depthFirst ? await visit(path, stat) : good) && false;
  }
  for (const { name } of entries) {
    const pause = io.process.tick();
    if (pause) await pause;
    good = (await walk(io, joinPath(path, name), options, visit, false)) && good;
  }
  return options.depthFirst ? (await visit(path, stat)) && good : good;
}

async function look(
  io: ProgramIo,
  path: ByteString,
  { follow, keepLinks, recursive, silent }: WalkOptions,
  top: boolean,
): Promise<Stat | undefined> {
  try {
    const stat = io.fs.lstat(path);
    if (stat.type !== 'symlink') return stat;
    const followed = top ? !keepLinks && (follow !== 'never' || !recursive) : follow === 'always';
    return followed ? io.fs.stat(path) : stat;
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    const dangling = isLink(io, path);
    if (!silent) await io.complain(`${lookWords(io, path, dangling)}${io.name === 'chmod' && dangling ? '' : `: ${error.text}`}`);
    return undefined;
  }
}

function lookWords(io: ProgramIo, path: ByteString, dangling: boolean): ByteString {
  if (!dangling) return `cannot access ${io.quoted(path)}`;
  return `${io.name === 'chmod' ? 'cannot operate on dangling symlink' : 'cannot dereference'} ${io.quoted(path)}`;
}

function isLink(io: ProgramIo, path: ByteString): boolean {
  try {
    return io.fs.lstat(path).type === 'symlink';
  } catch (error) {
    if (error instanceof FsError) return false;
    throw error;
  }
}
