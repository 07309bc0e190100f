/** Subshells: a copy of the state in a process of its own. */
import type { MaybePromise, Process, Signal, SpawnOptions } from '../../../sim/kernel/types.ts';
import { SIGNALS } from '../../formats/signals.ts';
import { isUnwind, type Shell } from '../shell.ts';
import { copyState, releaseState, type ShellState } from '../state.ts';
import { runExitTrap } from './traps.ts';
import { startJob, waitForJob } from './jobs.ts';

export type Body = (child: Shell) => MaybePromise<number>;

/** Starts a subshell; its PID. */
export function spawnSubshell(shell: Shell, run: Body, options: SpawnOptions = {}): number {
  const state = copyState(shell.state);
  return shell.process.fork((process) => subshellMain(process, shell, state, run), options);
}

/** Runs a body in a subshell and waits for it. */
export async function forkShell(shell: Shell, run: Body, text = ''): Promise<number> {
  const job = startJob(shell, true);
  const pid = spawnSubshell(shell, run, job.options);
  job.started(pid, text);
  return waitForJob(shell, job);
}

async function subshellMain(process: Process, parent: Shell, state: ShellState, run: Body): Promise<number> {
  const shell: Shell = { ...parent, process, state, sink: undefined };
  resetSignals(parent, process);
  try {
    return (await runToExit(shell, run)) & 255;
  } finally {
    releaseState(state);
  }
}

/** Trapped signals act as at the start again; what the interactive shell shrugs off does not concern its children. */
function resetSignals(parent: Shell, process: Process): void {
  for (const signal of SIGNALS) {
    const command = parent.state.traps.get(signal);
    if (command !== undefined && command !== '') process.on(signal, 'default');
    else if (command === undefined && parent.state.traps.has('EXIT') && !parent.state.ignoredAtStart.has(signal)) restore(process, signal);
    else if (parent.state.interactive && command !== '') process.on(signal, 'default');
  }
}

/** What only the parent's EXIT trap made it catch. */
function restore(process: Process, signal: Signal): void {
  if (typeof process.disposition(signal) === 'object') process.on(signal, 'default');
}

/** Runs to the end of the shell: unwinding ends here, then the EXIT trap. */
export async function runToExit(shell: Shell, run: Body): Promise<number> {
  let status: number;
  try {
    const result = run(shell);
    status = result instanceof Promise ? await result : result;
  } catch (error) {
    if (!isUnwind(error)) throw error;
    status = 'status' in error ? error.status : 0;
  }
  return runExitTrap(shell, status);
}
