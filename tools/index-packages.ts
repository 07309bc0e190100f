/** Writes public/packages/index.json from the manifests beside it and tools/packages/{archive,base,not-simulated}.json: `node tools/run.mjs tools/index-packages.ts`. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PackageManifest } from '../src/sim/content/types.ts';

const project = fileURLToPath(new URL('..', import.meta.url));
const folder = join(project, 'public/packages');

/** The index's text as it should be now. */
export function packageIndex(): string {
  const names = readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'manifest.json')))
    .sort();
  const packages = names.map((name) => {
    const { control, archive, downloadSize } = JSON.parse(readFileSync(join(folder, name, 'manifest.json'), 'utf8')) as PackageManifest;
    return { control, archive, downloadSize };
  });
  const suites = JSON.parse(readFileSync(join(project, 'tools/packages/archive.json'), 'utf8')) as unknown;
  const notSimulated = JSON.parse(readFileSync(join(project, 'tools/packages/not-simulated.json'), 'utf8')) as unknown;
  const base = JSON.parse(readFileSync(join(project, 'tools/packages/base.json'), 'utf8')) as unknown;
  return `${JSON.stringify({ suites, packages, base, notSimulated }, undefined, 1)}\n`;
}

if (process.argv[1]?.endsWith('index-packages.ts')) writeFileSync(join(folder, 'index.json'), packageIndex());
