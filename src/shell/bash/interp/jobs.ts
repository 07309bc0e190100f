/** Jobs: process groups, the terminal's foreground, waiting, and what is said about it. As jobs.c of GNU bash. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import type { MaybePromise, Signal, SpawnOptions, Terminal, WaitResult, WaitStatus } from '../../../sim/kernel/types.ts';
import { describeSignal, signalNumber } from '../../formats/signals.ts';
import { messagePrefix, type Shell, writeError } from '../shell.ts';
import type { Job } from '../state.ts';
import { getValue } from '../variables.ts';
import { jobState, describeJob } from './describe-jobs.ts';

/** A job that is being started: what its processes are spawned with. */
export interface Launch {
  readonly foreground: boolean;
  readonly pids: number[];
  /** Of a job that is continued: it keeps its number. */
  number: number | undefined;
  group: number | undefined;
  text: ByteString;
  /** For the next process: a new group for the first, the same for the others. */
  readonly options: SpawnOptions;
  started(pid: number, text: ByteString): void;
}

/** Whether this shell's jobs have groups of their own (`set -m`). What it forks has the option, but not the jobs. */
export const controlsJobs = ({ state }: Shell): boolean => state.options.monitor && !state.monitorAside;

const SHELL_IGNORES: readonly Signal[] = ['INT', 'QUIT', 'TERM', 'TSTP', 'TTIN', 'TTOU'];

/** The terminal's descriptor, for a shell with job control. */
export function terminalDescriptor(shell: Shell): number | undefined {
  for (const fd of [255, 0, 2]) if (shell.process.isOpen(fd) && shell.process.terminal(fd)) return fd;
  return undefined;
}

const terminalOf = (shell: Shell): Terminal | undefined => {
  const fd = terminalDescriptor(shell);
  return fd === undefined ? undefined : shell.process.terminal(fd);
};

export function startJob(shell: Shell, foreground: boolean): Launch {
  const { interactive, traps } = shell.state;
  const monitor = controlsJobs(shell);
  const reset: SpawnOptions = interactive ? { defaultSignals: SHELL_IGNORES.filter((signal) => traps.get(signal) !== '') } : {};
  const launch: Launch = {
    foreground,
    pids: [],
    number: undefined,
    group: undefined,
    text: '',
    get options(): SpawnOptions {
      if (!monitor) return reset;
      const fd = foreground && this.group === undefined ? terminalDescriptor(shell) : undefined;
      const grouped: SpawnOptions = { ...reset, group: this.group ?? 'new' };
      return fd === undefined ? grouped : { ...grouped, foregroundOn: fd };
    },
    started(pid, text) {
      this.pids.push(pid);
      if (monitor) this.group ??= pid;
      if (text !== '') this.text = this.text === '' ? text : `${this.text} | ${text}`;
    },
  };
  return launch;
}

/** Waits for one process; a signal's trap does not cut it short. */
export async function waitForProcess(shell: Shell, pid: number): Promise<WaitResult | undefined> {
  for (;;) {
    try {
      const result = shell.process.wait({ pid }, { untraced: controlsJobs(shell) });
      return result instanceof Promise ? await result : result;
    } catch (error) {
      if (error instanceof FsError && error.errno === 'EINTR') continue;
      if (error instanceof FsError && error.errno === 'ECHILD') return undefined;
      throw error;
    }
  }
}

export function exitStatus(status: WaitStatus): number {
  if ('exited' in status) return status.exited;
  if ('signaled' in status) return 128 + signalNumber(status.signaled);
  if ('stopped' in status) return 128 + signalNumber(status.stopped);
  return 0;
}

/** Waits for a foreground job; tells what killed it; keeps it as a job when it was stopped. */
export async function waitForJob(shell: Shell, launch: Launch): Promise<number> {
  const statuses: number[] = [];
  let stopped: Signal | undefined;
  let killed: { readonly pid: number; readonly signal: Signal; readonly core: boolean } | undefined;
  for (const pid of launch.pids) {
    const result = await waitForProcess(shell, pid);
    if (!result) {
      statuses.push(shell.state.finished.get(pid) ?? 127);
      continue;
    }
    statuses.push(exitStatus(result.status));
    if ('stopped' in result.status) {
      stopped = result.status.stopped;
      break;
    }
    if ('signaled' in result.status) killed = { pid, signal: result.status.signaled, core: result.status.core ?? false };
  }
  reclaimTerminal(shell);
  if (stopped) return keepStopped(shell, launch, stopped);
  if (killed && killed.pid === launch.pids.at(-1)) await sayKilled(shell, killed, launch.text);
  shell.state.pipeStatus = statuses;
  const last = statuses.at(-1) ?? 0;
  return shell.state.options.pipefail ? (statuses.findLast((status) => status !== 0) ?? 0) : last;
}

/** The terminal is the shell's again. */
function reclaimTerminal(shell: Shell): void {
  if (!controlsJobs(shell)) return;
  const terminal = terminalOf(shell);
  if (terminal && terminal.foregroundGroup !== shell.process.group) terminal.setForegroundGroup(shell.process.group);
}

async function sayKilled(
  shell: Shell,
  killed: { readonly pid: number; readonly signal: Signal; readonly core: boolean },
  text: ByteString,
): Promise<void> {
  if (killed.signal === 'PIPE' || !shell.process.isOpen(2)) return;
  if (killed.signal === 'INT') {
    if (shell.state.interactive) shell.state.interrupted = true;
    return;
  }
  const words = `${describeSignal(killed.signal)}${killed.core ? ' (core dumped)' : ''}`;
  if (shell.state.interactive && controlsJobs(shell)) await shell.process.write(2, `${words}\n`);
  else if (shell.dialect === 'sh') await shell.process.write(2, `${words}\n`);
  else await shell.process.write(2, `${messagePrefix(shell)}${String(killed.pid).padStart(5)} ${words.padEnd(23)} ${text}\n`);
}

