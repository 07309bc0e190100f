/** Laws of what public/ holds: every package and image can be unpacked, the index is what the tool would write now. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { gzipSync } from 'node:zlib';
import { parseParagraphs } from '../../src/sim/content/deb822.ts';
import type { ImageRepositoryManifest, PackageManifest } from '../../src/sim/content/types.ts';
import { unpack } from '../../src/sim/content/unpack.ts';
import { unpackFileList } from '../../src/sim/content/unpack-file-list.ts';
import { fromBytes } from '../../src/sim/fs/bytes.ts';
import { parseRelation, satisfies } from '../../src/sim/packages/relation.ts';
import { recordOfManifest } from '../../src/sim/packages/unpack-package.ts';
import { recordOf } from '../../src/sim/packages/database.ts';
import { packageIndex } from '../../tools/index-packages.ts';

const folders = (path: string) => readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
const packages = folders('public/packages');
const images = folders('public/images');

test('the package index is current (node tools/run.mjs tools/index-packages.ts)', () => {
  expect(readFileSync('public/packages/index.json', 'utf8')).toBe(packageIndex());
});

test.each(packages)('package %s', (name) => {
  const folder = `public/packages/${name}`;
  const manifest = JSON.parse(readFileSync(`${folder}/manifest.json`, 'utf8')) as PackageManifest;
  expect(manifest.control['Package']).toBe(name);
  expect(manifest.archive).toMatch(/^noble(?:-updates|-security|-backports)?\/(?:main|restricted|universe|multiverse)$/);
  const paths = manifest.files.map(({ path }) => path);
  expect(new Set(paths).size).toBe(paths.length);
  const sources = new Map(
    manifest.files.flatMap((file) =>
      file.type === 'content' && 'source' in file ? [[file.source, readFileSync(`${folder}/${file.source}`)] as const] : [],
    ),
  );
  expect(unpack(manifest.files, { mtime: manifest.mtime, sources }).length).toBeGreaterThanOrEqual(paths.length);
  for (const conffile of manifest.conffiles ?? []) expect(paths).toContain(conffile);
  expect(
    manifest.files.some(({ path, type }) => path === `/usr/share/doc/${name}/copyright` && type === 'content') || name === 'libncurses6',
  ).toBe(true);
});

test.each(images)('image %s', (name) => {
  const folder = `public/images/${name}`;
  const manifest = JSON.parse(readFileSync(`${folder}/manifest.json`, 'utf8')) as ImageRepositoryManifest;
  for (const [tag, key] of Object.entries(manifest.tags)) expect(manifest.images[key], tag).toBeDefined();
  for (const image of Object.values(manifest.images)) {
    expect(image.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    const history = image.config['history'] as readonly { readonly empty_layer?: boolean }[];
    expect(history.filter(({ empty_layer }) => !empty_layer)).toHaveLength(image.layers.length);
    for (const layer of image.layers) {
      expect(layer.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(existsSync(`${folder}/${layer.files}`)).toBe(true);
    }
  }
});

test('docker run -it ubuntu needs at most 45 KB more', () => {
  expect(gzipSync(readFileSync('public/images/ubuntu/noble.files'), { level: 9 }).length).toBeLessThan(45_000);
});

test('nothing in the image, and nothing in the archive with the image, lacks what it depends on', () => {
  const list = unpackFileList(readFileSync('public/images/ubuntu/noble.files', 'utf8'), { mtime: 0 });
  const status = list.find(({ path }) => path === 'var/lib/dpkg/status')?.node;
  const text = status?.type === 'file' ? fromBytes(status.content.segments[0]?.bytes ?? new Uint8Array()) : '';
  const installed = parseParagraphs(text).map(recordOf);
  const offered = packages.map((name) =>
    recordOfManifest(JSON.parse(readFileSync(`public/packages/${name}/manifest.json`, 'utf8')) as PackageManifest),
  );
  for (const record of [...installed, ...offered]) {
    for (const clause of ['Pre-Depends', 'Depends'].flatMap((field) => parseRelation(record.paragraph.get(field)))) {
      const candidates = installed.includes(record) ? installed : [...installed, ...offered];
      expect(
        clause.some((each) => candidates.some((other) => satisfies(other, each))),
        `${record.name}: ${JSON.stringify(clause)}`,
      ).toBe(true);
    }
  }
});
