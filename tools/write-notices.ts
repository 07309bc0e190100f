/** Writes NOTICES.md anew: `node tools/run.mjs tools/write-notices.ts`. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { noticesText } from './notices.ts';

writeFileSync(fileURLToPath(new URL('../NOTICES.md', import.meta.url)), noticesText());