function keepStopped(shell: Shell, launch: Launch, signal: Signal): MaybePromise<number> {
  const job = addJob(shell, launch, true);
  for (const process of job.processes) {
    process.state = 'stopped';
    process.signal = signal;
  }
  job.notified = true;
  const status = 128 + signalNumber(signal);
  shell.state.pipeStatus = [status];
  const written = shell.process.write(2, `\n${describeJob(shell, job)}\n`);
  return written instanceof Promise ? written.then(() => status) : status;
}

/** Puts a job into the table, as the current one. */
export function addJob(shell: Shell, launch: Launch, foreground = false): Job {
  const { state } = shell;
  const number = launch.number ?? state.jobs.reduce((highest, job) => Math.max(highest, job.number), 0) + 1;
  const job: Job = {
    number,
    group: launch.group ?? launch.pids[0] ?? 0,
    processes: launch.pids.map((pid) => ({ pid, state: 'running', status: 0, signal: undefined })),
    text: launch.text,
    cwd: getValue(shell, 'PWD') ?? '',
    notified: false,
    foreground,
    hangUp: true,
  };
  state.jobs = [...state.jobs, job].sort((one, other) => one.number - other.number);
  makeCurrent(shell, number);
  return job;
}

export function makeCurrent(shell: Shell, number: number): void {
  const { state } = shell;
  state.jobOrder = [...state.jobOrder.filter((other) => other !== number), number];
}

export function removeJob(shell: Shell, job: Job): void {
  const { state } = shell;
  state.jobs = state.jobs.filter((other) => other !== job);
  state.jobOrder = state.jobOrder.filter((number) => number !== job.number);
}

/** Takes note of every child that has changed, without waiting. */
export function reapJobs(shell: Shell): void {
  for (;;) {
    let result: MaybePromise<WaitResult | undefined>;
    try {
      result = shell.process.wait('any', { noHang: true, untraced: true, continued: true });
    } catch (error) {
      if (error instanceof FsError) return;
      throw error;
    }
    if (!result || result instanceof Promise) return;
    noteChange(shell, result);
  }
}

export function noteChange(shell: Shell, result: WaitResult): void {
  const { state } = shell;
  const process = state.jobs.flatMap((job) => job.processes).find(({ pid }) => pid === result.pid);
  const status = exitStatus(result.status);
  if (!('stopped' in result.status) && !('continued' in result.status)) state.finished.set(result.pid, status);
  if (!process) return;
  if ('stopped' in result.status) {
    const known = process.state === 'stopped';
    process.state = 'stopped';
    process.signal = result.status.stopped;
    const job = state.jobs.find((candidate) => candidate.processes.includes(process));
    if (job && !known) job.notified = false;
  } else if ('continued' in result.status) process.state = 'running';
  else {
    process.state = 'done';
    process.status = status;
    process.signal = 'signaled' in result.status ? result.status.signaled : undefined;
  }
}

/** Says what has become of background jobs since the last time: before a prompt. Ended jobs leave the table. */
export async function notifyJobs(shell: Shell): Promise<void> {
  reapJobs(shell);
  for (const job of [...shell.state.jobs]) {
    const state = jobState(job);
    if (state === 'running' || (job.notified && state !== 'done')) continue;
    const last = job.processes.at(-1);
    if (shell.state.interactive && !(last?.signal === 'INT' && state === 'done'))
      await shell.process.write(2, `${state === 'stopped' ? '\n' : ''}${describeJob(shell, job)}\n`);
    job.notified = true;
    if (state === 'done') removeJob(shell, job);
  }
}

/** A script is told, after a command, of background jobs that a signal has ended; SIGINT, SIGPIPE and SIGTERM are no news. */
export async function tellDeaths(shell: Shell): Promise<void> {
  reapJobs(shell);
  for (const job of [...shell.state.jobs]) {
    const last = job.processes.at(-1);
    if (jobState(job) !== 'done' || job.notified || last === undefined) continue;
    job.notified = true;
    const signal = last.signal as Signal | undefined;
    if (signal === undefined || signal === 'INT' || signal === 'PIPE' || signal === 'TERM') continue;
    await writeError(shell, `${messagePrefix(shell)}${String(last.pid).padStart(5)} ${describeSignal(signal).padEnd(23)} ${job.text}\n`);
  }
}

/** Continues a job in the foreground and waits for it. */
export async function foregroundJob(shell: Shell, job: Job): Promise<number> {
  const terminal = terminalOf(shell);
  terminal?.setForegroundGroup(job.group);
  continueJob(shell, job);
  const launch = startJob(shell, true);
  launch.group = job.group;
  launch.text = job.text;
  for (const process of job.processes) if (process.state !== 'done') launch.pids.push(process.pid);
  launch.number = job.number;
  removeJob(shell, job);
  return waitForJob(shell, launch);
}

export function continueJob(shell: Shell, job: Job): void {
  for (const process of job.processes) if (process.state === 'stopped') process.state = 'running';
  try {
    if (controlsJobs(shell)) shell.process.kill(-job.group, 'CONT');
    else for (const { pid } of job.processes) shell.process.kill(pid, 'CONT');
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
  }
}
