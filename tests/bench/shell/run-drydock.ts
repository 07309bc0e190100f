/** One workload in our bash: `node run-drydock.js NAME [TIMES]`. Prints what it took, the first time and again, and what it printed. */
import { createShellMachine } from '../../support/shell-machine.ts';
import { scaled, workloads } from './workloads.ts';

const ROUNDS = 6;

const [name, times = '1'] = process.argv.slice(2);
const workload = workloads.find((each) => each.name === name);
if (!workload) throw new Error(`no workload ${name}`);
const machine = createShellMachine();
const { prepare, script } = scaled(workload, Number(times));
if (prepare) await machine.bash(prepare);
const taken: number[] = [];
let output = '';
for (let round = 0; round < ROUNDS; round++) {
  const before = process.cpuUsage();
  const result = await machine.bash(script);
  const { user, system } = process.cpuUsage(before);
  taken.push((user + system) / 1000);
  output = result.stdout + result.stderr;
}
console.log(JSON.stringify({ first: taken[0], again: Math.min(...taken.slice(1)), output }));
