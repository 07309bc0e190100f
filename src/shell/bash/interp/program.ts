/** Running a program file, and waiting for it. Errors and statuses as execute_disk_command of GNU bash. */
import { type ByteString, fromBytes } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import type { Signal } from '../../../sim/kernel/types.ts';
import { complain, type Shell } from '../shell.ts';
import { exportedEnvironment } from '../variables.ts';
import { forkShell } from './fork.ts';
import { startJob, waitForJob } from './jobs.ts';
import { findProgram } from './lookup.ts';

export interface ProgramOptions {
  /** The process becomes the program. */
  readonly replace?: boolean;
  readonly path?: ByteString;
  /** argv[0] (`exec -a`). */
  readonly name?: ByteString;
  readonly environment?: ReadonlyMap<ByteString, ByteString>;
}

/** Signals that an interactive shell ignores and its children must not. */
const SHELL_IGNORES: readonly Signal[] = ['INT', 'QUIT', 'TERM', 'TSTP', 'TTIN', 'TTOU'];

/** Runs words as a program; its status, or 126, 127 after a word on why not. */
export async function runProgram(shell: Shell, words: readonly ByteString[], options: ProgramOptions = {}): Promise<number> {
  const [name = ''] = words;
  const path = findProgram(shell, name, options.path);
  if (path === undefined) return notFound(shell, words);
  const environment = options.environment ?? withUnderscore(exportedEnvironment(shell), path);
  const argv = options.name === undefined ? words : [options.name, ...words.slice(1)];
  try {
    if (options.replace) {
      for (const signal of SHELL_IGNORES) if (shell.process.disposition(signal) !== 'ignore') shell.process.on(signal, 'default');
      return await shell.process.exec(path, argv, environment);
    }
    const job = startJob(shell, true);
    const pid = shell.process.spawn(path, argv, { environment, ...job.options });
    job.started(pid, words.join(' '));
    return await waitForJob(shell, job);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    return explain(shell, error, path, argv, options);
  }
}

function withUnderscore(environment: Map<ByteString, ByteString>, path: ByteString): Map<ByteString, ByteString> {
  environment.set('_', path);
  return environment;
}

async function notFound(shell: Shell, words: readonly ByteString[]): Promise<number> {
  const handler = shell.state.functions.get('command_not_found_handle');
  if (handler && shell.dialect === 'bash') {
    return forkShell(shell, (child) => child.actions.runWords(child, ['command_not_found_handle', ...words]));
  }
  const [name = ''] = words;
  if (shell.dialect === 'sh') await complain(shell, name === '' ? ': Permission denied' : `${name}: not found`);
  else await complain(shell, `${name}: command not found`);
  return 127;
}

async function explain(
  shell: Shell,
  error: FsError,
  path: ByteString,
  argv: readonly ByteString[],
  options: ProgramOptions,
): Promise<number> {
  if (error.errno === 'ENOEXEC') return runTextFile(shell, path, argv, options);
  if (shell.dialect === 'sh') {
    await complain(shell, error.errno === 'ENOENT' ? `${path}: not found` : `${path}: ${error.text}`);
    return error.errno === 'ENOENT' ? 127 : 126;
  }
  if (error.errno === 'ENOENT' && existsFile(shell, path)) {
    await complain(shell, `${path}: cannot execute: required file not found`);
    return 127;
  }
  const directory = isDirectory(shell, path);
  await complain(shell, `${path}: ${directory ? 'Is a directory' : error.text}`);
  return error.errno === 'ENOENT' ? 127 : 126;
}

function existsFile(shell: Shell, path: ByteString): boolean {
  try {
    return shell.process.fs.stat(path).type === 'file';
  } catch {
    return false;
  }
}

export function isDirectory(shell: Shell, path: ByteString): boolean {
  try {
    return shell.process.fs.stat(path).type === 'directory';
  } catch {
    return false;
  }
}

/** A file that is no program: the shell reads it itself, unless it is plainly binary. */
async function runTextFile(shell: Shell, path: ByteString, argv: readonly ByteString[], options: ProgramOptions): Promise<number> {
  const bytes = shell.process.fs.readFile(path);
  const first = fromBytes(bytes.subarray(0, 80)).split('\n')[0] ?? '';
  if (first.includes('\0')) {
    await complain(shell, `${path}: cannot execute binary file: Exec format error`);
    return 126;
  }
  const run = (child: Shell): Promise<number> => child.actions.runScriptFile(child, path, argv.slice(1));
  return options.replace ? run(shell) : forkShell(shell, run);
}
