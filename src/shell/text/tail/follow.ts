/** tail -f and -F: waits for files to grow, by descriptor or by name. As GNU coreutils 9.4 tail. */
import { FsError } from '../../../sim/fs/errno.ts';
import type { Stat } from '../../../sim/fs/types.ts';
import type { ProgramIo } from '../../programs/program-io.ts';

export interface FollowedFile {
  readonly name: string;
  readonly title: string;
  /** undefined: it could not be opened (yet). */
  fd: number | undefined;
  stat: Stat | undefined;
}

export interface FollowOptions {
  /** -F: whatever has the name. */
  readonly byName: boolean;
  readonly retry: boolean;
  /** Stops when this process is gone. */
  readonly pid: number | undefined;
  readonly titled: boolean;
  /** The file whose heading was printed last. */
  readonly last: FollowedFile | undefined;
}

/** The kernel has no inotify: looks as often as nobody notices. */
const INTERVAL = 100_000;

export async function follow(io: ProgramIo, files: readonly FollowedFile[], options: FollowOptions): Promise<number> {
  let last = options.last;
  for (;;) {
    for (const file of files) {
      if (options.byName) await lookAgain(io, file, options);
      if (file.fd === undefined) continue;
      if (!(await hasNews(io, file))) continue;
      if (options.titled && last !== file) await io.out(`\n==> ${file.title} <==\n`);
      last = file;
      await copyNews(io, file);
    }
    await io.flush();
    if (files.every(({ fd }) => fd === undefined) && !options.retry) {
      await io.complain('no files remaining');
      return 1;
    }
    if (options.pid !== undefined && !isAlive(io, options.pid)) return 0;
    if (await readerIsGone(io)) return 0;
    await io.process.sleep(INTERVAL);
  }
}

function isAlive(io: ProgramIo, pid: number): boolean {
  try {
    io.process.kill(pid, undefined);
    // one that has ended and was not waited for yet counts as gone
    return io.process.processes().some((each) => each.pid === pid && each.state !== 'Z');
  } catch (error) {
    if (error instanceof FsError) return error.errno === 'EPERM';
    throw error;
  }
}

/** `tail -f f | head -1` ends when head has ended. */
async function readerIsGone(io: ProgramIo): Promise<boolean> {
  if (!io.process.isOpen(1) || io.process.fstat(1).type !== 'fifo') return false;
  const [state] = await io.process.poll([{ fd: 1, write: true }], 0);
  return state?.hangUp ?? false;
}

async function hasNews(io: ProgramIo, file: FollowedFile): Promise<boolean> {
  const fd = file.fd ?? 0;
  const stat = io.process.fstat(fd);
  if (stat.type !== 'file') {
    const [state] = await io.process.poll([{ fd, read: true }], 0);
    return state?.readable ?? false;
  }
  const offset = io.process.seek(fd, 0, 'current');
  if (stat.size < offset) {
    await io.flush();
    await io.complain(`${io.shellQuoted(file.title)}: file truncated`);
    io.process.seek(fd, 0, 'set');
    return stat.size > 0;
  }
  return stat.size > offset;
}

async function copyNews(io: ProgramIo, file: FollowedFile): Promise<void> {
  const fd = file.fd ?? 0;
  const isFile = io.process.fstat(fd).type === 'file';
  for (;;) {
    const block = await io.process.read(fd);
    if (block.length === 0) {
      // a pipe's end: nothing more comes
      if (!isFile) file.fd = undefined;
      return;
    }
    await io.out(block.slice());
    if (!isFile) return;
  }
}

/** Whether the name is still the same file; opens the new one when it is not. */
async function lookAgain(io: ProgramIo, file: FollowedFile, { retry }: FollowOptions): Promise<void> {
  if (file.name === '-') return;
  try {
    const stat = io.fs.stat(file.name);
    if (file.fd !== undefined && stat.ino === file.stat?.ino && stat.dev === file.stat.dev) return;
    const fd = await io.process.open(file.name, { read: true });
    await io.flush();
    await io.complain(`${io.quoted(file.title)} has ${file.fd === undefined ? 'appeared' : 'been replaced'};  following new file`);
    if (file.fd !== undefined) io.process.close(file.fd);
    file.fd = fd;
    file.stat = stat;
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    if (file.fd === undefined) return;
    await io.flush();
    await io.complain(`${io.quoted(file.title)} has become inaccessible: ${error.text}`);
    if (!retry) await io.complain(`${io.quoted(file.title)} giving up`);
    io.process.close(file.fd);
    file.fd = undefined;
  }
}
