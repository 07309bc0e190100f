/**
 * Asks a real Docker what it answers: `node tools/record-docker.mjs LIST OUT.jsonl RESET SHELL`.
 *
 * LIST is a text file (a line a case, `setup ;; setup ;; command`, `# area` before a group) or an OUT.jsonl of before, to be asked again.
 * RESET is run before each case and must leave just ubuntu:latest, also tagged debian:latest, and no container, volume or network.
 * SHELL is run with one bash line as its only argument, beside the engine, without a terminal, in an empty folder.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const [list, out, reset, shell] = process.argv.slice(2);
if (!shell) {
  console.error('usage: node tools/record-docker.mjs LIST OUT.jsonl RESET SHELL');
  process.exit(2);
}

const LIMIT = 30_000;
const run = (line) => spawnSync(shell, [line], { timeout: LIMIT, encoding: 'utf8', input: '' });

const rows = [];
for (const { id, area, setup, cmd } of casesOf(readFileSync(list, 'utf8'))) {
  spawnSync(reset, [], { timeout: LIMIT });
  for (const line of setup) run(line);
  const { stdout, stderr, status: exit } = run(cmd);
  // The order of docker diff is not defined.
  rows.push({ id, area, setup, cmd, stdout, stderr, exit, ...(/docker (container )?diff/.test(cmd) ? { compare: 'set' } : {}) });
}
writeFileSync(out, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));

function casesOf(text) {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines[0]?.startsWith('{')) return lines.map((line) => JSON.parse(line));
  const counts = new Map();
  let area = 'more';
  return lines.flatMap((line) => {
    if (line.startsWith('# ')) {
      area = line.slice(2);
      return [];
    }
    const setup = line.split(' ;; ');
    const cmd = setup.pop();
    counts.set(area, (counts.get(area) ?? 0) + 1);
    return [{ id: `${area}-${String(counts.get(area)).padStart(3, '0')}`, area, setup, cmd }];
  });
}
