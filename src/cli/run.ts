/** `drydock run`: one command on a fresh machine with this process's own streams; without one an interactive shell. */
import { readFile, writeFile } from 'node:fs/promises';
import { packMachine, unpackMachine } from '../sim/machine/archive.ts';
import { Saver } from '../sim/machine/saver.ts';
import type { Machine } from '../sim/machine.ts';
import { Journal } from '../sim/store/journal.ts';
import { memoryStore } from '../sim/store/memory-store.ts';
import { describe } from './batch.ts';
import { machineFactory } from './machine-factory.ts';
import { type MachineOptions, parseCommandLine } from './options.ts';
import { runCase } from './run-case.ts';

export async function run(words: readonly string[], publicFolder: string): Promise<number> {
  const { options, operands } = parseCommandLine(words);
  const records = options.load === undefined ? undefined : unpackMachine(new Uint8Array(await readFile(options.load)));
  const machine = await machineFactory(options, publicFolder, records).make();
  let faulty = false;
  machine.kernel.onEvent((event) => {
    if (event.type !== 'fault') return;
    faulty = true;
    process.stderr.write(`drydock: fault: ${event.message}\n${event.stack}\n`);
  });
  const status = await runCommand(machine, options, operands);
  if (options.save !== undefined) await saveTo(machine, options.save);
  machine.kernel.halt();
  return faulty ? 70 : status;
}

async function runCommand(machine: Machine, options: MachineOptions, argv: readonly string[]): Promise<number> {
  const interactive = argv.length === 0;
  const onTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  const files = await Promise.all(
    options.files.map(async ({ path, local }) => ({ path, contents: new Uint8Array(await readFile(local)) })),
  );
  const size = onTerminal ? { columns: process.stdout.columns, rows: process.stdout.rows } : undefined;
  if (size) process.stdin.setRawMode(true);
  try {
    return await runCase(
      machine,
      {
        argv: interactive ? ['bash'] : argv,
        extra: options.environment,
        cwd: options.cwd,
        user: options.user,
        files,
        terminal: size,
        image: options.image,
      },
      {
        stdin: process.stdin,
        stdout: (bytes) => void process.stdout.write(bytes),
        stderr: (bytes) => void process.stderr.write(bytes),
      },
    );
  } catch (error) {
    process.stderr.write(`drydock: ${describe(error)}\n`);
    return 70;
  } finally {
    if (size) process.stdin.setRawMode(false);
    process.stdin.destroy();
  }
}

/** The machine as the page would export it. */
async function saveTo(machine: Machine, file: string): Promise<void> {
  const store = memoryStore();
  await new Saver({ ...machine, screens: new Map(), places: () => ({}) }, new Journal(store, undefined), {
    ...machine.saved,
    trees: new Map(),
    engine: undefined,
    contents: new Set(),
    logLengths: new Map(),
  }).save(true);
  await writeFile(file, packMachine(await store.readAll(), machine.kernel.clock.now()));
}
