/** Writes public/images/hello-world: `node tools/run.mjs tools/pack-image-hello-world.ts`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HELLO_FILES, HELLO_WORLD } from './image/hello-world-image.ts';
import { withDiffIds } from './image/with-diff-ids.ts';

const folder = fileURLToPath(new URL('../public/images/hello-world', import.meta.url));
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'hello.files'), HELLO_FILES);
writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(withDiffIds(HELLO_WORLD, { 'hello.files': HELLO_FILES }), undefined, 1)}\n`);
