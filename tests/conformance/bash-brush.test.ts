/** The brush shell's 2,301 cases against our bash; how many pass may only grow. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { differences, keyOf, readSuite, runCase } from './brush-suite.ts';

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
const excluded = read('./bash-brush-excluded.json') as Readonly<Record<string, string>>;
const floor = read('./bash-brush-floor.json') as { readonly passed: number };
const suite = readSuite();

if (!suite) console.warn('bash-brush: the suite (../shared/suites) is not at hand; skipped');

test.skipIf(!suite)(
  'at least as many cases pass as ever, and none that is left out',
  async () => {
    const failed: Record<string, unknown> = {};
    let passed = 0;
    let counted = 0;
    const surprising: string[] = [];
    for (const given of suite ?? []) {
      const run = await Promise.race([runCase(given), stuck(given)]);
      const differing = differences(given, run);
      if (keyOf(given) in excluded) {
        if (differing.length === 0) surprising.push(keyOf(given));
        continue;
      }
      counted++;
      if (differing.length === 0) passed++;
      else
        failed[keyOf(given)] = {
          differing,
          args: given.args,
          code: given.code,
          files: given.files,
          want: { stdout: given.stdout, stderr: given.stderr, status: given.status },
          got: run,
        };
    }
    if (process.env['BRUSH_REPORT']) writeFileSync(process.env['BRUSH_REPORT'], JSON.stringify(failed, null, 1));
    console.info(`bash-brush: ${passed} of ${counted} pass (${Object.keys(excluded).length} left out)`);
    expect(surprising, 'cases that pass though they are left out').toEqual([]);
    expect(passed).toBeGreaterThanOrEqual(floor.passed);
  },
  600_000,
);

async function stuck(given: { readonly name: string }): Promise<{ stdout: string; stderr: string; status: number }> {
  await new Promise((resolve) => setTimeout(resolve, 3000).unref());
  return { stdout: '', stderr: `stuck: ${given.name}`, status: -2 };
}
