// Law: the same random calls give the same results, errors, trees and times here and on the file system of the Linux below.
import * as linux from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFileSystem } from '../../src/sim/fs/filesystem.ts';
import type { FileSystem } from '../../src/sim/fs/types.ts';
import { DEPTH, describedOnLinux, performOnLinux, withBoth } from '../sim/fs/linux-calls.ts';
import { type Call, call, described, perform } from '../sim/fs/random-calls.ts';

/** By its absolute path, for the folder itself may lose its x. */
const HERE = `/${DEPTH}`;
const PAST = 1_000_000_000;

test.runIf(process.platform === 'linux')(
  'calls behave as on Linux',
  () => {
    fc.assert(
      fc.property(fc.array(call, { minLength: 1, maxLength: 40, size: 'max' }), (calls) => play(calls)),
      { numRuns: Number(process.env['LAW_RUNS'] ?? 150) },
    );
  },
  600_000,
);

function play(calls: readonly Call[]): void {
  withBoth((theirs, view) => {
    const ours = createFileSystem(view);
    for (const [index, one] of calls.entries()) {
      forgetTimes(theirs, ours);
      expect(perform(ours, one), `call ${index}: ${one.join(' ')}`).toEqual(performOnLinux(theirs, one));
      expect(ourTree(ours), `after call ${index}: ${one.join(' ')}`).toEqual(theirTree(theirs));
    }
  });
}

/** Sets every time back, so that the next call shows which it sets. */
function forgetTimes(root: string, ours: FileSystem): void {
  for (const path of Object.keys(theirTree(root))) {
    linux.lutimesSync(join(root, path.slice(HERE.length)), PAST, PAST);
    ours.utimes(path, { mtime: PAST * 1e6 }, { followLink: false });
  }
}

function ourTree(fs: FileSystem, path = HERE, tree: Record<string, unknown> = {}): Record<string, unknown> {
  const stat = fs.lstat(path);
  tree[path] = [described(stat), stat.mtime === PAST * 1e6 ? 'old' : 'new', stat.type === 'symlink' ? fs.readLink(path) : undefined];
  if (stat.type === 'directory' && isReadable(() => fs.readDir(path)))
    for (const { name } of fs.readDir(path)) ourTree(fs, `${path}/${name}`, tree);
  return tree;
}

function theirTree(root: string, path = HERE, tree: Record<string, unknown> = {}): Record<string, unknown> {
  const full = join(root, path.slice(HERE.length));
  const stat = linux.lstatSync(full);
  tree[path] = [
    describedOnLinux(stat),
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
