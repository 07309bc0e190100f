// Law: the same random calls give the same results, errors, trees and times here and on the file system of the Linux below.
import * as linux from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBytes, toBytes } from '../../src/sim/fs/bytes.ts';
import { createCell } from '../../src/sim/fs/cell.ts';
import { FsError } from '../../src/sim/fs/errno.ts';
import { createFileSystem } from '../../src/sim/fs/filesystem.ts';
import type { FileSystem, Stat } from '../../src/sim/fs/types.ts';
import { cellMount, createView } from '../../src/sim/fs/view.ts';

/** Deep enough that `..` stays inside. */
const DEPTH = Array.from({ length: 20 }, () => 'deep').join('/');
const PAST = 1_000_000_000;

const name = fc.constantFrom('a', 'b', 'c', 'd');
const component = fc.oneof(
  { weight: 12, arbitrary: name },
  { weight: 1, arbitrary: fc.constantFrom('.', '..', 'x'.repeat(256), 'x'.repeat(255)) },
);
const path = fc
  .tuple(fc.array(component, { minLength: 1, maxLength: 3 }), fc.constantFrom('', '', '', '', '', '/', '//'))
  .map(([names, end]) => names.join('/') + end);

type Call = readonly [string, ...(string | number)[]];
const call: fc.Arbitrary<Call> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(fc.constant('mkdir'), path, fc.constantFrom(0o777, 0o2755, 0o700)) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('rmdir'), path) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('unlink'), path) },
  { weight: 6, arbitrary: fc.tuple(fc.constant('rename'), path, path) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('link'), path, path) },
  { weight: 4, arbitrary: fc.tuple(fc.constant('symlink'), fc.oneof(path, fc.constantFrom('', 'a', '../a', '.')), path) },
  { weight: 5, arbitrary: fc.tuple(fc.constant('writeFile'), path, fc.constantFrom('', 'text', 'longer text')) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('append'), path, fc.constantFrom('', 'more')) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('truncate'), path, fc.constantFrom(0, 3, 100)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('chmod'), path, fc.constantFrom(0o777, 0o000, 0o4755, 0o2755, 0o1777, 0o555)) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom('stat', 'lstat', 'readDir', 'readLink', 'readFile', 'realPath'), path) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom('openExclusive', 'openNoFollow', 'openDirectory', 'openCreate', 'openWrite'), path) },
);

const openFlags = {
  openExclusive: {
    ours: { write: true, create: true, exclusive: true },
    theirs: linux.constants.O_WRONLY | linux.constants.O_CREAT | linux.constants.O_EXCL,
  },
  openNoFollow: { ours: { read: true, noFollow: true }, theirs: linux.constants.O_RDONLY | linux.constants.O_NOFOLLOW },
  openDirectory: { ours: { read: true, directory: true }, theirs: linux.constants.O_RDONLY | linux.constants.O_DIRECTORY },
  openCreate: { ours: { read: true, create: true }, theirs: linux.constants.O_RDONLY | linux.constants.O_CREAT },
  openWrite: { ours: { read: true, write: true }, theirs: linux.constants.O_RDWR },
};

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
      const result = onOurs(ours, one);
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
  for (const part of DEPTH.split('/')) asRoot.mkdir((at += `/${part}`));
  asRoot.chown(at, uid, gid);
  const caller = { pid: 1, credentials: { uid, gid, groups: process.getgroups?.() ?? [] } };
  return createFileSystem(createView({ mounts: rootView.mounts, now, cwd: `/${DEPTH}`, caller, umask: process.umask() }));
}

function onOurs(fs: FileSystem, [verb, first = '', second = '']: Call): unknown {
  const [from, to] = [String(first), String(second)];
  const calls: Record<string, () => unknown> = {
    mkdir: () => fs.mkdir(from, Number(second)),
    rmdir: () => fs.rmdir(from),
    unlink: () => fs.unlink(from),
    rename: () => fs.rename(from, to),
    link: () => fs.link(from, to),
    symlink: () => fs.symlink(from, to),
    writeFile: () => fs.writeFile(from, toBytes(to)),
    append: () => fs.append(from, toBytes(to)),
    truncate: () => fs.truncate(from, Number(second)),
    chmod: () => fs.chmod(from, Number(second)),
    stat: () => described(fs.stat(from)),
    lstat: () => described(fs.lstat(from)),
    readDir: () =>
      fs
        .readDir(from)
        .map((entry) => entry.name)
        .sort(),
    readLink: () => fs.readLink(from),
    readFile: () => fromBytes(fs.readFile(from)),
    realPath: () => fs.realPath(from),
  };
  const flags = openFlags[verb as keyof typeof openFlags];
  return outcome(calls[verb] ?? (() => close(fs.openNode(from, flags.ours))), (error) =>
    error instanceof FsError ? error.errno : undefined,
  );
}

function close(opened: ReturnType<FileSystem['openNode']>): void {
  if (opened.kind === 'file') opened.file.close();
  else if ('pin' in opened) opened.pin.release();
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
  const flags = openFlags[verb as keyof typeof openFlags];
  return outcome(
    calls[verb] ?? (() => linux.closeSync(linux.openSync(from, flags.theirs, 0o666))),
    (error) => (error as { code?: string }).code,
  );
}

function outcome(run: () => unknown, errnoOf: (error: unknown) => string | undefined): unknown {
  try {
    return { result: run() ?? 'done' };
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === undefined) throw error;
    return { errno };
  }
}

function described({ type, mode, size, nlink }: Stat): unknown {
  return { type, mode, nlink: type === 'directory' ? undefined : nlink, size: type === 'directory' ? undefined : size };
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
