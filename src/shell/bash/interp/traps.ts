/** Traps: EXIT, ERR, DEBUG, RETURN and signals; and what a failure brings about. As trap.c of GNU bash. */
import type { MaybePromise, Signal } from '../../../sim/kernel/types.ts';
import { signalNumber } from '../../formats/signals.ts';
import { after, isUnwind, type Shell, type Unwind } from '../shell.ts';
import { catching, ensuring } from './failures.ts';

/** Runs the trap of that name, if there is one; `$?` is kept. */
export function runTrap(shell: Shell, name: string): MaybePromise<void> {
  const { state } = shell;
  const command = state.traps.get(name);
  if (command === undefined || command === '') return;
  if (name === 'DEBUG' || name === 'ERR' || name === 'RETURN') {
    if (state.inTrap > 0) return;
  }
  const saved = {
    status: state.lastStatus,
    pipe: state.pipeStatus,
    line: state.line,
    argument: state.lastArgument,
    command: state.currentCommand,
  };
  state.inTrap++;
  state.traceDepth++;
  return ensuring(
    () =>
      after(
        shell.actions.runText(shell, command, { firstLine: name === 'EXIT' ? 1 : state.line || 1, label: `${name} trap` }),
        (status) => {
          state.trapStatus = status;
        },
      ),
    () => {
      state.inTrap--;
      state.traceDepth--;
      state.lastStatus = saved.status;
      state.pipeStatus = saved.pipe;
      state.line = saved.line;
      state.lastArgument = saved.argument;
      state.currentCommand = saved.command;
    },
  );
}

/** The DEBUG trap before a command. Under extdebug its status decides: 1 skips the command, 2 leaves the function too. */
export function runDebugTrap(shell: Shell): MaybePromise<boolean> {
  const { state } = shell;
  if (!state.shopts.extdebug) return after(runTrap(shell, 'DEBUG'), () => true);
  if (state.inTrap > 0) return true;
  state.trapStatus = 0;
  return after(runTrap(shell, 'DEBUG'), () => {
    if (state.trapStatus === 2 && state.frames.length > 0) throw { unwind: 'return', status: state.lastStatus } satisfies Unwind;
    return state.trapStatus === 0;
  });
}

/** After a command has failed outside of conditions: the ERR trap, then `set -e`. */
export function checkFailure(shell: Shell, status: number): MaybePromise<void> {
  const { state } = shell;
  if (state.conditionDepth > 0) return;
  const trapped = state.traps.has('ERR') && (state.options.errtrace || !inFunction(shell)) ? runTrap(shell, 'ERR') : undefined;
  return after(trapped, () => {
    if (state.options.errexit) throw { unwind: 'exit', status } satisfies Unwind;
  });
}

const inFunction = (shell: Shell): boolean => shell.state.frames.some(({ kind }) => kind === 'function');

/** Runs the traps of signals that came meanwhile. */
export async function runPendingTraps(shell: Shell): Promise<void> {
  const { state } = shell;
  for (let name = state.pendingTraps.shift(); name !== undefined; name = state.pendingTraps.shift()) {
    if (!state.traps.has(name) && state.traps.has('EXIT')) await dieOf(shell, name as Signal);
    const done = runTrap(shell, name);
    if (done instanceof Promise) await done;
  }
}

/** A signal that ends the shell lets it run its EXIT trap first. */
async function dieOf(shell: Shell, signal: Signal): Promise<never> {
  const { process } = shell;
  const status = await runExitTrap(shell, 128 + signalNumber(signal));
  process.on(signal, 'default');
  process.kill(process.pid, signal);
  throw { unwind: 'exit', status } satisfies Unwind;
}

/** Signals whose default would end the shell before its EXIT trap. */
const DEADLY: readonly Signal[] = ['HUP', 'INT', 'TERM', 'USR1', 'USR2', 'ALRM', 'QUIT', 'PIPE'];

/** With an EXIT trap, signals that end the shell are caught, so that it runs. */
export function guardExitTrap(shell: Shell): void {
  const { state, process } = shell;
  if (state.interactive) return;
  for (const signal of DEADLY) {
    if (state.traps.has(signal) || state.ignoredAtStart.has(signal) || signal === 'QUIT' || signal === 'PIPE') continue;
    if (!state.traps.has('EXIT')) process.on(signal, 'default');
    else process.on(signal, { handle: () => state.pendingTraps.push(signal), restart: false });
  }
}

/** The EXIT trap, once; its own exit status wins when it calls exit. */
export function runExitTrap(shell: Shell, status: number): MaybePromise<number> {
  const { state } = shell;
  const command = state.traps.get('EXIT');
  if (command === undefined || command === '') return status;
  state.lastStatus = status;
  state.loopDepth = 0;
  const run = (): MaybePromise<number> => after(runTrapOnce(shell), () => status);
  return catching(run, (error) => {
    if (isUnwind(error) && error.unwind === 'exit') return error.status;
    if (isUnwind(error)) return status;
    throw error;
  });
}

function runTrapOnce(shell: Shell): MaybePromise<void> {
  const command = shell.state.traps.get('EXIT') ?? '';
  shell.state.traps.delete('EXIT');
  shell.state.inTrap++;
  return after(shell.actions.runText(shell, command, { firstLine: 1, label: 'exit trap' }), () => undefined);
}

/** Tells the kernel what to do with a signal, as the trap table says. */
export function installSignal(shell: Shell, signal: Signal): void {
  const { state, process } = shell;
  const command = state.traps.get(signal);
  if (command === '') process.on(signal, 'ignore');
  else if (command === undefined) process.on(signal, defaultDisposition(shell, signal));
  else process.on(signal, { handle: () => state.pendingTraps.push(signal), restart: false });
}

/** An interactive shell shrugs off what would end it. */
function defaultDisposition(shell: Shell, signal: Signal): Parameters<Shell['process']['on']>[1] {
  const { state } = shell;
  if (!state.interactive && state.traps.has('EXIT') && DEADLY.includes(signal))
    return { handle: () => state.pendingTraps.push(signal), restart: false };
  if (!shell.state.interactive) return 'default';
  if (signal === 'TERM' || signal === 'QUIT' || signal === 'TSTP' || signal === 'TTIN' || signal === 'TTOU') return 'ignore';
  if (signal === 'INT') return { handle: () => interrupt(shell), restart: false };
  return 'default';
}

function interrupt(shell: Shell): void {
  shell.state.interrupted = true;
}

/** What an interactive shell does with signals from its start. */
export function installInteractiveSignals(shell: Shell): void {
  for (const signal of ['INT', 'TERM', 'QUIT', 'TSTP', 'TTIN', 'TTOU'] as const) installSignal(shell, signal);
}
