/** Every layer of the images that are served: its DiffID stands in the manifest, so that no pull has to hash it. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ImageRepositoryManifest } from '../../../src/sim/content/types.ts';
import { unpackFileList } from '../../../src/sim/content/unpack-file-list.ts';
import { diffIdOf } from '../../../src/sim/fs/tar.ts';

const layers = readdirSync('public/images', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => {
    const { images } = JSON.parse(readFileSync(`public/images/${name}/manifest.json`, 'utf8')) as ImageRepositoryManifest;
    return Object.values(images).flatMap((image) => image.layers.map((layer) => ({ ...layer, name, created: image.config['created'] })));
  });

test.each(layers)('$name/$files has the DiffID that its manifest says', ({ name, files, diffId, created }) => {
  const list = readFileSync(`public/images/${name}/${files}`, 'utf8');
  const mtime = Math.floor(Date.parse(String(created)) / 1000);
  expect(diffId).toBe(diffIdOf(unpackFileList(list, { mtime })));
});
