/** Shell workloads beside the real bash and just-bash, and whether they grow with their input. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { buildChild, peerPath } from '../child.ts';
import { median, report } from '../report.ts';
import { type Workload, workloads } from './workloads.ts';

interface Taken {
  /** Milliseconds of the processor. */
  readonly first: number;
  readonly again: number;
  readonly output: string;
}

let drydock: (...words: readonly string[]) => Taken;
const ratios: number[] = [];

beforeAll(async () => {
  drydock = await buildChild<Taken>('shell/run-drydock');
});

test.each(workloads)('$name', (workload) => {
  const ours = drydock(workload.name);
  const bash = inBash(workload);
  const justBash = inJustBash(workload);
  if (bash) expect(ours.output).toBe(bash.output);
  const peer = bash && { name: 'bash', value: bash.milliseconds };
  const others = justBash ? { others: [{ name: 'just-bash', value: justBash.output === ours.output ? justBash.again : undefined }] } : {};
  report({ name: `shell: ${workload.name}`, value: ours.again, unit: 'ms', ...(peer && { peer }), ...others, ...limits(workload, bash) });
  if (bash && workload.most !== undefined) ratios.push(ours.again / bash.milliseconds);
});

/** Times of bash's that its own processes hardly cost are no anchor. */
const limits = ({ most, aim }: Workload, bash: unknown) =>
  bash ? { ...(most !== undefined && { most }), ...(aim !== undefined && { aim }) } : {};

test('all together, the geometric mean beside bash', () => {
  if (ratios.length === 0) return;
  const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
  report({ name: 'shell: geometric mean, times bash', value: mean, unit: '×', most: 1.5, aim: 1 });
});

test.each(['string', 'array', 'read', 'grep', 'sed'])('%s: twice as much takes about twice as long', (name) => {
  const growth = median([0, 1, 2].map(() => drydock(name, '4').again / drydock(name, '2').again));
  report({ name: `shell: ${name}, twice as much`, value: growth, unit: '×', most: 2.3 });
});

/** Processor time of the whole process and its children; undefined where there is no bash 5. */
function inBash({ prepare, script }: Workload): { readonly milliseconds: number; readonly output: string } | undefined {
  const cwd = mkdtempSync(join(tmpdir(), 'drydock-bench-'));
  try {
    if (prepare) spawnSync('bash', ['-c', prepare], { cwd });
    const rounds = Array.from({ length: 5 }, () =>
      spawnSync('bash', ['-c', 'TIMEFORMAT="%U %S"; time bash -c "$0"', script], { cwd, encoding: 'utf8' }),
    );
    if (rounds.some(({ status }) => status !== 0)) return undefined;
    const times = rounds.map(({ stderr }) =>
      (stderr.trim().split('\n').at(-1) ?? '').split(' ').reduce((sum, seconds) => sum + Number(seconds) * 1000, 0),
    );
    return { milliseconds: Math.max(1, median(times)), output: rounds[0]?.stdout ?? '' };
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

/** Undefined where it is not installed, fails or takes longer than a minute. */
function inJustBash(workload: Workload): Taken | undefined {
  const path = peerPath('just-bash');
  if (!path) return undefined;
  const script = fileURLToPath(new URL('run-just-bash.mjs', import.meta.url));
  const { stdout, status } = spawnSync(process.execPath, [script, path], {
    input: JSON.stringify(workload),
    encoding: 'utf8',
    timeout: 60_000,
  });
  return status === 0 ? (JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Taken) : undefined;
}
