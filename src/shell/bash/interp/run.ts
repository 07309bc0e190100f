/** Running the tree: lists, compound commands, and who runs the rest. Nothing waits unless a command does. As execute_cmd.c of GNU bash. */
import type { MaybePromise } from '../../../sim/kernel/types.ts';
import { evaluateSource, expandPattern, expandText, expandWords } from '../expand/word.ts';
import { matches } from '../expand/pattern.ts';
import { after, complain, type Shell } from '../shell.ts';
import type { ArithmeticSource, CommandTree, CompoundTree, List, ListItem, Word } from '../syntax/tree.ts';
import { findVariable, setValue, writable } from '../variables.ts';
import { catching, ensuring, failExpansion } from './failures.ts';
import { defineFunction } from './functions.ts';
import { loop } from './loops.ts';
import { runCoprocess, runInBackground, runPipeline, runSubshell } from './pipeline.ts';
import { redirect, RedirectionError, undoRedirections } from './redirect.ts';
import { runSelect } from './select.ts';
import { runSimple } from './simple.ts';
import { evaluateTestTree } from './test.ts';
import { checkFailure, runPendingTraps, runTrap } from './traps.ts';

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
  if (shell.state.pendingTraps.length === 0) return result;
  return after(result, (status) => after(runPendingTraps(shell), () => status));
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
export function asCondition(shell: Shell, body: () => MaybePromise<number>): MaybePromise<number> {
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
    shell.state.lastStatus = 1;
    await checkFailure(shell, 1);
    return 1;
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
      return settle(shell, runSelect(shell, node));
    case 'subshell':
      return finish(shell, node, runSubshell(shell, node));
    case 'test':
    case 'arithmetic':
      return finish(shell, node, shell.dialect === 'sh' && node.type === 'test' ? notInSh(shell, '[[') : runTestLike(shell, node));
  }
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

function runFor(shell: Shell, node: Extract<CompoundTree, { type: 'for' }>): MaybePromise<number> {
  shell.state.line = node.line;
  if (!/^[A-Za-z_]\w*$/.test(node.name)) return after(complain(shell, `\`${node.name}': not a valid identifier`), () => 1);
  return catching(
    () =>
      after(node.words ? expandWords(shell, node.words as Word[]) : shell.state.positional, (items) => {
        let at = 0;
        return loop(
          shell,
          () => {
            if (at >= items.length) return false;
            shell.state.line = node.line;
            const item = items[at++] ?? '';
            if (!retarget(shell, node.name, item)) setValue(shell, node.name, item);
            const traced = shell.state.options.xtrace ? traceText(shell, forHead(node)) : undefined;
            if (traced instanceof Promise) return traced.then(() => true);
            if (!shell.state.traps.has('DEBUG')) return true;
            if (shell.state.inTrap === 0) shell.state.currentCommand = node;
            return after(runTrap(shell, 'DEBUG'), () => true);
          },
          () => runList(shell, node.body),
        );
      }),
    (error) => failExpansion(shell, error),
  );
}

const forHead = (node: Extract<CompoundTree, { type: 'for' }>): string =>
  `for ${node.name} in ${(node.words ?? []).map(({ text }) => text).join(' ') || '"$@"'}`;

/** A loop over a reference makes it refer to one name after the other. */
function retarget(shell: Shell, name: string, target: string): boolean {
  if (!findVariable(shell, name)?.nameref) return false;
  writable(shell, name).value = target;
  return true;
}

function runArithmeticFor(shell: Shell, node: Extract<CompoundTree, { type: 'arithmeticFor' }>): MaybePromise<number> {
  const run = (source: ArithmeticSource): MaybePromise<boolean> => {
    shell.state.line = node.line;
    if (source.text.trim() === '') return true;
    const traced = shell.state.options.xtrace ? traceText(shell, `(( ${source.text.trim()} ))`) : undefined;
    return after(traced, () => after(evaluateSource(shell, source, '((: '), (value) => Number(value) !== 0));
  };
  return catching(
    () =>
      after(run(node.initialize), () =>
        loop(
          shell,
          () => run(node.test),
          () => runList(shell, node.body),
          () => run(node.update),
        ),
      ),
    (error) =>
      catching<number>(
        () => failExpansion(shell, error),
        (unwound) => arithmeticFailed(unwound),
      ),
  );
}

