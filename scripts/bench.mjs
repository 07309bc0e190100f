/** `npm run bench [FILTER]`: the benchmarks of tests/bench, then one table of what they measured, as Markdown; `--json` for machines, `--write` for docs/BENCHMARKS.md and the README's table. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, platform, release, totalmem } from 'node:os';
import { installPeers } from './bench-peers.mjs';
import { install } from './install.mjs';

install();
installPeers();
const json = process.argv.includes('--json');
const filters = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const reported = 'node_modules/.cache/bench.jsonl';
rmSync(reported, { force: true });

const stdio = json ? ['ignore', 'ignore', 'inherit'] : 'inherit';
// Within vitest it would be built for tests: larger and slower.
const built = spawnSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--mode', 'app', '--logLevel', 'warn'], { stdio });
if (built.status !== 0) process.exit(built.status ?? 1);
const argv = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'bench', '--reporter=dot', ...filters];
const { status } = spawnSync(process.execPath, argv, { stdio, env: { ...process.env, DRYDOCK_BUILT: '1' } });
const figures = existsSync(reported)
  ? readFileSync(reported, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  : [];

if (json) console.log(JSON.stringify(figures, undefined, 2));
else console.log(`\n${machine()}\n\n${table(figures)}`);
if (process.argv.includes('--write')) {
  writeFileSync('docs/BENCHMARKS.md', page(figures));
  writeFileSync('README.md', inReadme(readFileSync('README.md', 'utf8'), figures));
}
process.exitCode = status ?? 1;

function machine() {
  const [processor] = cpus();
  return `${cpus().length} × ${processor?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${platform()} ${release()}, Node ${process.version}`;
}

function page(rows) {
  return `# Benchmarks

Made by \`npm run bench -- --write\`; do not edit. Each row and what stands beside it were measured in one run, on

> ${machine()}, ${new Date().toISOString().slice(0, 10)}

Milliseconds of shells and of docker's commands are processor time, the best of some runs in one process; of the page, medians of a fresh
browser profile each. *must* and *aim* are times what stands beside it where something does, else absolute. Limits are ratios and bytes, never
milliseconds. A shell's row is \`wrong answer\` when it printed something else than bash or gave up after a minute.

${table(rows)}
`;
}

function inReadme(text, rows) {
  const [before, , after] = text.split(/<!-- \/?bench -->/);
  return `${before}<!-- bench -->\n${table(rows)}\n\n${machine()}, ${new Date().toISOString().slice(0, 10)}\n<!-- /bench -->${after}`;
}

function table(rows) {
  const lines = ['| what | Drydock | beside it | ratio | must | aim |', '| --- | --- | --- | --- | --- | --- |'];
  for (const { name, value, unit, peer, others = [], most, aim } of rows) {
    const said = (other) =>
      typeof other.value === 'number' ? `${round(other.value)} ${unit} (${other.name})` : `wrong answer (${other.name})`;
    const beside = [...(peer ? [peer] : []), ...others].map(said).join(', ');
    const ratio = peer ? `${round(value / peer.value)} ×` : '';
    const limit = (number) => (number === undefined ? '' : `≤ ${number} ${peer ? '×' : unit}`);
    lines.push(`| ${name} | ${round(value)} ${unit} | ${beside} | ${ratio} | ${limit(most)} | ${limit(aim)} |`);
  }
  return lines.join('\n');
}

function round(number) {
  return number >= 100 ? Math.round(number) : Number(number.toPrecision(3));
}
