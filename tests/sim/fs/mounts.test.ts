// What a container's mount table does, compared with docker 28.5.2: /proc, bind mounts of files, read-only mounts, overlay.
import { beforeEach, expect, test } from 'vitest';
import { fromBytes, toBytes } from '../../../src/sim/fs/bytes.ts';
import { createCell } from '../../../src/sim/fs/cell.ts';
import { createFileSystem } from '../../../src/sim/fs/filesystem.ts';
import type { Cell, FileSystem, Mount, Stat, VirtualDirectory } from '../../../src/sim/fs/types.ts';
import { cellMount, createView, fileSystemOf } from '../../../src/sim/fs/view.ts';
import { errno } from './machine.ts';

let root: Cell;
let files: Cell;
let fs: FileSystem;
let written: string;

let time = 1_000_000;
const now = (): number => time++;

const pipe = { type: 'fifo', ino: 77 } as Stat;
const proc: VirtualDirectory = {
  list: () => ['version', 'self', 'fd', 'shm'],
  lookup(name, caller) {
    if (name === 'version') return { type: 'file', ino: 2, mode: 0o444, read: () => toBytes('Linux version 6.8.0\n') };
    if (name === 'shm')
      return { type: 'file', ino: 3, mode: 0o644, read: () => toBytes('0\n'), write: (bytes) => (written = fromBytes(bytes)) };
    if (name === 'self') return { type: 'symlink', ino: 4, mode: 0o777, target: String(caller.pid) };
    if (name === 'fd') return { type: 'symlink', ino: 5, mode: 0o700, target: 'pipe:[77]', description: 'the pipe', stat: () => pipe };
    return name === '1' ? { type: 'directory', ino: 6, mode: 0o555, directory: proc } : undefined;
  },
};

beforeEach(() => {
  let ino = 100;
  const nextIno = (): number => ino++;
  root = createCell({ id: 'root', now: 0, nextIno });
  files = createCell({ id: 'files', now: 0, nextIno });
  written = '';
  const below = fileSystemOf(root, now);
  for (const path of ['/etc', '/proc', '/data', '/ro', '/tmp']) below.mkdir(path);
  below.writeFile('/etc/hosts', toBytes(''));
  const outside = fileSystemOf(files, now);
  outside.writeFile('/hosts', toBytes('127.0.0.1 localhost\n'));
  outside.mkdir('/volume');
  outside.mkdir('/volume/sub');
  const mounts: Mount[] = [
    cellMount('/', root),
    { at: '/proc', source: { virtual: proc }, readOnly: false, fsType: 'proc', device: 'proc' },
    cellMount('/etc/hosts', files, { subpath: '/hosts', fsType: 'ext4' }),
    cellMount('/data', files, { subpath: '/volume' }),
    cellMount('/ro', files, { subpath: '/volume', readOnly: true }),
  ];
  fs = createFileSystem(createView({ mounts, now }));
});

test('a bound file is read and written in its own cell, and stays where it is', () => {
  fs.append('/etc/hosts', toBytes('::1 localhost\n'));
  expect(fromBytes(fileSystemOf(files, now).readFile('/hosts'))).toBe('127.0.0.1 localhost\n::1 localhost\n');
  fs.writeFile('/etc/new', toBytes(''));
  expect(errno(() => fs.rename('/etc/new', '/etc/hosts'))).toBe('EBUSY');
  expect(errno(() => fs.unlink('/etc/hosts'))).toBe('EBUSY');
  expect(errno(() => fs.link('/etc/hosts', '/etc/h2'))).toBe('EXDEV');
  fs.chmod('/etc/hosts', 0o600);
  expect(fileSystemOf(files, now).stat('/hosts').mode).toBe(0o600);
});

test('a bind goes with its file when that is renamed outside', () => {
  fileSystemOf(files, now).rename('/volume', '/elsewhere');
  fs.writeFile('/data/f', toBytes('x'));
  expect(fileSystemOf(files, now).exists('/elsewhere/f')).toBe(true);
  expect(fs.realPath('/data/sub/..')).toBe('/data');
});

test('a working directory that was moved out of its mount has no path, but stays', () => {
  const mounts = [cellMount('/', root), cellMount('/data', files, { subpath: '/volume' })];
  const view = createView({ mounts, now, cwd: '/data/sub' });
  expect(view.cwd.path()).toBe('/data/sub');
  fileSystemOf(files, now).rename('/volume/sub', '/sub');
  expect(view.cwd.path()).toBeUndefined();
  expect(createFileSystem(view).stat('.').type).toBe('directory');
});

test('a read-only mount refuses in Linux’ order', () => {
  fs.writeFile('/data/f', toBytes('x'));
  expect(fromBytes(fs.readFile('/ro/f'))).toBe('x');
  const calls = [
    () => fs.writeFile('/ro/f', toBytes('')),
    () => fs.mkdir('/ro/new'),
    () => fs.unlink('/ro/missing'),
    () => fs.chmod('/ro/f', 0o777),
    () => fs.utimes('/ro/f', {}),
    () => fs.access('/ro/f', 2),
  ];
  expect(calls.map(errno)).toEqual(calls.map(() => 'EROFS'));
  expect(errno(() => fs.mkdir('/ro/sub'))).toBe('EEXIST');
});

test('/proc is made up at each look and keeps to its own rules', () => {
  expect(fromBytes(fs.readFile('/proc/version'))).toBe('Linux version 6.8.0\n');
  expect(fs.readLink('/proc/self')).toBe('1');
  expect(fromBytes(fs.readFile('/proc/self/version'))).toBe('Linux version 6.8.0\n');
  expect(fs.readDir('/proc').map(({ name }) => name)).toEqual(['version', 'self', 'fd', 'shm']);
  fs.writeFile('/proc/shm', toBytes('1'));
  expect(written).toBe('1');
  expect(errno(() => fs.writeFile('/proc/version', toBytes('x')))).toBe('EIO');
  expect(errno(() => fs.writeFile('/proc/new', toBytes('x')))).toBe('ENOENT');
  expect(errno(() => fs.mkdir('/proc/x'))).toBe('ENOENT');
  expect(errno(() => fs.unlink('/proc/version'))).toBe('EPERM');
  expect(errno(() => fs.rename('/proc/version', '/tmp/v'))).toBe('EXDEV');
});

test('a link of /proc to something without a path opens that again', () => {
  expect(fs.openNode('/proc/fd', { read: true })).toEqual({ kind: 'description', description: 'the pipe' });
  expect(fs.stat('/proc/fd')).toBe(pipe);
  expect(fs.lstat('/proc/fd')).toMatchObject({ type: 'symlink', size: 64 });
  expect(errno(() => fs.readFile('/proc/fd'))).toBe('ENOENT');
});

test('a directory of a layer below cannot be renamed, and counts one link once it was changed', () => {
  const below = root.freeze();
  let ino = 5000;
  const container = fileSystemOf(createCell({ id: 'container', lower: below, now: 0, nextIno: () => ino++ }), now);
  expect(container.stat('/').nlink).toBe(7);
  container.mkdir('/etc/x');
  container.mkdir('/etc/x/y');
  expect([container.stat('/').nlink, container.stat('/etc').nlink, container.stat('/etc/x').nlink]).toEqual([1, 1, 3]);
  expect(errno(() => container.rename('/data', '/data2'))).toBe('EXDEV');
  container.rename('/etc/x', '/moved');
  expect(container.stat('/moved/y').type).toBe('directory');
});
