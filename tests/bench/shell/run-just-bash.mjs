// `node run-just-bash.mjs FOLDER`, a workload as JSON on standard input: as run-drydock.ts, in just-bash.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const ROUNDS = 6;
const { Bash } = await import(pathToFileURL(`${process.argv[2]}/dist/bundle/index.js`).href);
const { prepare, script } = JSON.parse(readFileSync(0, 'utf8'));
const limits = {
  maxLoopIterations: 1e7,
  maxCommandCount: 1e7,
  maxCallDepth: 1e4,
  maxStringLength: 1e9,
  maxArrayElements: 1e7,
  maxAwkIterations: 1e7,
};
const bash = new Bash({ cwd: '/tmp', executionLimits: limits });
if (prepare) await bash.exec(prepare);
const taken = [];
let output = '';
for (let round = 0; round < ROUNDS; round++) {
  const before = process.cpuUsage();
  const result = await bash.exec(script);
  const { user, system } = process.cpuUsage(before);
  taken.push((user + system) / 1000);
  output = result.stdout + result.stderr;
}
console.log(JSON.stringify({ first: taken[0], again: Math.min(...taken.slice(1)), output }));
