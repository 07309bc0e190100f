// As recorded from docker 28.5.2 with overlay2: facts/docker.md §5, oracle recording 04-diff-semantics.
import { expect, test } from 'vitest';
import { toBytes } from '../../../src/sim/fs/bytes.ts';
import { diff } from '../../../src/sim/fs/diff.ts';
import type { FileSystem, Tree } from '../../../src/sim/fs/types.ts';
import { type TestMachine, testMachine } from './machine.ts';

function diffBase(): Tree {
  const { fs, write, cell } = testMachine();
  for (const path of ['/srv', '/srv/a', '/srv/a/b', '/srv/gone', '/srv/swap']) fs.mkdir(path);
  for (const [path, text] of [
    ['/srv/a/one', 'one\n'],
    ['/srv/a/b/two', 'two\n'],
    ['/srv/gone/x', 'x\n'],
    ['/srv/file', 'f\n'],
    ['/srv/h1', 'hard\n'],
  ] as const)
    write(path, text);
  fs.symlink('one', '/srv/a/link');
  fs.link('/srv/h1', '/srv/h2');
  return cell.freeze();
}

/** What `docker diff` prints of a container of that image in which `run` has run. */
function changes(run: (fs: FileSystem, container: TestMachine) => void): string[] {
  const base = diffBase();
  const container = testMachine({ lower: base, firstIno: 1000, start: 1_800_000_000_500_000 });
  run(container.fs, container);
  return diff(base, container.cell.freeze()).map(({ kind, path }) => `${kind} ${path}`);
}

test('nothing was done', () => {
  expect(changes(() => {})).toEqual([]);
});
test('echo more >>/srv/a/one', () => {
  expect(changes((fs) => fs.append('/srv/a/one', toBytes('more\n')))).toEqual(['C /srv', 'C /srv/a', 'C /srv/a/one']);
});
test('rm /srv/a/b/two', () => {
  expect(changes((fs) => fs.unlink('/srv/a/b/two'))).toEqual(['C /srv', 'C /srv/a', 'C /srv/a/b', 'D /srv/a/b/two']);
});
test('rm -r /srv/gone', () => {
  const run = (fs: FileSystem): void => {
    fs.unlink('/srv/gone/x');
    fs.rmdir('/srv/gone');
  };
  expect(changes(run)).toEqual(['C /srv', 'D /srv/gone']);
});
test('chmod 700 /srv/a/one', () => {
  expect(changes((fs) => fs.chmod('/srv/a/one', 0o700))).toEqual(['C /srv', 'C /srv/a', 'C /srv/a/one']);
});
test('touch /srv/a/one', () => {
  expect(changes((fs) => fs.utimes('/srv/a/one', {}))).toEqual(['C /srv', 'C /srv/a', 'C /srv/a/one']);
});
test('rm -r /srv/a && mkdir /srv/a && echo new >/srv/a/new', () => {
  const run = (fs: FileSystem, { write }: TestMachine): void => {
    for (const path of ['/srv/a/b/two', '/srv/a/one', '/srv/a/link']) fs.unlink(path);
    fs.rmdir('/srv/a/b');
    fs.rmdir('/srv/a');
    fs.mkdir('/srv/a');
    write('/srv/a/new', 'new\n');
  };
  expect(changes(run)).toEqual(['C /srv', 'C /srv/a', 'D /srv/a/b', 'D /srv/a/link', 'A /srv/a/new', 'D /srv/a/one']);
});
test('rm /srv/file && mkdir /srv/file', () => {
  const run = (fs: FileSystem): void => {
    fs.unlink('/srv/file');
    fs.mkdir('/srv/file');
  };
  expect(changes(run)).toEqual(['C /srv', 'C /srv/file']);
});
test('mv /srv/a/one /srv/a/uno', () => {
  expect(changes((fs) => fs.rename('/srv/a/one', '/srv/a/uno'))).toEqual(['C /srv', 'C /srv/a', 'D /srv/a/one', 'A /srv/a/uno']);
});
test('echo tmp >/srv/tmp && rm /srv/tmp', () => {
  const run = (fs: FileSystem, { write }: TestMachine): void => {
    write('/srv/tmp', 'tmp\n');
    fs.unlink('/srv/tmp');
  };
  expect(changes(run)).toEqual([]);
});
test('ln -sfn two /srv/a/link', () => {
  const run = (fs: FileSystem): void => {
    fs.symlink('two', '/srv/a/other');
    fs.rename('/srv/a/other', '/srv/a/link');
  };
  expect(changes(run)).toEqual(['C /srv', 'C /srv/a', 'C /srv/a/link']);
});
test('chown 1000:1000 /srv/a', () => {
  expect(changes((fs) => fs.chown('/srv/a', 1000, 1000))).toEqual(['C /srv', 'C /srv/a']);
});
test('echo 1 >>/srv/h1; cat /srv/h2: copy-up breaks the link', () => {
  const run = (fs: FileSystem, { read }: TestMachine): void => {
    fs.append('/srv/h1', toBytes('1\n'));
    expect(read('/srv/h2')).toBe('hard\n');
    expect(read('/srv/h1')).toBe('hard\n1\n');
  };
  expect(changes(run)).toEqual(['C /srv', 'C /srv/h1']);
});
test('reading changes nothing', () => {
  expect(changes((fs) => [fs.readFile('/srv/a/one'), fs.readDir('/srv')])).toEqual([]);
});
test('echo one >/srv/a/one: the same text at another time', () => {
  expect(changes((_fs, { write }) => write('/srv/a/one', 'one\n'))).toEqual(['C /srv', 'C /srv/a', 'C /srv/a/one']);
});
test('mkdir -p /new/sub; what is new is A to the bottom', () => {
  const run = (fs: FileSystem): void => {
    fs.mkdir('/new');
    fs.mkdir('/new/sub');
  };
  expect(changes(run)).toEqual(['A /new', 'A /new/sub']);
});
test('times that came out of a tar are equal to the second', () => {
  const base = diffBase();
  const { cell, fs } = testMachine({ tree: base });
  const { mtime } = fs.stat('/srv/a/one');
  fs.utimes('/srv/a/one', { mtime: Math.floor(mtime / 1e6) * 1e6 });
  expect(diff(base, cell.freeze())).toEqual([]);
});
test('a linked file changed on a plain disk is C under all its names', () => {
  const base = diffBase();
  const { cell, fs } = testMachine({ tree: base, start: 1_800_000_000_000_000 });
  fs.append('/srv/h1', toBytes('1\n'));
  expect(diff(base, cell.freeze()).map(({ path }) => path)).toEqual(['/srv', '/srv/h1', '/srv/h2']);
});
test('excluded paths are not looked at', () => {
  const base = diffBase();
  const { cell, write } = testMachine({ tree: base });
  write('/srv/a/one', 'changed');
  expect(diff(base, cell.freeze(), { exclude: (path) => path === '/srv/a' })).toEqual([]);
});
