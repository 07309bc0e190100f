/** Writes docs/FIDELITY.md anew: `node tools/run.mjs tools/write-fidelity.ts`. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fidelityText } from './fidelity.ts';

writeFileSync(fileURLToPath(new URL('../docs/FIDELITY.md', import.meta.url)), fidelityText());
