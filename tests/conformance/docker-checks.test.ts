/** The 326 checks against the real engine, on our machine: each with a fresh daemon that has just `ubuntu` (also tagged `debian`). The floor only rises. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type CheckMachine, createCheckMachine } from '../support/check-machine.ts';
import { humanDuration, humanSize3 } from '../../src/shell/programs/docker/toolkit/human.ts';

const FILE = fileURLToPath(new URL('../../../shared/checks/docker.jsonl', import.meta.url));
/** How many pass today. */
const FLOOR = 304;

interface Check {
  readonly id: string;
  readonly area: string;
  readonly setup?: readonly string[];
  readonly cmd: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
  readonly compare?: string;
}
interface UnitCheck {
  readonly id: string;
  readonly area: 'units';
  readonly call: string;
  readonly result: string;
}

/** What may differ: IDs, times, ages, generated names, the base image's size and label, the network's name, CR LF, runs of blanks. */
function normalized(text: string): string {
  return text
    .replace(/\b[0-9a-f]{64}\b/g, '<id>')
    .replace(/\b[0-9a-f]{12}\b/g, '<id>')
    .replace(/\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?(Z| \+0000 UTC)?/g, '<time>')
    .replace(/(Less than a second|About an? (minute|hour)|\d+ (second|minute|hour|day|week|month)s?)/g, '<age>')
    .replace(/^[a-z]+_[a-z]+$/gm, '<name>')
    .replace(/\/work\/g\//g, '<here>/')
    .replace(/\b(81\.2|120|78\.1|78\.2)MB\b/g, '<size>')
    .replace(/"Networks":"(host|bridge)"/g, '"Networks":"<network>"')
    .replace(/ ?org\.opencontainers\.image\.version[=:]24\.04/g, '')
    .replaceAll('\r\n', '\n')
    .replace(/[ \t]+/g, ' ');
}

const asSet = (text: string): string => text.split('\n').sort().join('\n');

const UNITS: Readonly<Record<string, (text: string) => string>> = {
  humanSize3: (text) => humanSize3(Number(text)),
  humanDuration: (text) => humanDuration(Number(text.replace('s', '')) * 1e6),
};

async function passes(machine: CheckMachine, check: Check | UnitCheck): Promise<string | undefined> {
  if ('call' in check) {
    const [, name = '', argument = ''] = /^(\w+)\((.*)\)$/.exec(check.call) ?? [];
    const result = UNITS[name]?.(argument);
    return result === check.result ? undefined : `${check.id} ${check.call}: ${result}`;
  }
  const shell = machine.fresh();
  for (const line of check.setup ?? []) await shell.run(line);
  const { stdout, stderr, status } = await shell.run(check.cmd);
  const arrange = check.compare ? asSet : (text: string) => text;
  const right =
    normalized(arrange(stdout)) === normalized(arrange(check.stdout)) &&
    normalized(stderr) === normalized(check.stderr) &&
    status === check.exit;
  return right
    ? undefined
    : `${check.id} $ ${check.cmd}\n  is ${JSON.stringify([stdout, stderr, status])}\n  should be ${JSON.stringify([check.stdout, check.stderr, check.exit])}`;
}

test.skipIf(!existsSync(FILE))(
  'the recorded checks',
  async () => {
    const checks = readFileSync(FILE, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Check | UnitCheck);
    const machine = await createCheckMachine();
    const wrong: string[] = [];
    for (const check of checks) {
      const difference = await passes(machine, check);
      if (difference !== undefined) wrong.push(difference);
    }
    const report = process.env['DOCKER_CHECKS_REPORT'];
    if (report !== undefined) writeFileSync(report, `${wrong.join('\n')}\n`);
    expect(checks.length - wrong.length).toBeGreaterThanOrEqual(FLOOR);
  },
  120_000,
);
