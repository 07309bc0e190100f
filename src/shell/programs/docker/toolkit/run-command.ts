/** Runs one docker command: its flags parsed, its arguments counted, its help and its errors printed in one place. As docker/cli cmd/docker/docker.go. */
import { EngineError } from '../../../../sim/engine/engine-error.ts';
import type { ByteString } from '../../../../sim/fs/bytes.ts';
import { FsError } from '../../../../sim/fs/errno.ts';
import { signalNumber } from '../../../../sim/kernel/signal-table.ts';
import type { Process, Signal } from '../../../../sim/kernel/types.ts';
import { connectEngine, type CommandContext, type GlobalOptions } from './command-context.ts';
import { canonicalPath, usageLine } from './command-path.ts';
import type { Command } from './define-command.ts';
import { goError } from './go-error.ts';
import { FlagError, parseFlags } from './pflag.ts';
import { StatusError } from './status-error.ts';

/** The program for a command line whose first words are `path`, a path of this command: nothing of the other commands is needed. */
export function runDirectly(command: Command, path: string, process: Process): Promise<number> {
  const words = process.argv.slice(1 + path.split(' ').length);
  return interruptible(process, () => runCommand(command, canonicalPath(command, path), words, process, NO_GLOBAL_OPTIONS));
}

const NO_GLOBAL_OPTIONS: GlobalOptions = { host: '', context: '', debug: false };

/** An interrupted docker ends by itself with a status, as the real one: its shell sees no death by signal. */
export async function interruptible(process: Process, work: () => Promise<number>): Promise<number> {
  const caught: Signal[] = [];
  for (const signal of ['INT', 'TERM'] as const) {
    if (process.disposition(signal) === 'ignore') continue;
    process.on(signal, { handle: (given) => caught.push(given) === MOST_SIGNALS && void forceExit(process), restart: false });
  }
  try {
    return await work();
  } catch (error) {
    if (error instanceof FsError && error.errno === 'EINTR') return 128 + signalNumber(caught.at(-1) ?? 'INT');
    throw error;
  }
}

const MOST_SIGNALS = 3;

/** As forceExitAfter3TerminationSignals of cmd/docker. */
async function forceExit(process: Process): Promise<void> {
  try {
    await process.write(2, '\ngot 3 SIGTERM/SIGINTs, forcefully exiting\n');
    process.exit(1);
  } catch {
    // It has ended: what the program itself is at unwinds at its next call.
  }
}

export async function runCommand(
  command: Command,
  path: string,
  words: readonly ByteString[],
  process: Process,
  global: GlobalOptions,
): Promise<number> {
  const usage = (hint: string): string =>
    `\n\nUsage:  ${usageLine(command, path)}\n\n${hint} 'docker ${command.title ?? path} --help' for more information`;
  try {
    const { values, changed, operands, help, notices } = parseFlags(command.flags, words, command.interspersed);
    await say(process, 1, notices.map((line) => `${line}\n`).join(''));
    if (help) return await showHelp(command, path, process);
    const complaint = command.arguments.complaint(operands.length);
    if (complaint !== undefined) {
      const title = command.title ?? path;
      // The plugin says so itself of what it was given.
      const prefix = title.startsWith('buildx ') ? 'ERROR: ' : '';
      throw new StatusError(`${prefix}docker: 'docker ${title}' ${complaint}${usage(command.arguments.hint)}`);
    }
    const context: CommandContext = {
      path,
      arguments: operands,
      flags: values,
      changed,
      process,
      global,
      out: (text) => process.write(1, text),
      err: (text) => process.write(2, text),
      engine: (request = 'Get /info') => connectEngine(process, global, request),
    };
    return (await command.run(context)) ?? 0;
  } catch (error) {
    return explain(process, error, error instanceof FlagError ? usage('Run') : '');
  }
}

/** Its code comes when it is asked for: `docker run` is not kept waiting. */
export async function showHelp(command: Command, path: string, process: Process): Promise<number> {
  const [{ commandHelp }, texts] = await process.hold(Promise.all([import('./help.ts'), command.texts?.()]));
  return say(process, 1, commandHelp(command, path, columnsOf(process), texts));
}

/** Prints what went wrong; the exit status. Passes what is not ours (ProcessExit). */
export async function explain(process: Process, error: unknown, usage: string): Promise<number> {
  if (error instanceof FlagError) return fail(process, error.message + usage, 125);
  if (error instanceof StatusError) return error.message === '' ? error.status : fail(process, error.message, error.status);
  if (error instanceof EngineError) return fail(process, `Error response from daemon: ${error.message}`);
  if (error instanceof FsError && error.errno !== 'EINTR') return fail(process, goError(error));
  throw error;
}

export async function fail(process: Process, text: ByteString, status = 1): Promise<number> {
  await process.write(2, `${text}\n`);
  return status;
}

export async function say(process: Process, fd: number, text: ByteString): Promise<0> {
  if (text !== '') await process.write(fd, text);
  return 0;
}

/** Help is wrapped to the terminal of standard input, else to 80 columns. */
export const columnsOf = (process: Process): number => (process.isOpen(0) ? process.terminal(0)?.size.columns : undefined) ?? 80;
