// Law: the same random calls give the same results, errors, trees and times here and on the file system of the Linux below.
import * as linux from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCell } from '../../src/sim/fs/cell.ts';
import { createFileSystem } from '../../src/sim/fs/filesystem.ts';
import type { FileSystem, OpenFlags } from '../../src/sim/fs/types.ts';
import { cellMount, createView } from '../../src/sim/fs/view.ts';
import { type Call, call, described, openFlags, outcome, perform } from '../sim/fs/random-calls.ts';

/** Deep enough that `..` stays inside. */
const DEPTH = Array.from({ length: 20 }, () => 'deep').join('/');
const PAST = 1_000_000_000;

test.runIf(process.platform === 'linux')(
  'calls behave as on Linux',
  () => {
    fc.assert(
      fc.property(fc.array(call, { minLength: 1, maxLength: 25 }), (calls) => play(calls)),
      { numRuns: Number(process.env['LAW_RUNS'] ?? 150) },
    );
  },
  600_000,
);

function play(calls: readonly Call[]): void {
  const root = linux.mkdtempSync(join(tmpdir(), 'drydock-law-'));
  const theirs = join(root, DEPTH);
  try {
    linux.mkdirSync(theirs, { recursive: true });
    const ours = simulated();
    for (const [index, one] of calls.entries()) {
      forgetTimes(theirs, ours);
      const result = perform(ours, one);
      expect(result, `call ${index}: ${one.join(' ')}`).toEqual(onTheirs(theirs, one));
      expect(ourTree(ours), `after call ${index}: ${one.join(' ')}`).toEqual(theirTree(theirs));
    }
  } finally {
    makeRemovable(root);
    linux.rmSync(root, { recursive: true, force: true });
  }
}

function simulated(): FileSystem {
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
  return createFileSystem(createView({ mounts: rootView.mounts, now, cwd: `/${DEPTH}`, caller, umask: process.umask() }));
}

function onTheirs(root: string, [verb, first = '', second = '']: Call): unknown {
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
    stat: () => describedTheirs(linux.statSync(from)),
    lstat: () => describedTheirs(linux.lstatSync(from)),
    readDir: () => linux.readdirSync(from).sort(),
    readLink: () => linux.readlinkSync(from),
    readFile: () => linux.readFileSync(from, 'latin1'),
    realPath: () => linux.realpathSync.native(from).slice(root.length - DEPTH.length - 1),
  };
  return outcome(
    calls[verb] ?? (() => linux.closeSync(linux.openSync(from, linuxFlags(verb), 0o666))),
    (error) => (error as { code?: string }).code,
  );
}

function describedTheirs(stat: linux.Stats): unknown {
  const type = stat.isDirectory() ? 'directory' : stat.isSymbolicLink() ? 'symlink' : 'file';
  return {
    type,
    mode: stat.mode & 0o7777,
    nlink: type === 'directory' ? undefined : stat.nlink,
    size: type === 'directory' ? undefined : stat.size,
  };
}

function linuxFlags(verb: string): number {
  const { O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_NOFOLLOW, O_DIRECTORY } = linux.constants;
  const { read, write, create, exclusive, noFollow, directory }: OpenFlags = openFlags[verb] ?? {};
  const access = write ? (read ? O_RDWR : O_WRONLY) : O_RDONLY;
  return access | (create ? O_CREAT : 0) | (exclusive ? O_EXCL : 0) | (noFollow ? O_NOFOLLOW : 0) | (directory ? O_DIRECTORY : 0);
}

/** Sets every time back, so that the next call shows which it sets. */
function forgetTimes(root: string, ours: FileSystem): void {
  for (const path of Object.keys(theirTree(root))) {
    linux.lutimesSync(join(root, path), PAST, PAST);
    ours.utimes(path, { mtime: PAST * 1e6 }, { followLink: false });
  }
}

function ourTree(fs: FileSystem, path = '.', tree: Record<string, unknown> = {}): Record<string, unknown> {
  const stat = fs.lstat(path);
  tree[path] = [described(stat), stat.mtime === PAST * 1e6 ? 'old' : 'new', stat.type === 'symlink' ? fs.readLink(path) : undefined];
  if (stat.type === 'directory' && isReadable(() => fs.readDir(path)))
    for (const { name } of fs.readDir(path)) ourTree(fs, `${path}/${name}`, tree);
  return tree;
}

function theirTree(root: string, path = '.', tree: Record<string, unknown> = {}): Record<string, unknown> {
  const full = join(root, path);
  const stat = linux.lstatSync(full);
  tree[path] = [
    describedTheirs(stat),
    stat.mtimeMs === PAST * 1000 ? 'old' : 'new',
    stat.isSymbolicLink() ? linux.readlinkSync(full) : undefined,
  ];
  if (stat.isDirectory() && isReadable(() => linux.readdirSync(full)))
    for (const name of linux.readdirSync(full)) theirTree(root, `${path}/${name}`, tree);
  return tree;
}

/** Without r its names, without x what is behind them cannot be seen. */
function isReadable(list: () => readonly unknown[]): boolean {
  try {
    list();
    return true;
  } catch {
    return false;
  }
}

function makeRemovable(path: string): void {
  if (!linux.lstatSync(path).isDirectory()) return;
  linux.chmodSync(path, 0o700);
  for (const name of linux.readdirSync(path)) makeRemovable(join(path, name));
}
