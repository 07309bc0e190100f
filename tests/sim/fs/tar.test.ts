import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { afterAll, expect, test } from 'vitest';
import { apply } from '../../../src/sim/fs/apply.ts';
import { utf8 } from '../../../src/sim/fs/bytes.ts';
import { sparseContent } from '../../../src/sim/fs/content.ts';
import { executableContent, programOf } from '../../../src/sim/fs/executable.ts';
import { changeSet } from '../../../src/sim/fs/change-set.ts';
import { layerEntriesOf, readTar, TarError } from '../../../src/sim/fs/read-tar.ts';
import { diffIdOf, toTar } from '../../../src/sim/fs/tar.ts';
import { emptyTree, findNode } from '../../../src/sim/fs/tree.ts';
import type { LayerEntry, Tree } from '../../../src/sim/fs/types.ts';
import { plain, testMachine } from './machine.ts';

const folder = mkdtempSync(join(tmpdir(), 'drydock-tar-'));
afterAll(() => rmSync(folder, { recursive: true }));

const LONG = `/opt/n/${'0'.repeat(119)}1`;

/** The container of which docker 28.5.2 made tests/sim/fs/fixtures/docker-layer.tar at 2026-11-24T17:48:22Z. */
function dockerLayer(): { before: Tree; entries: LayerEntry[] } {
  const at = 1_795_542_502_000_000;
  const image = testMachine();
  for (const path of ['/etc', '/opt', '/usr', '/usr/games', '/var', '/var/mail']) image.fs.mkdir(path);
  image.write('/etc/issue', 'Debian\n');
  const before = image.cell.freeze();
  const { fs, write, cell } = testMachine({ lower: before, start: at, firstIno: 1000 });
  fs.symlink('12345', '/x');
  for (const path of ['/etc/newdir', '/etc/newdir/sub', '/opt/n']) fs.mkdir(path);
  write('/opt/n/f', 'hello\n');
  fs.link('/opt/n/f', '/opt/n/g');
  fs.unlink('/etc/issue');
  fs.rmdir('/var/mail');
  fs.mkdir('/var/mail');
  fs.rmdir('/usr/games');
  write('/usr/games', 'x\n');
  fs.chmod('/opt', 0o1777);
  fs.mknod('/opt/fifo', { type: 'fifo' });
  fs.mknod('/opt/dev', { type: 'character', major: 1, minor: 3 });
  write(utf8('/opt/n/é'), '');
  write(LONG, '');
  return { before, entries: changeSet(before, cell.freeze(), { precision: 'tar' }) };
}

function gnuTar(bytes: Uint8Array, ...options: string[]): string {
  const file = join(folder, 'test.tar');
  writeFileSync(file, bytes);
  return execFileSync('tar', [...options, '-f', file, '-C', folder], {
    encoding: 'utf8',
    env: { ...process.env, TZ: 'UTC', LC_ALL: 'C.UTF-8' },
  });
}

test('the tar of a layer is docker’s, byte for byte', () => {
  const recorded = readFileSync(new URL('fixtures/docker-layer.tar', import.meta.url));
  const { entries } = dockerLayer();
  expect(Buffer.from(toTar(entries)).equals(recorded)).toBe(true);
  expect(diffIdOf(entries)).toBe('sha256:2c275e9c6b9b20d1122516e10e03394cba5f935ce45ac2df4f6107fb9bc8157b');
});

test('a tar that was read gives the same tree and the same tar', () => {
  const { before, entries } = dockerLayer();
  const bytes = toTar(entries);
  let ino = 5000;
  const read = layerEntriesOf(readTar(bytes, () => ino++));
  expect(Buffer.from(toTar(read)).equals(Buffer.from(bytes))).toBe(true);
  expect(plain(apply(before, { entries: read }))).toEqual(plain(apply(before, { entries })));
});

