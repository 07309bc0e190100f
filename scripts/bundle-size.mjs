/** How many bytes the page's first load takes, gzipped: index.html, the scripts and styles that it names, and what those import statically. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

export const limits = { firstLoad: 250, warn: 240, withUbuntu: 320 };

/** @returns sizes in KB (1024 bytes) and what they consist of. */
export function measureBundle(folder) {
  const first = reachable(folder, ['index.html', ...namedIn(readFileSync(join(folder, 'index.html'), 'utf8'))]);
  const files = first.map((path) => weigh(folder, path));
  const image = [...containerFiles(folder, first), ...ubuntuFiles(join(folder, 'images/ubuntu'))];
  return { files, image, firstLoad: sum(files), withUbuntu: sum(files) + sum(image) };
}

/** The checks of `npm test`: one line each that says how much, and whether that is allowed. */
export function checkBundle(folder) {
  const { firstLoad, withUbuntu, image } = measureBundle(folder);
  const warning = firstLoad > limits.warn ? `  (warning: above ${limits.warn})` : '';
  const missing = image.length === 0 ? '  (no images/ubuntu yet)' : '';
  return [
    { name: `first load ${firstLoad.toFixed(1)} KB of ${limits.firstLoad}${warning}`, passed: firstLoad <= limits.firstLoad },
    {
      name: `with docker run -it ubuntu ${withUbuntu.toFixed(1)} KB of ${limits.withUbuntu}${missing}`,
      passed: withUbuntu <= limits.withUbuntu,
    },
  ];
}

function namedIn(html) {
  return [...html.matchAll(/(?:src|href)="\.?\/?([^":]+\.(?:js|css|json|svg))"/g)].map((match) => match[1]);
}

/** What scripts/page-chunks.mjs sets apart for `docker run` and for saving what it did, with what these import that is not there yet. */
function containerFiles(folder, first) {
  const assets = join(folder, 'assets');
  const chunks = existsSync(assets) ? readdirSync(assets).filter((name) => /^(?:container|saving)-.*\.js$/.test(name)) : [];
  return reachable(
    folder,
    chunks.map((name) => `assets/${name}`),
  )
    .filter((path) => !first.includes(path))
    .map((path) => weigh(folder, path));
}

/** These files, and the scripts that they import statically. */
function reachable(folder, start) {
  const seen = new Set();
  const queue = [...start];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (seen.has(path) || !existsSync(join(folder, path))) continue;
    seen.add(path);
    if (path.endsWith('.js'))
      queue.push(...staticImports(readFileSync(join(folder, path), 'utf8')).map((target) => normalize(join(dirname(path), target))));
  }
  return [...seen];
}

/** `import … from "./x.js"`, `import "./x.js"`, `export … from "./x.js"` of minified code; `import("./x.js")` is lazy and does not count. */
function staticImports(code) {
  return [...code.matchAll(/(?:\bfrom|\bimport)\s*["'](\.[^"']+)["']/g)].map((match) => match[1]);
}

/** The manifest and the file lists of what `ubuntu:latest` is. */
function ubuntuFiles(folder) {
  if (!existsSync(join(folder, 'manifest.json'))) return [];
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  const image = manifest.images?.[manifest.tags?.['latest']];
  const lists = (image?.layers ?? []).map((layer) => layer.files).filter((path) => existsSync(join(folder, path)));
  const beside = lists.flatMap((path) =>
    statSync(join(folder, path)).isDirectory() ? readdirSync(join(folder, path)).map((name) => join(path, name)) : [path],
  );
  return ['manifest.json', ...beside].map((path) => weigh(folder, path));
}

function weigh(folder, path) {
  const bytes = readFileSync(join(folder, path));
  return { path, raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length };
}

function sum(files) {
  return files.reduce((total, file) => total + file.gzip, 0) / 1024;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const measured = measureBundle(process.argv[2] ?? fileURLToPath(new URL('../dist', import.meta.url)));
  for (const file of [...measured.files, ...measured.image]) console.log(`${(file.gzip / 1024).toFixed(1).padStart(8)} KB  ${file.path}`);
  console.log(
    `${measured.firstLoad.toFixed(1).padStart(8)} KB  first load\n${measured.withUbuntu.toFixed(1).padStart(8)} KB  with docker run -it ubuntu`,
  );
}
