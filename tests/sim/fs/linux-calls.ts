/** The other side of laws about calls: the same ones on the Linux below, and a place for them there and here. */
import * as linux from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCell } from '../../../src/sim/fs/cell.ts';
import type { FileSystemView, OpenFlags } from '../../../src/sim/fs/types.ts';
import { createFileSystem } from '../../../src/sim/fs/filesystem.ts';
import { cellMount, createView } from '../../../src/sim/fs/view.ts';
import { type Call, openFlags, outcome } from './random-calls.ts';

/** Deep enough that `..` stays inside. */
export const DEPTH = Array.from({ length: 20 }, () => 'deep').join('/');

/** Runs `use` with an empty folder of the Linux below and the view of one like it; removes the folder. */
export function withBoth(use: (theirs: string, view: FileSystemView) => void): void {
  const root = linux.mkdtempSync(join(tmpdir(), 'drydock-law-'));
  const theirs = join(root, DEPTH);
  try {
    linux.mkdirSync(theirs, { recursive: true });
    use(theirs, simulated());
  } finally {
    makeRemovable(root);
    linux.rmSync(root, { recursive: true, force: true });
  }
}

function simulated(): FileSystemView {
  let ino = 10;
  let time = Date.UTC(2026, 0, 1) * 1000;
  const now = (): number => time++;
  const cell = createCell({ id: 'law', now: 0, nextIno: () => ino++ });
  const [uid, gid] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
  const rootView = createView({ mounts: [cellMount('/', cell)], now });
  const asRoot = createFileSystem(rootView);
  let at = '';
  for (const part of DEPTH.split('/')) {
    at += `/${part}`;
    asRoot.mkdir(at);
    asRoot.chown(at, uid, gid);
  }
  const caller = { pid: 1, credentials: { uid, gid, groups: process.getgroups?.() ?? [] } };
  return createView({ mounts: rootView.mounts, now, cwd: `/${DEPTH}`, caller, umask: process.umask() });
}

/** Makes the call under a folder: `{ result }` or `{ errno }`, as `perform`. */
export function performOnLinux(root: string, [verb, first = '', second = '']: Call): unknown {
  const at = (path: string | number): string => (path === '' ? '' : `${root}/${path}`);
  const [from, to] = [at(first), at(second)];
  const calls: Record<string, () => unknown> = {
    mkdir: () => void linux.mkdirSync(from, Number(second)),
    rmdir: () => linux.rmdirSync(from),
    unlink: () => linux.unlinkSync(from),
    rename: () => linux.renameSync(from, to),
    link: () => linux.linkSync(from, to),
    symlink: () => linux.symlinkSync(String(first), to),
    writeFile: () => linux.writeFileSync(from, String(second)),
    append: () => linux.appendFileSync(from, String(second)),
    truncate: () => linux.truncateSync(from, Number(second)),
    chmod: () => linux.chmodSync(from, Number(second)),
    stat: () => describedOnLinux(linux.statSync(from)),
    lstat: () => describedOnLinux(linux.lstatSync(from)),
    readDir: () => linux.readdirSync(from).sort(),
    readLink: () => linux.readlinkSync(from),
    readFile: () => linux.readFileSync(from, 'latin1'),
    realPath: () => linux.realpathSync.native(from).replace(/^.*?\/deep/, '/deep'),
  };
  return outcome(calls[verb] ?? (() => linux.closeSync(linux.openSync(from, linuxFlags(verb), 0o666))));
}

export function describedOnLinux(stat: linux.Stats): unknown {
  const type = stat.isDirectory() ? 'directory' : stat.isSymbolicLink() ? 'symlink' : 'file';
  return {
    type,
    mode: stat.mode & 0o7777,
    nlink: type === 'directory' ? undefined : stat.nlink,
    size: type === 'directory' ? undefined : stat.size,
  };
}

export function linuxFlags(verb: string): number {
  const { O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_NOFOLLOW, O_DIRECTORY } = linux.constants;
  const { read, write, create, exclusive, noFollow, directory }: OpenFlags = openFlags[verb] ?? {};
  const access = write ? (read ? O_RDWR : O_WRONLY) : O_RDONLY;
  return access | (create ? O_CREAT : 0) | (exclusive ? O_EXCL : 0) | (noFollow ? O_NOFOLLOW : 0) | (directory ? O_DIRECTORY : 0);
}

function makeRemovable(path: string): void {
  if (!linux.lstatSync(path).isDirectory()) return;
  linux.chmodSync(path, 0o700);
  for (const name of linux.readdirSync(path)) makeRemovable(join(path, name));
}
