/** Running the tree: lists, compound commands, and who runs the rest. Nothing waits unless a command does. As execute_cmd.c of GNU bash. */
import type { MaybePromise } from '../../../sim/kernel/types.ts';
import { after, complain, type Shell } from '../shell.ts';
import type { CommandTree, CompoundTree, List, ListItem } from '../syntax/tree.ts';
import { catching, ensuring, failExpansion } from './failures.ts';
import { defineFunction } from './functions.ts';
import { forkShell } from './fork.ts';
import { tellDeaths } from './jobs.ts';
import { abandonIfInterrupted } from '../interrupt.ts';
import { loop } from './loops.ts';
import { runCoprocess, runInBackground, runPipeline, runSubshell } from './pipeline.ts';
import { redirect, RedirectionError, undoRedirections } from './redirect.ts';
import { runSimple } from './simple.ts';
import { checkFailure, runPendingTraps } from './traps.ts';
import { runFor, runArithmeticFor } from './for.ts';
import { runCase } from './case.ts';
import { notInSh, runTestLike } from './test-command.ts';

/** Runs commands in order; the last one's status. */
export function runList(shell: Shell, list: List, from = 0): MaybePromise<number> {
  const { items } = list;
  let status = 0;
  for (let i = from; i < items.length; i++) {
    const item = items[i];
    if (!item) continue;
    const result = runItem(shell, item);
    if (result instanceof Promise) return i + 1 < items.length ? result.then(() => runList(shell, list, i + 1)) : result;
    status = result;
  }
  return status;
}

function runItem(shell: Shell, item: ListItem): MaybePromise<number> {
  if (item.background) return runInBackground(shell, item.command, item.text);
  const result = runCommand(shell, item.command);
  return result instanceof Promise ? result.then((status) => settleItem(shell, status)) : settleItem(shell, result);
}

/** Between two commands: traps of signals that came, background jobs that died. */
function settleItem(shell: Shell, status: number): MaybePromise<number> {
  const { state } = shell;
  if (state.pendingTraps.length === 0 && (state.jobs.length === 0 || state.interactiveShell)) return status;
  return after(runPendingTraps(shell), () => after(state.interactiveShell ? undefined : tellDeaths(shell), () => status));
}

/** Runs one command; sets `$?`, runs the ERR trap, ends the shell under `set -e`. */
export function runCommand(shell: Shell, node: CommandTree): MaybePromise<number> {
  const { state } = shell;
  if (state.options.noexec && !state.interactive) return 0;
  const pause = shell.process.tick();
  if (pause) return pause.then(() => runTree(shell, node));
  return runTree(shell, node);
}

function runTree(shell: Shell, node: CommandTree): MaybePromise<number> {
  abandonIfInterrupted(shell);
  switch (node.type) {
    case 'simple':
      return finish(shell, node, runSimple(shell, node));
    case 'andOr':
      return runAndOr(shell, node, 0, 0);
    case 'pipeline':
      return node.negated ? settle(shell, runPipeline(shell, node)) : finish(shell, node, runPipeline(shell, node));
    case 'redirected':
      return runRedirected(shell, node);
    case 'function':
      return settle(shell, defineFunction(shell, node));
    case 'coproc':
      return settle(shell, runCoprocess(shell, node));
    default:
      return runCompound(shell, node);
  }
}

function settle(shell: Shell, result: MaybePromise<number>): MaybePromise<number> {
  if (result instanceof Promise) return result.then((status) => (shell.state.lastStatus = status));
  shell.state.lastStatus = result;
  return result;
}

/** Sets the status, then looks whether the failure has consequences. */
function finish(shell: Shell, node: CommandTree, result: MaybePromise<number>): MaybePromise<number> {
  if (result instanceof Promise) return result.then((status) => finish(shell, node, status));
  shell.state.lastStatus = result;
  if (result === 0 || shell.state.conditionDepth > 0) return result;
  return after(checkFailure(shell, result), () => result);
}

/** Runs something whose failure has no consequences (a condition). */
function asCondition(shell: Shell, body: () => MaybePromise<number>): MaybePromise<number> {
  shell.state.conditionDepth++;
  return ensuring(body, () => {
    shell.state.conditionDepth--;
  });
}

