/** `drydock run`: one command on a fresh machine with this process's own streams; without one an interactive shell. */
import type { Machine } from '../sim/machine.ts';
import { describe } from './batch.ts';
import { machineFactory } from './machine-factory.ts';
import { loadMachine, readLocal, saveMachine } from './machine-file.ts';
import { type MachineOptions, parseCommandLine } from './options.ts';
import { runCase } from './run-case.ts';

export async function run(words: readonly string[], publicFolder: string): Promise<number> {
  const { options, operands } = parseCommandLine(words);
  const machine = await machineFactory(options, publicFolder, await loadMachine(options.load)).make();
  let faulty = false;
  machine.kernel.onEvent((event) => {
    if (event.type !== 'fault') return;
    faulty = true;
    process.stderr.write(`drydock: fault: ${event.message}\n${event.stack}\n`);
  });
  const status = await runCommand(machine, options, operands);
  if (options.save !== undefined) await saveMachine(machine, options.save);
  machine.kernel.halt();
  return faulty ? 70 : status;
}

async function runCommand(machine: Machine, options: MachineOptions, argv: readonly string[]): Promise<number> {
  const interactive = argv.length === 0;
  const onTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  const files = await Promise.all(options.files.map(async ({ path, local }) => ({ path, contents: await readLocal(local) })));
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
