/** The image that the simulated Docker Hub serves as ubuntu:latest: what facts on noble of 2026-08-17 say of it. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseParagraphs } from '../../../src/sim/content/deb822.ts';
import { unpackFileList } from '../../../src/sim/content/unpack-file-list.ts';
import { fromBytes } from '../../../src/sim/fs/bytes.ts';
import { programOf } from '../../../src/sim/fs/executable.ts';
import type { Node } from '../../../src/sim/fs/types.ts';

const list = readFileSync('public/images/ubuntu/noble.files', 'utf8');
const entries = unpackFileList(list, { mtime: 1_786_972_190 });
const nodes = new Map<string, Node>(entries.flatMap(({ path, node }) => (node ? [[`/${path}`, node] as const] : [])));

function textOf(path: string): string {
  const node = nodes.get(path);
  if (node?.type !== 'file') throw new Error(`no file ${path}`);
  return fromBytes(node.content.segments[0]?.bytes ?? new Uint8Array());
}

test('docker images prints 78.1MB for it', () => {
  const size = [...nodes.values()].reduce((sum, node) => sum + (node.type === 'file' ? node.content.size : 0), 0);
  expect((size / 1_000_000).toPrecision(3)).toBe('78.1');
});

test('dpkg knows 92 packages, all installed', () => {
  const status = parseParagraphs(textOf('/var/lib/dpkg/status'));
  expect(status.length).toBe(92);
  expect(status.every((each) => each.get('Status') === 'install ok installed')).toBe(true);
  expect(status.find((each) => each.get('Package') === 'bash')?.get('Version')).toBe('5.2.21-2ubuntu4');
});

test('dpkg counts 4381 files and directories in its lists, diversions and triggers', () => {
  const known = new Set<string>();
  for (const path of nodes.keys()) {
    if (/^\/var\/lib\/dpkg\/info\/.*\.list$/.test(path)) for (const line of textOf(path).trimEnd().split('\n')) known.add(line);
  }
  for (const line of textOf('/var/lib/dpkg/diversions').split('\n')) if (line.startsWith('/')) known.add(line);
  for (const line of textOf('/var/lib/dpkg/triggers/File').trimEnd().split('\n')) known.add(line.split(' ')[0] ?? '');
  expect(known.size).toBe(4381);
});

test('parents come before children and every path once', () => {
  const seen = new Set<string>();
  for (const { path } of entries) {
    const parent = path.slice(0, path.lastIndexOf('/'));
    if (path.includes('/')) expect(seen.has(parent), path).toBe(true);
    expect(seen.has(path), path).toBe(false);
    seen.add(path);
  }
});

test('commands are programs of ours under their true names, shells too', () => {
  const program = (path: string) => {
    const node = nodes.get(path);
    return node?.type === 'file' ? programOf(node.content) : undefined;
  };
  expect(['/usr/bin/ls', '/usr/bin/bash', '/usr/bin/dash', '/usr/bin/mawk', '/usr/bin/apt-get', '/usr/bin/dpkg'].map(program)).toEqual([
    'ls',
    'bash',
    'sh',
    'awk',
    'apt-get',
    'dpkg',
  ]);
  expect(nodes.get('/bin')).toMatchObject({ type: 'symlink', target: 'usr/bin' });
  expect(nodes.get('/usr/bin/sh')).toMatchObject({ type: 'symlink', target: 'dash' });
  for (const absent of ['less', 'vi', 'nano', 'curl', 'ping', 'python3', 'git', 'sudo', 'file', 'xz', 'bzip2'])
    expect(nodes.has(`/usr/bin/${absent}`), absent).toBe(false);
});

test('the files that a learner reads say noble', () => {
  expect(textOf('/usr/lib/os-release')).toContain('PRETTY_NAME="Ubuntu 24.04.4 LTS"\n');
  expect(textOf('/etc/passwd').trimEnd().split('\n')).toHaveLength(19);
  expect(textOf('/etc/passwd')).toMatch(/ubuntu:x:1000:1000:Ubuntu:\/home\/ubuntu:\/bin\/bash\n$/);
  expect(textOf('/root/.bashrc')).toContain("alias ll='ls -alF'");
  expect(nodes.get('/var/lib/apt/lists')).toMatchObject({ type: 'directory', mode: 0o755 });
  expect([...nodes.keys()].filter((path) => path.startsWith('/var/lib/apt/lists/'))).toEqual([]);
});
