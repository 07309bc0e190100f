/** Brings node_modules up to the lock file, so that the project's commands work on a bare clone with git and Node alone. Only `node:` imports. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

const marker = 'node_modules/.drydock-lock';
const windows = process.platform === 'win32';

/** Changes into the project's root and runs `npm ci` unless the marker says that this lock file is installed for this Node. */
export function install() {
  process.chdir(root);
  requireNode(20, 19);
  const wanted = fingerprint();
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return;
  console.log('drydock: installing what package-lock.json names (once)');
  const ended = spawnSync('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], { stdio: 'inherit', shell: windows });
  if (ended.status !== 0) {
    console.error('drydock: `npm ci` failed; its own words are above');
    process.exit(ended.status ?? 1);
  }
  writeFileSync(marker, wanted);
}

function requireNode(major, minor) {
  const [haveMajor = 0, haveMinor = 0] = process.versions.node.split('.').map(Number);
  if (haveMajor > major || (haveMajor === major && haveMinor >= minor)) return;
  console.error(`drydock: Node ${major}.${minor} or newer is needed, this is ${process.versions.node}`);
  process.exit(1);
}

/** Native parts (rolldown, biome) depend on Node's platform, so that counts beside the lock file. */
function fingerprint() {
  const machine = `${process.version} ${process.platform} ${process.arch}`;
  return createHash('sha256').update(readFileSync('package-lock.json')).update(machine).digest('hex');
}
