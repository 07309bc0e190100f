/** The 326 checks against the real engine, on our machine: each with a fresh daemon that has just `ubuntu` (also tagged `debian`). The floor only rises. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { humanDuration, humanSize3 } from '../../src/shell/programs/docker/toolkit/human.ts';
import { differenceOf, differences, type RecordedAnswer, readJsonLines } from '../support/docker-answers.ts';

const FILE = fileURLToPath(new URL('../../../shared/checks/docker.jsonl', import.meta.url));
/** How many pass today. */
const FLOOR = 317;

interface UnitCheck {
  readonly id: string;
  readonly area: 'units';
  readonly call: string;
  readonly result: string;
}

const UNITS: Readonly<Record<string, (text: string) => string>> = {
  humanSize3: (text) => humanSize3(Number(text)),
  humanDuration: (text) => humanDuration(Number(text.replace('s', '')) * 1e6),
};

function unitDifference({ id, call, result: wanted }: UnitCheck): string | undefined {
  const [, name = '', argument = ''] = /^(\w+)\((.*)\)$/.exec(call) ?? [];
  const result = UNITS[name]?.(argument);
  return result === wanted ? undefined : `${id} ${call}: ${result}`;
}

test.skipIf(!existsSync(FILE))(
  'the recorded checks',
  async () => {
    const checks = readJsonLines<RecordedAnswer | UnitCheck>(FILE);
    const wrong = await differences(checks, 'DOCKER_CHECKS_REPORT', async (machine, check) =>
      'call' in check ? unitDifference(check) : differenceOf(machine, check),
    );
    expect(checks.length - wrong.length, wrong.join('\n')).toBeGreaterThanOrEqual(FLOOR);
  },
  120_000,
);
