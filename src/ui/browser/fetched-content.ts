/** Packages, images and labs as the site's own files. */
import { ContentMissing, type ContentSource } from '../../sim/content/types.ts';

/** `base` ends in `/`. A fetch that failed on its way is tried once more. */
export function fetchedContent(base: URL | string): ContentSource {
  return {
    async read(path) {
      const address = new URL(path, base);
      const response = await fetch(address).catch(() => fetch(address));
      // Many static hosts answer a missing file with their page and status 200.
      const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
      if (!response.ok || isPage) throw new ContentMissing(path);
      return new Uint8Array(await response.arrayBuffer());
    },
  };
}
