// Who may do what. As path_resolution(7), chmod(2), chown(2), Ubuntu's /etc/sysctl.d/99-protect-links.conf.
import { beforeEach, expect, test } from 'vitest';
import { toBytes } from '../../../src/sim/fs/bytes.ts';
import { createFileSystem } from '../../../src/sim/fs/filesystem.ts';
import type { FileSystem } from '../../../src/sim/fs/types.ts';
import { cellMount, createView } from '../../../src/sim/fs/view.ts';
import { errno, type TestMachine, testMachine } from './machine.ts';

let machine: TestMachine;
let root: FileSystem;
let ann: FileSystem;
let bob: FileSystem;

function as(uid: number, groups: readonly number[] = []): FileSystem {
  const caller = { pid: uid, credentials: { uid, gid: uid, groups } };
  return createFileSystem(createView({ mounts: [cellMount('/', machine.cell)], now: machine.now, caller }));
}

beforeEach(() => {
  machine = testMachine();
  root = machine.fs;
  ann = as(1000);
  bob = as(1001, [50]);
  root.mkdir('/tmp');
  root.chmod('/tmp', 0o1777);
});

test('execute on the way, read to list, write and execute to change', () => {
  ann.mkdir('/tmp/d', 0o700);
  ann.writeFile('/tmp/d/f', toBytes('x'));
  expect(errno(() => bob.stat('/tmp/d/f'))).toBe('EACCES');
  ann.chmod('/tmp/d', 0o711);
  expect([errno(() => bob.readFile('/tmp/d/f')), errno(() => bob.readDir('/tmp/d')), errno(() => bob.mkdir('/tmp/d/x'))]).toEqual([
    'ok',
    'EACCES',
    'EACCES',
  ]);
  expect(root.readDir('/tmp/d').length).toBe(1);
});

test('the owner’s bits count for the owner, even when others may more', () => {
  ann.writeFile('/tmp/f', toBytes('x'));
  ann.chmod('/tmp/f', 0o044);
  expect([errno(() => ann.readFile('/tmp/f')), errno(() => bob.readFile('/tmp/f'))]).toEqual(['EACCES', 'ok']);
});

test('root may all but execute what nobody may execute', () => {
  root.writeFile('/tmp/script', toBytes('#!/bin/sh\n'));
  expect(errno(() => root.access('/tmp/script', 1))).toBe('EACCES');
  root.chmod('/tmp/script', 0o001);
  expect(errno(() => root.access('/tmp/script', 7))).toBe('ok');
});

test('in a sticky directory one removes and renames only what is one’s own', () => {
  ann.writeFile('/tmp/a', toBytes(''));
  expect([errno(() => bob.unlink('/tmp/a')), errno(() => bob.rename('/tmp/a', '/tmp/b'))]).toEqual(['EPERM', 'EPERM']);
  expect(errno(() => ann.unlink('/tmp/a'))).toBe('ok');
});

test('protected links and files of others in /tmp, for root too', () => {
  root.mkdir('/etc');
  root.writeFile('/etc/secret', toBytes('s'));
  ann.symlink('/etc/secret', '/tmp/link');
  ann.writeFile('/tmp/file', toBytes(''));
  ann.chmod('/tmp/file', 0o666);
  expect(errno(() => root.readFile('/tmp/link'))).toBe('EACCES');
  expect(errno(() => ann.readFile('/tmp/link'))).toBe('ok');
  expect(errno(() => root.append('/tmp/file', toBytes('x')))).toBe('EACCES');
  expect(errno(() => bob.link('/etc/secret', '/tmp/hard'))).toBe('EPERM');
});

test('chmod and chown belong to the owner; chown takes setuid away', () => {
  ann.writeFile('/tmp/f', toBytes(''));
  expect([
    errno(() => bob.chmod('/tmp/f', 0o777)),
    errno(() => ann.chown('/tmp/f', 1001, -1)),
    errno(() => ann.chown('/tmp/f', -1, 50)),
  ]).toEqual(['EPERM', 'EPERM', 'EPERM']);
  bob.writeFile('/tmp/g', toBytes(''));
  bob.chmod('/tmp/g', 0o6755);
  bob.chown('/tmp/g', -1, 50);
  expect(bob.stat('/tmp/g')).toMatchObject({ gid: 50, mode: 0o755 });
  root.chmod('/tmp/g', 0o4755);
  root.chown('/tmp/g', 0, 0);
  expect(root.stat('/tmp/g').mode).toBe(0o755);
});

test('writing takes setuid away, unless root writes', () => {
  ann.writeFile('/tmp/f', toBytes(''));
  ann.chmod('/tmp/f', 0o4755);
  ann.append('/tmp/f', toBytes('x'));
  expect(ann.stat('/tmp/f').mode).toBe(0o755);
});

test('a setgid directory gives its group to what is made in it', () => {
  root.mkdir('/shared');
  root.chown('/shared', 0, 50);
  root.chmod('/shared', 0o2777);
  ann.mkdir('/shared/sub');
  ann.writeFile('/shared/f', toBytes(''));
  expect(ann.stat('/shared/sub')).toMatchObject({ gid: 50, mode: 0o2755 });
  expect(ann.stat('/shared/f')).toMatchObject({ uid: 1000, gid: 50, mode: 0o644 });
});

test('times: the owner sets any, who may write sets them to now', () => {
  root.writeFile('/tmp/f', toBytes(''));
  root.chmod('/tmp/f', 0o666);
  expect([errno(() => ann.utimes('/tmp/f', { mtime: 1 })), errno(() => ann.utimes('/tmp/f', {}))]).toEqual(['EPERM', 'ok']);
  root.chmod('/tmp/f', 0o644);
  expect(errno(() => ann.utimes('/tmp/f', {}))).toBe('EACCES');
});

test('only root makes devices', () => {
  expect(errno(() => ann.mknod('/tmp/null', { type: 'character', major: 1, minor: 3 }))).toBe('EPERM');
  ann.mknod('/tmp/fifo', { type: 'fifo' });
  expect(ann.openNode('/tmp/fifo', { read: true })).toMatchObject({ kind: 'fifo', key: `test:${ann.stat('/tmp/fifo').ino}` });
});
