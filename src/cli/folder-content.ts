/** Packages, images and labs from the project's public folder. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ContentMissing, type ContentSource } from '../sim/content/types.ts';

export function folderContent(folder: string): ContentSource {
  return {
    async read(path) {
      try {
        return new Uint8Array(await readFile(join(folder, path)));
      } catch {
        throw new ContentMissing(path);
      }
    },
  };
}
