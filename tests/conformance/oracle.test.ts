/**
 * Plays the scenarios that were recorded from a real Docker 28.5.2 and counts the steps that are equal. The recordings stand beside the
 * project, not in it: without them this is skipped. oracle-left.json holds the floor of each scenario, which only rises, and why a step
 * can never be equal.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { type MachineFactory, machineFactory } from '../../src/cli/machine-factory.ts';
import { parseCommandLine } from '../../src/cli/options.ts';
import { playScenario } from '../../src/cli/play.ts';
import { asRead } from '../../src/cli/transcript.ts';

interface Compared {
  readonly equal: number;
  readonly of: number;
  readonly differ: readonly { readonly line: string; readonly shown: string; readonly ours?: string }[];
}

const oracle = fileURLToPath(new URL('../../../shared/oracle/', import.meta.url));
const publicFolder = fileURLToPath(new URL('../../public', import.meta.url));
const expected = Object.entries(
  JSON.parse(readFileSync(new URL('oracle-left.json', import.meta.url), 'utf8')) as Record<
    string,
    { readonly floor: number; readonly left: Readonly<Record<string, string>> }
  >,
);

describe.runIf(existsSync(oracle))('recorded scenarios', () => {
  let factory: MachineFactory;
  beforeAll(() => {
    const { options } = parseCommandLine(['--pulled', 'ubuntu', '--tag', 'debian:latest=ubuntu:latest']);
    factory = machineFactory({ ...options, stands: true }, publicFolder);
  });

  test.each(expected)('%s', { timeout: 60_000 }, async (number, { floor, left }) => {
    const compared = await compare(factory, number);
    const differing = compared.differ.map(({ line }) => line);
    expect(
      Object.keys(left).filter((line) => !differing.includes(line)),
      'are equal now',
    ).toEqual([]);
    const rest = compared.differ.filter(({ line }) => !(line in left));
    expect(compared.equal, `of ${compared.of}; without a reason differ:\n${rest.map(told).join('\n')}`).toBeGreaterThanOrEqual(floor);
  });
});

const told = ({ line, shown, ours = '(never reached)' }: Compared['differ'][number]): string =>
  `≠ ${line}\n  real ${shown}\n  ours ${ours}`;

async function compare(factory: MachineFactory, number: string): Promise<Compared> {
  const name = readdirSync(join(oracle, 'scenarios')).find((each) => each.startsWith(`${number}-`)) ?? '';
  const scenario = join(oracle, 'scenarios', name);
  const { events } = await playScenario(factory, readFileSync(scenario, 'utf8'));
  const ours = join(mkdtempSync(join(tmpdir(), 'drydock-')), 'ours.txt');
  writeFileSync(ours, `${asRead(events.map(({ text }) => text).join(''))}\n`);
  const recorded = join(oracle, 'recordings', name.replace('.scenario', '.txt'));
  return JSON.parse(execFileSync(join(oracle, 'compare'), [scenario, recorded, ours, '--json'], { encoding: 'utf8' })) as Compared;
}
