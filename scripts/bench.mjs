/** `npm run bench [FILTER]`: the benchmarks of tests/bench, then one table of what they measured, as Markdown; `--json` for machines. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { install } from './install.mjs';

install();
const json = process.argv.includes('--json');
const filters = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const reported = 'node_modules/.cache/bench.jsonl';
rmSync(reported, { force: true });

const argv = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'bench', '--reporter=dot', ...filters];
const { status } = spawnSync(process.execPath, argv, { stdio: json ? ['ignore', 'ignore', 'inherit'] : 'inherit' });
const figures = existsSync(reported)
  ? readFileSync(reported, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  : [];

if (json) console.log(JSON.stringify(figures, undefined, 2));
else printTable(figures);
process.exitCode = status ?? 1;

function printTable(rows) {
  const [processor] = cpus();
  console.log(`\n${cpus().length} × ${processor?.model.trim() ?? 'unknown processor'}, Node ${process.version}\n`);
  console.log('| what | Drydock | beside it | ratio | must | aim |\n| --- | --- | --- | --- | --- | --- |');
  for (const { name, value, unit, peer, most, aim } of rows) {
    const beside = peer ? `${round(peer.value)} ${unit} (${peer.name})` : '';
    const ratio = peer ? `${round(value / peer.value)} ×` : '';
    const limit = (number) => (number === undefined ? '' : `≤ ${number} ${peer ? '×' : unit}`);
    console.log(`| ${name} | ${round(value)} ${unit} | ${beside} | ${ratio} | ${limit(most)} | ${limit(aim)} |`);
  }
}

function round(number) {
  return number >= 100 ? Math.round(number) : Number(number.toPrecision(3));
}
