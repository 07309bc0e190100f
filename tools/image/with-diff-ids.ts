/** Writes into an image's manifest what its layers' tars hash to, so that no pull has to make them. */
import type { ImageRepositoryManifest } from '../../src/sim/content/types.ts';
import { unpackFileList } from '../../src/sim/content/unpack-file-list.ts';
import { diffIdOf } from '../../src/sim/fs/tar.ts';

/** `lists`: name of a file list → its text. */
export function withDiffIds(manifest: ImageRepositoryManifest, lists: Readonly<Record<string, string>>): ImageRepositoryManifest {
  const images = Object.entries(manifest.images).map(([name, image]) => {
    const mtime = Math.floor(Date.parse(String(image.config['created'])) / 1000);
    const layers = image.layers.map((layer) => ({ ...layer, diffId: diffIdOf(unpackFileList(lists[layer.files] ?? '', { mtime })) }));
    return [name, { ...image, layers }] as const;
  });
  return { ...manifest, images: Object.fromEntries(images) };
}
