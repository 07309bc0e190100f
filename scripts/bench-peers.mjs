/** What Drydock is measured beside: 100 MB that only benchmarks need, so they are no dependencies and come when `npm run bench` asks for them. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const peers = { 'just-bash': '3.4.2', memfs: '4.80.1' };
const folder = 'node_modules/.cache/bench-peers';

/** Installs them once, from the root of the project. Without a network the rows beside them are left out. */
export function installPeers() {
  const wanted = JSON.stringify({ private: true, dependencies: peers });
  const manifest = join(folder, 'package.json');
  if (existsSync(join(folder, 'node_modules')) && existsSync(manifest) && readFileSync(manifest, 'utf8') === wanted) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(manifest, wanted);
  const options = ['--no-audit', '--no-fund', '--no-package-lock', '--omit=optional', '--ignore-scripts'];
  const { status } = spawnSync('npm', ['install', ...options], { cwd: folder, stdio: 'ignore', shell: process.platform === 'win32' });
  if (status !== 0) console.error('drydock: just-bash and memfs cannot be had: measuring without them');
}
