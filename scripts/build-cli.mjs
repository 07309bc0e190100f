/** Keeps a built copy of `src/cli/main.ts` per state of its sources, so that `bin/drydock` starts in 0.1 s and never runs old code. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, 'node_modules/.cache/drydock');

/**
 * @returns the address of the module to import, whose `main(argv, { root })` answers an exit status; and the project's root, where public/ is.
 */
export async function commandLineBundle() {
  if (!existsSync(join(root, 'node_modules/vite'))) fail('node_modules is missing: run `npm ci` first');
  const wanted = join(cache, fingerprint());
  if (!existsSync(join(wanted, 'main.js'))) await buildInto(wanted);
  return { bundle: pathToFileURL(join(wanted, 'main.js')).href, root };
}

/** Built aside and moved into place, so that two that start at once never import half a bundle. */
async function buildInto(folder) {
  mkdirSync(cache, { recursive: true });
  forgetOld();
  const aside = join(cache, `building-${process.pid}`);
  const { build } = await import('vite');
  await build({ root, configFile: join(root, 'vite.config.ts'), mode: 'cli', logLevel: 'error', build: { outDir: aside } });
  try {
    renameSync(aside, folder);
  } catch (error) {
    if (!existsSync(join(folder, 'main.js'))) throw error;
    rmSync(aside, { recursive: true, force: true });
  }
}

/** An hour's copies stay: a run that takes long may still want its lazy parts. */
function forgetOld() {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    if (statSync(path).mtimeMs < Date.now() - 3_600_000) rmSync(path, { recursive: true, force: true });
  }
}

function fingerprint() {
  const hash = createHash('sha256').update(process.version);
  for (const file of ['package-lock.json', 'vite.config.ts']) addFile(hash, join(root, file));
  for (const folder of ['sim', 'shell', 'lab', 'host', 'cli']) addFolder(hash, join(root, 'src', folder));
  return hash.digest('hex').slice(0, 16);
}

function addFolder(hash, folder) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) addFolder(hash, path);
    else addFile(hash, path);
  }
}

function addFile(hash, path) {
  const { mtimeMs, size } = statSync(path);
  hash.update(`${path} ${mtimeMs} ${size}\n`);
}

function fail(text) {
  console.error(`drydock: ${text}`);
  process.exit(1);
}
