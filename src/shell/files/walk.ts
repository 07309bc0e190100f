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
  /** A symlink named as an operand is looked at itself (chown -h). */
  readonly keepLinks?: boolean;
}

/** Visits `path`, and what is below it before or after by `visit`'s own choice. False when something failed. */
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
  let good = await visit(path, stat);
  if (!options.recursive || stat.type !== 'directory') return good;
  let entries: readonly { readonly name: ByteString }[];
  try {
    entries = io.fs.readDir(path);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    if (!options.silent) await io.complain(`cannot read directory ${io.quoted(path)}: ${error.text}`);
    return false;
  }
  for (const { name } of entries) {
    const pause = io.process.tick();
    if (pause) await pause;
    good = (await walk(io, joinPath(path, name), options, visit, false)) && good;
  }
  return good;
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
    if (!silent)
      await io.complain(
        dangling ? `cannot dereference ${io.quoted(path)}: ${error.text}` : `cannot access ${io.quoted(path)}: ${error.text}`,
      );
    return undefined;
  }
}

function isLink(io: ProgramIo, path: ByteString): boolean {
  try {
    return io.fs.lstat(path).type === 'symlink';
  } catch (error) {
    if (error instanceof FsError) return false;
    throw error;
  }
}
