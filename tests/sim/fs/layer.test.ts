import { expect, test } from 'vitest';
import { toBytes } from '../../../src/sim/fs/bytes.ts';
import { apply } from '../../../src/sim/fs/apply.ts';
import { changeSet } from '../../../src/sim/fs/change-set.ts';
import { layerFrom } from '../../../src/sim/fs/layer.ts';
import type { LayerEntry, Tree } from '../../../src/sim/fs/types.ts';
import { plain, type TestMachine, testMachine } from './machine.ts';

function base(): Tree {
  const { fs, write, cell } = testMachine();
  for (const path of ['/etc', '/opt', '/opt/a', '/opt/a/deep']) fs.mkdir(path);
  write('/etc/passwd', 'root:x:0:0\n');
  write('/etc/issue', 'Ubuntu\n');
  write('/opt/a/deep/f', 'f');
  write('/etc/h1', 'hard');
  fs.link('/etc/h1', '/etc/h2');
  return cell.freeze();
}

function changed(run: (machine: TestMachine) => void, overlay = false): { before: Tree; after: Tree } {
  const before = base();
  const machine = testMachine({ ...(overlay ? { lower: before } : { tree: before }), firstIno: 1000, start: 1_800_000_000_000_000 });
  run(machine);
  return { before, after: machine.cell.freeze() };
}

const shown = (entries: readonly LayerEntry[]): string[] =>
  entries.map(({ path, whiteout, hardLinkTo }) => (whiteout ? `${whiteout} ${path}` : hardLinkTo ? `${path} = ${hardLinkTo}` : path));

/** The entries of the layer, after checking that it leads from one tree to the other. */
function entriesOf(run: (machine: TestMachine) => void, overlay = false): string[] {
  const { before, after } = changed(run, overlay);
  const entries = changeSet(before, after);
  expect(plain(apply(before, { entries }))).toEqual(plain(after));
  return shown(entries.filter(({ path }) => path !== ''));
}

test('a layer holds what changed and the directories above it', () => {
  expect(entriesOf(({ write }) => write('/opt/a/deep/new', 'n'))).toEqual(['opt', 'opt/a', 'opt/a/deep', 'opt/a/deep/new']);
});

test('an unchanged tree gives an empty layer with the DiffID of the empty tar', () => {
  const { before, after } = changed(() => {});
  expect(layerFrom(before, after)).toEqual({
    entries: [],
    size: 0,
    diffId: 'sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef',
  });
});

test('removed things are whiteouts, replaced directories are opaque', () => {
  const run = ({ fs, write }: TestMachine): void => {
    fs.unlink('/etc/issue');
    fs.unlink('/opt/a/deep/f');
    fs.rmdir('/opt/a/deep');
    fs.rmdir('/opt/a');
    fs.mkdir('/opt/a');
    write('/opt/a/g', 'g');
  };
  expect(entriesOf(run)).toEqual(['etc', 'file etc/issue', 'opt', 'opt/a', 'opaque opt/a', 'opt/a/g']);
});

test('what diff does not show is kept all the same', () => {
  const run = ({ fs, write }: TestMachine): void => {
    write('/opt/tmp', 'x');
    fs.unlink('/opt/tmp');
    fs.utimes('/etc/passwd', { mtime: 5 });
  };
  expect(entriesOf(run)).toEqual(['etc', 'etc/passwd', 'opt']);
});

test('a linked file comes with all its names on a plain disk', () => {
  expect(entriesOf(({ fs }) => fs.append('/etc/h1', toBytes('!')))).toEqual(['etc', 'etc/h1', 'etc/h2 = etc/h1']);
  expect(entriesOf(({ fs }) => fs.link('/etc/h1', '/opt/h3'))).toEqual(['etc', 'etc/h1', 'etc/h2 = etc/h1', 'opt', 'opt/h3 = etc/h1']);
  expect(entriesOf(({ fs }) => fs.rename('/etc/h1', '/etc/h0'))).toEqual(['etc', 'etc/h0', 'file etc/h1', 'etc/h2 = etc/h0']);
  expect(entriesOf(({ fs }) => fs.link('/etc/passwd', '/opt/p'))).toEqual(['etc', 'etc/passwd', 'opt', 'opt/p = etc/passwd']);
});

test('in an overlay only the name that was written to comes', () => {
  expect(entriesOf(({ fs }) => fs.append('/etc/h1', toBytes('!')), true)).toEqual(['etc', 'etc/h1']);
  expect(entriesOf(({ fs }) => fs.unlink('/etc/h1'), true)).toEqual(['etc', 'file etc/h1']);
  expect(entriesOf(({ fs }) => fs.link('/etc/h1', '/etc/h3'), true)).toEqual(['etc', 'etc/h1', 'etc/h3 = etc/h1']);
});

test('size counts regular files and the targets of symlinks once, as docker history does', () => {
  const { before, after } = changed(({ fs, write }) => {
    fs.symlink('12345', '/x');
    write('/opt/f', 'hello\n');
    fs.link('/opt/f', '/opt/g');
    write('/games', 'x\n');
  });
  expect(layerFrom(before, after).size).toBe(13);
});

test('what is excluded stays out, with all below it', () => {
  const { before, after } = changed(({ write }) => {
    write('/etc/hosts', 'h');
    write('/opt/a/x', 'x');
  });
  const exclude = (path: string): boolean => path === '/opt/a' || path === '/etc/hosts';
  expect(shown(changeSet(before, after, { exclude, precision: 'tar' }))).toEqual(['etc']);
});

test('precision tar keeps what a docker tar can carry', () => {
  const { before, after } = changed(({ fs, write }) => {
    write('/opt/f', 'f');
    fs.utimes('/opt/f', { mtime: 1_700_000_000_654_321 });
    fs.mknod('/opt/s', { type: 'socket' });
  });
  const entries = changeSet(before, after, { precision: 'tar' });
  expect(shown(entries)).toEqual(['opt', 'opt/f']);
  expect(entries[1]?.node?.mtime).toBe(1_700_000_000_000_000);
});
