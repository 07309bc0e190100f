import { expect, test } from 'vitest';
import { basename, dirname, join, normalize } from '../../../src/sim/fs/path.ts';

// Rows of dirname(3) and basename(3).
test.each([
  ['/usr/lib', '/usr', 'lib'],
  ['/usr/', '/', 'usr'],
  ['usr', '.', 'usr'],
  ['/', '/', '/'],
  ['.', '.', '.'],
  ['..', '.', '..'],
  ['a//b//', 'a', 'b'],
  ['//a', '/', 'a'],
  ['', '.', ''],
])('%s is %s and %s', (path, directory, name) => {
  expect([dirname(path), basename(path)]).toEqual([directory, name]);
});

test('join and normalize are lexical', () => {
  expect([join('/a', 'b'), join('/', 'b'), join('/a', '/b'), join('', 'b')]).toEqual(['/a/b', '/b', '/b', 'b']);
  expect(['/a/./b//../c/', '/..', 'a/..', '../x/..', ''].map(normalize)).toEqual(['/a/c', '/', '.', '..', '.']);
});
