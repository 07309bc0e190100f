/** Whether cp and mv may put something in the place of what stands there: same files, directories, -i, -n, -u. As GNU coreutils 9.4 copy.c. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import type { Stat } from '../../sim/fs/types.ts';
import { permissionString } from '../formats/mode.ts';
import type { ProgramIo } from '../programs/program-io.ts';
import { ask } from './ask.ts';
import type { CopyOptions, CopyState } from './copy.ts';

export type Verdict = 'go' | 'skip' | 'fail';

interface Run {
  readonly io: ProgramIo;
  readonly options: Pick<
    CopyOptions,
    'update' | 'interactive' | 'force' | 'removeDestination' | 'backup' | 'make' | 'moving' | 'dereference'
  >;
  readonly state: CopyState;
}

const fail = async (io: ProgramIo, text: ByteString): Promise<'fail'> => {
  await io.flush();
  await io.complain(text);
  return 'fail';
};

export async function mayReplace(run: Run, source: ByteString, stat: Stat, destination: ByteString, existing: Stat): Promise<Verdict> {
  const { io, options, state } = run;
  const names = `${io.quoted(source)} and ${io.quoted(destination)}`;
  const same = stat.ino === existing.ino && stat.dev === existing.dev;
  if (existing.type === 'symlink' && options.make === 'symlink') return 'go';
  if (same && options.make === 'link') return 'skip';
  if (same && stat.type !== 'directory' && !options.backup && !(options.removeDestination && stat.nlink > 1 && source !== destination))
    return fail(io, `${names} are the same file`);
  if (same && stat.type === 'directory' && options.moving) return fail(io, `${names} are the same file`);
  const update = await byUpdate(run, stat, destination, existing);
  if (update !== 'go') return update;
  if (stat.type === 'directory' && existing.type !== 'directory')
    return fail(io, `cannot overwrite non-directory ${io.quoted(destination)} with directory ${io.quoted(source)}`);
  if (stat.type !== 'directory' && existing.type === 'directory')
    return fail(io, `cannot overwrite directory ${io.quoted(destination)} with non-directory`);
  if (stat.type === 'directory') return 'go';
  if (state.made.has(`${existing.dev}:${existing.ino}`) && !options.backup)
    return fail(io, `will not overwrite just-created ${io.quoted(destination)} with ${io.quoted(source)}`);
  if (
    existing.type === 'symlink' &&
    stat.type !== 'symlink' &&
    !options.moving &&
    !options.removeDestination &&
    options.make === 'copy' &&
    !options.backup
  ) {
    return fail(io, `not writing through dangling symlink ${io.quoted(destination)}`);
  }
  return 'go';
}

async function byUpdate({ io, options }: Run, stat: Stat, destination: ByteString, existing: Stat): Promise<Verdict> {
  if (stat.type === 'directory') return 'go';
  if (options.update === 'none') return 'skip';
  if (options.update === 'none-fail') return fail(io, `not replacing ${io.quoted(destination)}`);
  if (options.update === 'older' && existing.mtime >= stat.mtime) return 'skip';
  const unwritable = options.moving && !options.force && isTerminal(io) && !isWritable(io, destination, existing);
  if (!options.interactive && !unwritable) return 'go';
  if (existing.type === 'directory') return 'go';
  return (await ask(io, overwriteQuestion(io, destination, existing, options.moving ?? false))) ? 'go' : 'fail';
}

function overwriteQuestion(io: ProgramIo, destination: ByteString, existing: Stat, moving: boolean): ByteString {
  const name = io.quoted(destination);
  if (isWritable(io, destination, existing)) return `${io.name}: overwrite ${name}? `;
  const mode = existing.mode.toString(8).padStart(4, '0');
  const letters = permissionString(existing.mode);
  return moving
    ? `${io.name}: replace ${name}, overriding mode ${mode} (${letters})? `
    : `${io.name}: unwritable ${name} (mode ${mode}, ${letters}); try anyway? `;
}

function isWritable(io: ProgramIo, path: ByteString, { type }: Stat): boolean {
  if (type === 'symlink') return true;
  try {
    io.fs.access(path, 2);
    return true;
  } catch (error) {
    if (error instanceof FsError) return false;
    throw error;
  }
}

const isTerminal = (io: ProgramIo): boolean => io.process.isOpen(0) && io.process.terminal(0) !== undefined;