function runAndOr(shell: Shell, node: Extract<CommandTree, { type: 'andOr' }>, from: number, before: number): MaybePromise<number> {
  let status = before;
  for (let i = from; i < node.commands.length; i++) {
    const command = node.commands[i];
    const operator = node.operators[i - 1];
    if (!command || (operator === '&&' && status !== 0) || (operator === '||' && status === 0)) continue;
    const last = i === node.commands.length - 1;
    const result = last ? runCommand(shell, command) : asCondition(shell, () => runCommand(shell, command));
    if (result instanceof Promise) return last ? result : result.then((value) => runAndOr(shell, node, i + 1, value));
    status = result;
  }
  return status;
}

async function runRedirected(shell: Shell, node: Extract<CommandTree, { type: 'redirected' }>): Promise<number> {
  shell.state.line = node.line;
  let undo: Awaited<ReturnType<typeof redirect>>;
  try {
    undo = await redirect(shell, node.redirections);
  } catch (error) {
    if (!(error instanceof RedirectionError)) return failExpansion(shell, error);
    await complain(shell, error.text);
    const status = shell.dialect === 'sh' ? 2 : 1;
    shell.state.lastStatus = status;
    await checkFailure(shell, status);
    return status;
  }
  const sink = shell.sink;
  shell.sink = undefined;
  try {
    const result = runCommand(shell, node.command);
    return result instanceof Promise ? await result : result;
  } finally {
    shell.sink = sink;
    undoRedirections(shell, undo);
  }
}

function runCompound(shell: Shell, node: CompoundTree): MaybePromise<number> {
  switch (node.type) {
    case 'group':
      return runList(shell, node.body);
    case 'if':
      return settle(shell, runIf(shell, node, 0));
    case 'while':
      return settle(
        shell,
        loop(
          shell,
          () =>
            after(
              catching(() => asCondition(shell, () => runList(shell, node.condition)), continued),
              (status) => (status === 0) !== node.until,
            ),
          () => runList(shell, node.body),
        ),
      );
    case 'for':
      return settle(shell, runFor(shell, node));
    case 'arithmeticFor':
      return settle(shell, runArithmeticFor(shell, node));
    case 'case':
      return settle(
        shell,
        catching(
          () => runCase(shell, node),
          (error) => failExpansion(shell, error),
        ),
      );
    case 'select':
      return settle(
        shell,
        shell.process.hold(import('./select.ts')).then(({ runSelect }) => runSelect(shell, node)),
      );
    case 'subshell':
      shell.state.line = node.line;
      return finish(shell, node, runSubshell(shell, node));
    case 'test':
    case 'arithmetic':
      return finish(shell, node, shell.dialect === 'sh' ? nestedInSh(shell, node) : runTestLike(shell, node));
  }
}

/** To dash `[[` is a command's name, and `((` two subshells. */
function nestedInSh(shell: Shell, node: Extract<CompoundTree, { type: 'test' | 'arithmetic' }>): MaybePromise<number> {
  if (node.type === 'test') return notInSh(shell, '[[', node.line);
  return forkShell(shell, (child) => child.actions.runText(child, node.expression.text, { firstLine: node.line }), node.text);
}

/** `continue` in a loop's condition counts as its success. */
function continued(error: unknown): number {
  if (
    typeof error === 'object' &&
    error !== null &&
    'unwind' in error &&
    error.unwind === 'continue' &&
    'count' in error &&
    error.count === 1
  )
    return 0;
  throw error;
}

function runIf(shell: Shell, node: Extract<CompoundTree, { type: 'if' }>, from: number): MaybePromise<number> {
  for (let i = from; i < node.branches.length; i++) {
    const branch = node.branches[i];
    if (!branch) continue;
    const result = asCondition(shell, () => runList(shell, branch.condition));
    if (result instanceof Promise) return result.then((status) => (status === 0 ? runList(shell, branch.body) : runIf(shell, node, i + 1)));
    if (result === 0) return runList(shell, branch.body);
  }
  return node.otherwise ? runList(shell, node.otherwise) : 0;
}
