/** Laws over everything that is one file to add: programs, builtins, packages, images. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createCatalog } from '../../src/host/catalog.ts';
import type { Builtin } from '../../src/shell/bash/define-builtin.ts';
import { hostTree } from '../../src/sim/content/host-tree.ts';
import type { ImageRepositoryManifest, ManifestEntry, PackageManifest } from '../../src/sim/content/types.ts';
import { programOf } from '../../src/sim/fs/executable.ts';
import type { Program } from '../../src/sim/kernel/types.ts';

const programFiles = import.meta.glob<Program>(['../../src/shell/programs/*/*.ts', '!../../src/shell/programs/{docker,shells}/*.ts'], {
  eager: true,
  import: 'default',
});
const builtinFiles = import.meta.glob<Builtin>('../../src/shell/bash/builtins/*.ts', { eager: true, import: 'default' });
const nameOf = (path: string): string => path.replace(/^.*\/|\.ts$/g, '');
const catalog = createCatalog();

describe('programs', () => {
  test.each(Object.entries(programFiles))('%s is a program of its file’s name', (path, program) => {
    expect(program.name).toBe(nameOf(path));
    expect(typeof program.main).toBe('function');
  });

  test('no two have one name', () => {
    const names = Object.keys(programFiles).map(nameOf);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('every executable of the host says in its bytes whose it is, and that program is there', () => {
    const strange = hostTree({ programs: catalog.hostNames, hostname: 'host', now: 0 }).flatMap((entry) => {
      if (entry.node?.type !== 'file' || !/^usr\/s?bin\//.test(entry.path)) return [];
      const program = programOf(entry.node.content);
      const known = program !== undefined && catalog.hostNames.includes(program);
      return known ? [] : [entry.path];
    });
    expect(strange).toEqual([]);
  });
});

test.each(Object.entries(builtinFiles))('%s is a builtin of its file’s name', (path, builtin) => {
  const name = nameOf(path);
  expect([name, name === 'colon' ? ':' : name]).toContain(builtin.name);
});

const publicFolder = fileURLToPath(new URL('../../public/', import.meta.url));
const folders = (kind: string): string[] =>
  readdirSync(publicFolder + kind, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
const readJson = <T>(path: string): T => JSON.parse(readFileSync(publicFolder + path, 'utf8')) as T;

describe('packages', () => {
  test.each(folders('packages'))('%s has a valid manifest', (name) => {
    const manifest = readJson<PackageManifest>(`packages/${name}/manifest.json`);
    expect(manifest.control['Package']).toBe(name);
    for (const field of ['Version', 'Architecture', 'Installed-Size', 'Description', 'Maintainer', 'Section', 'Priority'])
      expect(manifest.control, field).toHaveProperty([field]);
    expect(manifest.archive).toMatch(/^noble(-updates|-security|-backports)?\/(main|universe|restricted|multiverse)$/);
    expect(manifest.downloadSize).toBeGreaterThan(0);
    expectEntries(manifest.files, `packages/${name}/`);
    const paths = new Set(manifest.files.map(({ path }) => path));
    for (const { path, slaves = [] } of manifest.alternatives ?? [])
      for (const each of [path, ...slaves.map((slave) => slave.path)]) if (!each.includes('/man/')) expect(paths, each).toContain(each);
    for (const conffile of manifest.conffiles ?? []) expect(paths).toContain(conffile);
    for (const entry of manifest.files)
      if (entry.type === 'executable') expect(Object.keys(programFiles).map(nameOf), entry.path).toContain(entry.program);
  });
});

describe('images', () => {
  test.each(folders('images'))('%s has a valid manifest', (name) => {
    const manifest = readJson<ImageRepositoryManifest>(`images/${name}/manifest.json`);
    expect(manifest.repository).toMatch(/^[a-z0-9-]+\/[a-z0-9-]+$/);
    for (const key of Object.values(manifest.tags)) expect(Object.keys(manifest.images)).toContain(key);
    for (const { config, layers, digest } of Object.values(manifest.images)) {
      expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(config).toMatchObject({ architecture: 'amd64', os: 'linux' });
      for (const layer of layers) {
        expect(layer.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
        expect(existsSync(`${publicFolder}images/${name}/${layer.files}`), layer.files).toBe(true);
      }
    }
  });
});

function expectEntries(entries: readonly ManifestEntry[], folder: string): void {
  const paths = entries.map(({ path }) => path);
  expect(paths.filter((path, index) => paths.indexOf(path) !== index)).toEqual([]);
  for (const entry of entries) {
    expect(entry.path).toMatch(/^\/(?!.*\/\.{0,2}(?:\/|$)).+/);
    expect(entry.mode & ~0o7777, entry.path).toBe(0);
    if (entry.type === 'hardlink') expect(paths).toContain(entry.target);
    if ('source' in entry) expect(existsSync(publicFolder + folder + entry.source), entry.source).toBe(true);
  }
}
