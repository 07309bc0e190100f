import { beforeEach, expect, test } from 'vitest';
import { fromBytes, toBytes } from '../../../src/sim/fs/bytes.ts';
import { createCell } from '../../../src/sim/fs/cell.ts';
import { FsError } from '../../../src/sim/fs/errno.ts';
import { createFileSystem } from '../../../src/sim/fs/filesystem.ts';
import type { Cell, FileSystem, FileSystemView } from '../../../src/sim/fs/types.ts';
import { cellMount, createView } from '../../../src/sim/fs/view.ts';

let time: number;
let cell: Cell;
let volume: Cell;
let view: FileSystemView;
let fs: FileSystem;

const now = (): number => time++;
const read = (path: string): string => fromBytes(fs.readFile(path));
const write = (path: string, text: string): void => fs.writeFile(path, toBytes(text));
const names = (path: string): string =>
  fs
    .readDir(path)
    .map(({ name }) => name)
    .join(' ');

/** `ok`, or the errno's name. */
function errno(call: () => unknown): string {
  try {
    call();
    return 'ok';
  } catch (error) {
    if (error instanceof FsError) return error.errno;
    throw error;
  }
}

/** The same tree as another user sees it. */
function as(uid: number, gid = uid, groups: number[] = []): FileSystem {
  return createFileSystem(createView({ mounts: view.mounts, now, caller: { pid: 2, credentials: { uid, gid, groups } } }));
}

beforeEach(() => {
  time = 1_000_000;
  let ino = 100;
  const nextIno = (): number => ino++;
  cell = createCell({ id: 'root', now: 0, nextIno });
  volume = createCell({ id: 'volume', now: 0, nextIno });
  view = createView({ mounts: [cellMount('/', cell)], now });
  fs = createFileSystem(view);
});

test('files are written, read, appended to and removed', () => {
  fs.mkdir('/srv');
  write('/srv/a', 'one\n');
  fs.append('/srv/a', toBytes('two\n'));
  expect(read('/srv/a')).toBe('one\ntwo\n');
  expect(fs.stat('/srv/a')).toMatchObject({ type: 'file', mode: 0o644, size: 8, nlink: 1 });
  fs.unlink('/srv/a');
  expect(errno(() => fs.stat('/srv/a'))).toBe('ENOENT');
  fs.rmdir('/srv');
  expect(names('/')).toBe('');
});

test('symlinks are followed, and loops end', () => {
  fs.mkdir('/a');
  fs.symlink('a', '/b');
  write('/b/f', 'x');
  expect(read('/a/f')).toBe('x');
  expect(fs.realPath('/b/../b/./f')).toBe('/a/f');
  fs.symlink('loop', '/loop');
  expect(errno(() => fs.stat('/loop'))).toBe('ELOOP');
  expect(fs.lstat('/loop').type).toBe('symlink');
  fs.symlink('/a/new', '/dangling');
  write('/dangling', 'made');
  expect(read('/a/new')).toBe('made');
});

test('open files and working directories survive rename and unlink', () => {
  fs.mkdir('/d');
  write('/d/f', 'text');
  view.cwd = fs.pin('/d', { directory: true });
  const opened = fs.openNode('f', { read: true, write: true });
  if (opened.kind !== 'file') throw new Error('no file');
  fs.rename('/d', '/e');
  expect(view.cwd.path()).toBe('/e');
  expect(read('f')).toBe('text');
  opened.file.write('end', toBytes('!'));
  expect(read('/e/f')).toBe('text!');
  fs.unlink('f');
  expect(opened.file.pin.path()).toBeUndefined();
  opened.file.write(0, toBytes('T'));
  expect(fromBytes(opened.file.read(0, 99))).toBe('Text!');
  expect(opened.file.stat().nlink).toBe(0);
  fs.rmdir('/e');
  expect(errno(() => write('g', ''))).toBe('ENOENT');
  expect(fs.stat('.').type).toBe('directory');
  expect(fs.stat('..').ino).toBe(2);
});

test('hard links share one inode', () => {
  write('/h1', 'hard');
  fs.link('/h1', '/h2');
  fs.append('/h2', toBytes('er'));
  expect(read('/h1')).toBe('harder');
  expect(fs.stat('/h1')).toMatchObject({ nlink: 2, ino: fs.stat('/h2').ino });
  fs.unlink('/h1');
  expect(fs.stat('/h2').nlink).toBe(1);
});

test('frozen trees stay as they were', () => {
  write('/a', '1');
  const before = cell.freeze();
  expect(cell.freeze()).toBe(before);
  fs.append('/a', toBytes('2'));
  const after = cell.freeze();
  expect(after).not.toBe(before);
  cell.replace(before);
  expect(read('/a')).toBe('1');
});

test('mounts are crossed, held and kept apart', () => {
  fs.mkdir('/data');
  const outer = createFileSystem(createView({ mounts: [cellMount('/', cell), cellMount('/data', volume)], now }));
  outer.writeFile('/data/f', toBytes('v'));
  expect(names('/data')).toBe('');
  expect(errno(() => outer.rename('/data/f', '/f'))).toBe('EXDEV');
  expect(errno(() => outer.rmdir('/data'))).toBe('EBUSY');
  expect(outer.stat('/data/..').ino).toBe(2);
  expect(outer.stat('/data').dev).not.toBe(outer.stat('/').dev);
});

test('permissions are those of owner, group and others', () => {
  fs.mkdir('/home', 0o755);
  expect(errno(() => as(1000).mkdir('/home/x'))).toBe('EACCES');
  fs.chmod('/home', 0o1777);
  write('/home/secret', 's');
  fs.chmod('/home/secret', 0o640);
  expect(errno(() => as(1000).readFile('/home/secret'))).toBe('EACCES');
  expect(errno(() => as(1000, 1000, [0]).readFile('/home/secret'))).toBe('ok');
  expect(errno(() => as(1000).unlink('/home/secret'))).toBe('EPERM');
});
