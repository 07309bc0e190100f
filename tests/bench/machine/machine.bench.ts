/** What docker's commands take on a whole machine, whether that depends on the number of files, and what ten containers weigh. */
import { expect, test } from 'vitest';
import { buildChild } from '../child.ts';
import { report } from '../report.ts';

interface OnImage {
  /** Milliseconds of the processor. */
  readonly start: number;
  readonly diff: number;
  readonly commit: number;
}

interface Printed {
  readonly small: OnImage;
  readonly large: OnImage;
  readonly commands: Readonly<Record<string, number>>;
  readonly megabytes: number;
}

/** What the real engine 28.5.2 took on an idle machine, in milliseconds, and the share of it that is aimed at. */
const aims: Readonly<Record<string, number>> = {
  images: 120 * 0.02,
  'ps -lq': 120 * 0.02,
  history: 120 * 0.02,
  inspect: 120 * 0.02,
  'run --rm ubuntu true': 536 * 0.02,
  exec: 232 * 0.02,
};

test('docker', async () => {
  const run = await buildChild<Printed>('machine/run-docker');
  const { small, large, commands, megabytes } = run();
  for (const [name, what] of [
    ['start', 'start of 20 containers, one write each'],
    ['diff', 'docker diff after 200 changes'],
    ['commit', 'docker commit after 200 changes'],
  ] as const) {
    const peer = { name: '3,400 files', value: small[name] };
    report({ name: `${what}, 34,000 files`, value: large[name], unit: 'ms', peer, most: 1.5 });
  }
  for (const [name, value] of Object.entries(commands)) {
    const aim = aims[name];
    report({ name: `docker ${name}`, value, unit: 'ms', ...(aim !== undefined && { aim }) });
  }
  report({ name: 'heap with ten containers, backing stores included', value: megabytes, unit: 'MB', most: 60 });
  expect(megabytes).toBeGreaterThan(0);
});
