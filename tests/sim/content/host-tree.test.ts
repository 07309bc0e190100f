import { expect, test } from 'vitest';
import { hostTree, isHostProgram } from '../../../src/sim/content/host-tree.ts';
import { programOf } from '../../../src/sim/fs/executable.ts';

const layer = hostTree({
  programs: ['ls', 'bash', 'sh', 'awk', 'test', 'docker', 'useradd'],
  hostname: 'drydock',
  now: 1_790_000_000_000_000,
  directories: ['/work'],
});
const at = (path: string) => layer.find((entry) => entry.path === path)?.node;
const program = (path: string) => {
  const node = at(path);
  return node?.type === 'file' ? programOf(node.content) : undefined;
};

test('programs stand under the names that a learner types', () => {
  expect(program('usr/bin/docker')).toBe('docker');
  expect(program('usr/bin/dash')).toBe('sh');
  expect(at('usr/bin/sh')).toMatchObject({ type: 'symlink', target: 'dash' });
  expect(program('usr/bin/test')).toBe('test');
  expect(at('usr/bin/awk')).toMatchObject({ type: 'symlink', target: 'mawk' });
  expect(program('usr/sbin/useradd')).toBe('useradd');
});

test("learner owns a home, may use Docker's socket, and /work is there when asked for", () => {
  expect(at('home/learner')).toMatchObject({ mode: 0o750, uid: 1000, gid: 1000 });
  expect(at('run/docker.sock')).toMatchObject({ type: 'socket', mode: 0o660, uid: 0, gid: 999 });
  expect(at('work')).toMatchObject({ type: 'directory' });
});

test('what only packages bring is not on the host', () => {
  expect(['figlet', 'cmatrix', 'apt-get', 'dpkg-query', 'sl'].filter(isHostProgram)).toEqual([]);
  expect(['sleep', 'docker', 'ls', 'apropos'].filter(isHostProgram)).toHaveLength(4);
});
