/** Measures in a process of its own: built as the project is, nothing compiled yet, nobody else's garbage. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
const outDir = `${root}node_modules/.cache/bench-children`;
const peers = `${root}node_modules/.cache/bench-peers/node_modules`;

/** Builds `tests/bench/FOLDER/NAME.ts` and answers how to run it: what it prints as JSON. */
export async function buildChild<Printed>(path: string): Promise<(...words: readonly string[]) => Printed> {
  const folder = `${outDir}/${path.replace('/', '-')}`;
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: { ssr: `tests/bench/${path}.ts`, target: 'node20', outDir: folder, emptyOutDir: true, minify: false },
  });
  const script = `${folder}/${path.split('/').at(-1)}.js`;
  return (...words) => runNode<Printed>(['--expose-gc', script, ...words]);
}

/** Where a peer of scripts/bench-peers.mjs is; undefined: not installed. */
export function peerPath(name: string): string | undefined {
  const path = `${peers}/${name}`;
  return existsSync(path) ? path : undefined;
}

export function runNode<Printed>(words: readonly string[], cwd = root): Printed {
  const { stdout, stderr, status } = spawnSync(process.execPath, words, { cwd, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(`node ${words.join(' ')}: ${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Printed;
}