test('GNU tar unpacks holes, links, modes and devices', () => {
  const { fs, cell, write } = testMachine({ start: 1_700_000_000_000_000 });
  fs.mkdir('/d', 0o750);
  fs.writeContent('/d/program', executableContent('figlet', 57_000_000), 0o755);
  fs.writeContent('/d/hole', sparseContent(10_000_000, new Uint8Array()));
  fs.writeFile('/d/middle', new Uint8Array(0));
  const opened = fs.openNode('/d/middle', { write: true });
  if (opened.kind !== 'file') throw new Error('no file');
  opened.file.write(100_001, new Uint8Array([1, 2, 3]));
  opened.file.write(300_007, new Uint8Array(700).fill(7));
  opened.file.truncate(400_001);
  write('/d/text', 'text\n');
  fs.chmod('/d/text', 0o4711);
  fs.link('/d/text', '/d/same');
  fs.symlink('text', '/d/link');
  const entries = changeSet(emptyTree(0), cell.freeze(), { precision: 'tar' });
  const bytes = toTar(entries);
  expect(bytes.length).toBeLessThan(20_000);
  expect(
    gnuTar(bytes, '-tv')
      .split('\n')
      .map((line) => line.replace(/\s+/g, ' ')),
  ).toEqual([
    'drwxr-x--- 0/0 0 2023-11-14 22:13 d/',
    '-rw-r--r-- 0/0 10000000 2023-11-14 22:13 d/hole',
    'lrwxrwxrwx 0/0 0 2023-11-14 22:13 d/link -> text',
    '-rw-r--r-- 0/0 400001 2023-11-14 22:13 d/middle',
    '-rwxr-xr-x 0/0 57000000 2023-11-14 22:13 d/program',
    '-rws--x--x 0/0 5 2023-11-14 22:13 d/same',
    'hrws--x--x 0/0 0 2023-11-14 22:13 d/text link to d/same',
    '',
  ]);
  gnuTar(bytes, '-xS', '--no-same-owner');
  expect(statSync(join(folder, 'd/program')).size).toBe(57_000_000);
  expect(statSync(join(folder, 'd/program')).blocks).toBeLessThan(100);
  expect(Buffer.from(fs.readFile('/d/middle')).equals(readFileSync(join(folder, 'd/middle')))).toBe(true);
  const again = layerEntriesOf(readTar(bytes, () => 1));
  expect(diffIdOf(again)).toBe(`sha256:${bytesToHex(sha256(bytes))}`);
  const program = findNode(apply(emptyTree(0), { entries: again }), '/d/program');
  expect(program?.type === 'file' && programOf(program.content)).toBe('figlet');
});

test.each(['gnu', 'pax', 'ustar', 'v7', 'oldgnu'])('GNU tar’s %s format is read', (format) => {
  const source = mkdtempSync(join(folder, 'source-'));
  // In ustar a long name is split in two, a long target of a link is not possible.
  const name = format === 'v7' ? 'short' : `${'long'.repeat(20)}/${'name'.repeat(15)}`;
  execFileSync(
    'bash',
    [
      '-c',
      `mkdir -p "$(dirname "$1")"; echo text >"$1"; ln "$1" hard; ln -s hard soft; truncate -s 1M sparse; echo end >>sparse`,
      'bash',
      name,
    ],
    { cwd: source },
  );
  const sparse = format === 'v7' || format === 'ustar' ? [] : ['-S'];
  execFileSync('tar', ['-cf', 'out.tar', `--format=${format}`, ...sparse, '--exclude=out.tar', '--sort=name', '.'], { cwd: source });
  let ino = 100;
  const entries = layerEntriesOf(readTar(readFileSync(join(source, 'out.tar')), () => ino++));
  const tree = apply(emptyTree(0), { entries }, () => ino++);
  const { fs, read } = testMachine({ tree, firstIno: 9000 });
  expect(read(`/${name}`)).toBe('text\n');
  expect(fs.stat('/hard')).toMatchObject({ nlink: 2, size: 5 });
  expect(fs.readLink('/soft')).toBe('hard');
  expect(fs.stat('/sparse').size).toBe(1_048_580);
  expect(read('/sparse').slice(-4)).toBe('end\n');
});

test('what is no tar says so', () => {
  expect(() => readTar(new Uint8Array(600).fill(65), () => 1)).toThrow(TarError);
  expect(() => readTar(toTar(dockerLayer().entries).subarray(0, 6_000), () => 1)).toThrow(expect.objectContaining({ reason: 'truncated' }));
  expect(readTar(new Uint8Array(), () => 1)).toEqual([]);
});
