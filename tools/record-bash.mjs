#!/usr/bin/env node
/**
 * Records what the real bash (and, for sh.txt, dash) of this machine answers to the scripts of tests/shell/bash/recorded/*.txt, into the .jsonl beside
 * each. Run it as root on Debian 12 or Ubuntu 24.04: `node tools/record-bash.mjs [area …]`. Scripts are parted by lines `%%`; each runs as
 * `bash -c SCRIPT` in a fresh folder, with nothing on standard input.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = '/tmp/session';
const ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC0', HOME: '/root' };
const root = fileURLToPath(new URL('../tests/shell/bash/recorded/', import.meta.url));

const bytes = (text) => Buffer.from(text, 'latin1').toString('utf8');

function record(shell, script) {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER);
  process.umask(0o022);
  const { stdout, stderr, status, signal } = spawnSync(`/usr/bin/${shell === 'sh' ? 'dash' : 'bash'}`, ['-c', script], {
    argv0: shell,
    cwd: FOLDER,
    env: ENVIRONMENT,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'latin1',
    timeout: 20_000,
  });
  return { script, stdout: bytes(stdout), stderr: bytes(stderr), status: status ?? signal };
}

const wanted = process.argv.slice(2);
for (const file of readdirSync(root).filter((name) => name.endsWith('.txt'))) {
  const area = file.replace(/\.txt$/, '');
  if (wanted.length > 0 && !wanted.includes(area)) continue;
  const scripts = readFileSync(`${root}${file}`, 'utf8')
    .replace(/\n$/, '')
    .split(/^%%\n/m)
    .map((script) => script.replace(/\n$/, ''));
  const lines = scripts.map((script) => JSON.stringify(record(area === 'sh' ? 'sh' : 'bash', script)));
  writeFileSync(`${root}${area}.jsonl`, `${lines.join('\n')}\n`);
  process.stdout.write(`${area}: ${lines.length} scripts\n`);
}