/** A wrong expression fails the command and no more. */
function arithmeticFailed(unwound: unknown): number {
  if (typeof unwound === 'object' && unwound !== null && 'unwind' in unwound && unwound.unwind === 'abandon') return 1;
  throw unwound;
}

/** dash knows neither `[[` nor `((`. */
function notInSh(shell: Shell, name: string): MaybePromise<number> {
  return after(complain(shell, `${name}: not found`), () => 127);
}

function runTestLike(shell: Shell, node: Extract<CompoundTree, { type: 'test' | 'arithmetic' }>): MaybePromise<number> {
  shell.state.line = node.line;
  const { state } = shell;
  const run = (): MaybePromise<number> => {
    if (node.type === 'arithmetic')
      return after(evaluateSource(shell, node.expression, '((: '), (value) => (value === 0 || value === 0n ? 1 : 0));
    return after(evaluateTestTree(shell, node.expression), (value) => (typeof value === 'number' ? value : value ? 0 : 1));
  };
  const traced = state.options.xtrace && node.type === 'arithmetic' ? traceText(shell, `(( ${node.expression.text} ))`) : undefined;
  const debugged = state.traps.has('DEBUG') ? after(traced, () => debug(shell, node)) : traced;
  return after(debugged, () =>
    catching(run, (error) =>
      catching<number>(
        () => failExpansion(shell, error),
        (unwound) => arithmeticFailed(unwound),
      ),
    ),
  );
}

function debug(shell: Shell, node: CommandTree): MaybePromise<unknown> {
  if (shell.state.inTrap === 0) shell.state.currentCommand = node;
  return runTrap(shell, 'DEBUG');
}

/** Set by the trace module at creation: printing `+ …`. */
function traceText(shell: Shell, text: string): MaybePromise<void> {
  return shell.actions.trace(shell, text);
}

function runCase(shell: Shell, node: Extract<CompoundTree, { type: 'case' }>): MaybePromise<number> {
  shell.state.line = node.line;
  return after(expandText(shell, node.word), (text) => {
    const traced = shell.state.options.xtrace ? traceText(shell, `case ${node.word.text} in`) : undefined;
    return after(traced, () => tryItems(shell, node, text, 0, false));
  });
}

function tryItems(
  shell: Shell,
  node: Extract<CompoundTree, { type: 'case' }>,
  text: string,
  from: number,
  falls: boolean,
): MaybePromise<number> {
  for (let i = from; i < node.items.length; i++) {
    const item = node.items[i];
    if (!item) continue;
    const hit = falls || matchAny(shell, text, item.patterns, 0);
    const go = (matched: boolean): MaybePromise<number> | undefined => {
      if (!matched) return undefined;
      const result = runList(shell, item.body);
      if (item.terminator === ';;' || i === node.items.length - 1) return result;
      return after(result, (status) => {
        const rest = tryItems(shell, node, text, i + 1, item.terminator === ';&');
        return after(rest, (later) => (later === -1 ? status : later));
      });
    };
    if (hit instanceof Promise) return hit.then((matched) => go(matched) ?? tryItems(shell, node, text, i + 1, false));
    const result = go(hit);
    if (result !== undefined) return result;
  }
  return 0;
}

function matchAny(shell: Shell, text: string, patterns: readonly Word[], from: number): MaybePromise<boolean> {
  for (let i = from; i < patterns.length; i++) {
    const word = patterns[i];
    if (!word) continue;
    const pattern = expandPattern(shell, word);
    if (pattern instanceof Promise)
      return pattern.then((expanded) => matches(shell, text, expanded) || matchAny(shell, text, patterns, i + 1));
    if (matches(shell, text, pattern)) return true;
  }
  return false;
}
