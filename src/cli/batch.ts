/** `drydock batch`: a case a line on stdin, an answer a line on stdout, every case on a machine of its own. */
import { createInterface } from 'node:readline';
import { fromBytes, toBytes, utf8 } from '../sim/fs/bytes.ts';
import type { Machine } from '../sim/machine.ts';
import { type MachineFactory, machineFactory } from './machine-factory.ts';
import { loadMachine } from './machine-file.ts';
import { CommandLineError, type MachineOptions, parseCommandLine } from './options.ts';
import { type Case, runCase } from './run-case.ts';

export async function batch(words: readonly string[], publicFolder: string): Promise<number> {
  const { options } = parseCommandLine(words);
  if (options.save !== undefined) throw new CommandLineError('--save goes with run and play: each case has a machine of its own');
  const factory = machineFactory(options, publicFolder, await loadMachine(options.load));
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    const answer = await answerLine(factory, options, line);
    if (!process.stdout.write(`${JSON.stringify(answer)}\n`)) await new Promise((resolve) => process.stdout.once('drain', resolve));
  }
  return 0;
}

interface Answer {
  readonly id: unknown;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly status?: number;
  readonly ms?: number;
  readonly timedOut?: true;
  readonly error?: string;
  readonly fault?: string;
}

/** One line of input to one answer; never throws. */
export async function answerLine(factory: MachineFactory, options: MachineOptions, line: string): Promise<Answer> {
  let id: unknown = null;
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null && 'id' in value) id = value.id;
    return { id, ...(await answerCase(factory, options, readCase(value, options), stdinOf(value))) };
  } catch (error) {
    if (error instanceof NoCase || error instanceof SyntaxError) return { id: null, error: error.message };
    return { id, stdout: '', stderr: '', status: 70, ms: 0, fault: describe(error) };
  }
}

class NoCase extends Error {}

async function answerCase(factory: MachineFactory, options: MachineOptions, given: Case, stdin: Uint8Array): Promise<Omit<Answer, 'id'>> {
  const machine = await factory.make();
  const faults: string[] = [];
  machine.kernel.onEvent((event) => event.type === 'fault' && faults.push(`${event.message}\n${event.stack}`));
  let [stdout, stderr] = ['', ''];
  const begun = performance.now();
  const running = runCase(machine, given, {
    stdin: [stdin],
    stdout: (bytes) => (stdout += fromBytes(bytes)),
    stderr: (bytes) => (stderr += fromBytes(bytes)),
  });
  const status = await withLimit(running, options.limitMs, machine);
  const ms = Math.round((performance.now() - begun) * 100) / 100;
  machine.kernel.halt();
  return {
    ...{ stdout, stderr, status: status ?? 124, ms },
    ...(status === undefined ? { timedOut: true as const } : {}),
    ...(faults.length > 0 ? { fault: faults.join('\n'), status: 70 } : {}),
  };
}

/** Undefined when the time was up; the machine is halted then. */
async function withLimit(running: Promise<number>, limitMs: number, machine: Machine): Promise<number | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      machine.kernel.halt();
      resolve(undefined);
    }, limitMs);
  });
  running.catch(() => undefined);
  try {
    return await Promise.race([running, limit]);
  } finally {
    clearTimeout(timer);
  }
}

function stdinOf(value: unknown): Uint8Array {
  return typeof value === 'object' && value !== null && 'stdin' in value && typeof value.stdin === 'string'
    ? toBytes(utf8(value.stdin))
    : new Uint8Array(0);
}

function readCase(value: unknown, options: MachineOptions): Case {
  if (typeof value !== 'object' || value === null) throw new NoCase('a case is an object with argv');
  const { argv, env, cwd, user, files, tty } = value as Record<'argv' | 'env' | 'cwd' | 'user' | 'files' | 'tty', unknown>;
  if (!Array.isArray(argv) || argv.length === 0 || !argv.every((word) => typeof word === 'string'))
    throw new NoCase('argv is a list of words');
  return {
    argv: argv as string[],
    environment: isTexts(env) ? env : undefined,
    extra: options.environment,
    cwd: typeof cwd === 'string' ? cwd : options.cwd,
    user: typeof user === 'string' || typeof user === 'number' ? String(user) : options.user,
    files: Array.isArray(files) ? files.map(readFile) : [],
    terminal: isSize(tty) ? { columns: tty.columns, rows: tty.rows } : undefined,
    image: options.image,
  };
}

const isTexts = (value: unknown): value is Readonly<Record<string, string>> =>
  typeof value === 'object' && value !== null && Object.values(value).every((text) => typeof text === 'string');

const isSize = (value: unknown): value is { columns: number; rows: number } =>
  typeof value === 'object' &&
  value !== null &&
  'columns' in value &&
  typeof value.columns === 'number' &&
  'rows' in value &&
  typeof value.rows === 'number';

function readFile(value: unknown): { path: string; contents: Uint8Array; executable: boolean } {
  const { path, contents = '', executable } = (value ?? {}) as Record<'path' | 'contents' | 'executable', unknown>;
  if (typeof path !== 'string' || typeof contents !== 'string') throw new NoCase('a file has path and contents');
  return { path, contents: toBytes(utf8(contents)), executable: executable === true };
}

export function describe(error: unknown): string {
  return error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error);
}
