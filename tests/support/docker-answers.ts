/** Docker command lines with what a real Docker 28.5.2 answered, and how our machine's answers are compared with them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { type CheckMachine, createCheckMachine } from './check-machine.ts';

/** `setup` and `cmd` are lines for bash on a daemon that has just `ubuntu:latest` (also tagged `debian:latest`). */
export interface RecordedAnswer {
  readonly id: string;
  readonly area: string;
  readonly setup?: readonly string[];
  readonly cmd: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
  /** The lines of stdout in any order. */
  readonly compare?: string;
}

export function readJsonLines<Row>(file: string): Row[] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
}

/** What may differ: IDs, times, ages, generated names, the base image's size and label, the network's name, CR LF, runs of blanks. */
export function normalized(text: string): string {
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

/** Undefined when our answer is the real one; else both, to be read. */
export async function differenceOf(machine: CheckMachine, check: RecordedAnswer): Promise<string | undefined> {
  const shell = machine.fresh();
  for (const line of check.setup ?? []) await shell.run(line);
  const { stdout, stderr, status } = await shell.run(check.cmd);
  const arrange = check.compare ? asSet : (text: string) => text;
  const right =
    normalized(arrange(stdout)) === normalized(arrange(check.stdout)) &&
    normalized(stderr) === normalized(check.stderr) &&
    status === check.exit;
  if (right) return undefined;
  const before = (check.setup ?? []).map((line) => `${line} ;; `).join('');
  const shown = (answer: readonly unknown[]): string => JSON.stringify(answer);
  return `${check.id} $ ${before}${check.cmd}\n  is ${shown([stdout, stderr, status])}\n  should be ${shown([check.stdout, check.stderr, check.exit])}`;
}

/** The differences of all; written to the file that `variable` of the environment names, when it names one. */
export async function differences<Row>(
  rows: readonly Row[],
  variable: string,
  compare: (machine: CheckMachine, row: Row) => Promise<string | undefined>,
): Promise<readonly string[]> {
  const machine = await createCheckMachine();
  const wrong: string[] = [];
  for (const row of rows) {
    const difference = await compare(machine, row);
    if (difference !== undefined) wrong.push(difference);
  }
  const report = process.env[variable];
  if (report !== undefined) writeFileSync(report, `${wrong.join('\n')}\n`);
  return wrong;
}
