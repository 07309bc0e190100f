/** Simple commands: assignments, expansion, redirections, then function, builtin or program. As execute_simple_command of GNU bash. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import type { MaybePromise } from '../../../sim/kernel/types.ts';
import { type Builtin, createCall, isSpecialBuiltin } from '../define-builtin.ts';
import { expandText, expandWord, expandWords } from '../expand/word.ts';
import { subscriptOf } from '../expand/parameter.ts';
import { after, complain, ExpansionError, type RunWordsOptions, type Shell } from '../shell.ts';
import { newScope, newVariable } from '../state.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import type { Argument, AssignmentNode, SimpleCommand, Word } from '../syntax/tree.ts';
import { findVariable } from '../variables.ts';
import { assign } from './assign.ts';
import { catching, ensuring, failExpansion } from './failures.ts';
import { callFunction } from './functions.ts';
import { abandonIfInterrupted } from '../interrupt.ts';
import { STANDARD_PATH } from './lookup.ts';
import { runProgram } from './program.ts';
import { keepRedirections, redirect, RedirectionError, type Undo, undoRedirections } from './redirect.ts';
import { traceCommand } from './trace.ts';
import { runDebugTrap } from './traps.ts';
import { closeSubstitutions } from './substitution.ts';

/** What a command's words became. */
interface Expanded {
  readonly words: ByteString[];
  readonly arrays: ReadonlyMap<number, AssignmentNode>;
}

const NO_ARRAYS: ReadonlyMap<number, AssignmentNode> = new Map();

/** `replace`: the process has nothing else to do, so a program may take its place. */
export function runSimple(shell: Shell, node: SimpleCommand, replace = false): MaybePromise<number> {
  const { state } = shell;
  state.line = node.line;
  abandonIfInterrupted(shell);
  if (state.traps.size > 0 && state.traps.has('DEBUG')) {
    if (state.inTrap === 0) state.currentCommand = node;
    return after(runDebugTrap(shell), (goOn) => (goOn ? expandAndRun(shell, node, replace) : 0));
  }
  return expandAndRun(shell, node, replace);
}

function expandAndRun(shell: Shell, node: SimpleCommand, replace: boolean): MaybePromise<number> {
  try {
    const result = proceed(shell, node, replace);
    return result instanceof Promise ? result.catch((error: unknown) => failExpansion(shell, error)) : result;
  } catch (error) {
    return failExpansion(shell, error);
  }
}

function proceed(shell: Shell, node: SimpleCommand, replace: boolean): MaybePromise<number> {
  const { state } = shell;
  if (state.inTrap === 0) state.currentCommand = node;
  const substitutions = state.substitutionDescriptors.length;
  state.substituted = undefined;
  if (node.words.length === 0) return runAssignments(shell, node);
  const expanded = expandArguments(shell, node.words);
  const run = (ready: Expanded): MaybePromise<number> => {
    if (ready.words.length === 0) return runAssignments(shell, node);
    const traced = state.options.xtrace && node.assignments.length === 0 ? traceCommand(shell, ready.words, ready.arrays) : undefined;
    const result =
      traced instanceof Promise ? traced.then(() => runExpanded(shell, node, ready, replace)) : runExpanded(shell, node, ready, replace);
    if (state.substitutionDescriptors.length === substitutions) return result;
    return ensuring(
      () => result,
      () => closeSubstitutions(shell, substitutions),
    );
  };
  return expanded instanceof Promise ? expanded.then(run) : run(expanded);
}

/** Words and, of declaring builtins, assignments. */
function expandArguments(shell: Shell, words: readonly Argument[]): MaybePromise<Expanded> {
  for (const word of words) if ('kind' in word) return expandDeclaration(shell, words);
  const out = expandWords(shell, words as readonly Word[]);
  return out instanceof Promise ? out.then((ready) => ({ words: ready, arrays: NO_ARRAYS })) : { words: out, arrays: NO_ARRAYS };
}

async function expandDeclaration(shell: Shell, words: readonly Argument[]): Promise<Expanded> {
  const out: ByteString[] = [];
  const arrays = new Map<number, AssignmentNode>();
  for (const word of words) {
    if (!('kind' in word)) {
      const done = expandWord(shell, word, out);
      if (done instanceof Promise) await done;
      continue;
    }
    if ('elements' in word.value) {
      arrays.set(out.length - 1, word);
      out.push(`${word.name}${word.append ? '+' : ''}=${word.text.slice(word.text.indexOf('=') + 1)}`);
      continue;
    }
    const subscript =
      word.index?.kind === 'one'
        ? `[${await subscriptOf(shell, word.name, word.index)}]`
        : word.index
          ? `[${word.index.star ? '*' : '@'}]`
          : '';
    out.push(`${word.name}${subscript}${word.append ? '+' : ''}=${await expandText(shell, word.value)}`);
  }
  return { words: out, arrays };
}

/** A command of assignments and redirections alone. */
function runAssignments(shell: Shell, node: SimpleCommand): MaybePromise<number> {
  const { state } = shell;
  state.lastArgument = '';
  if (node.redirections.length > 0) return assignRedirected(shell, node);
  for (let i = 0; i < node.assignments.length; i++) {
    const assignment = node.assignments[i];
    if (!assignment) continue;
    const done = assign(shell, assignment);
    if (done instanceof Promise || state.options.xtrace) return assignLater(shell, node, i, done);
  }
  const status = state.substituted ?? 0;
  state.pipeStatus = [status];
  return status;
}

async function assignLater(shell: Shell, node: SimpleCommand, from: number, first?: MaybePromise<ByteString>): Promise<number> {
  for (let i = from; i < node.assignments.length; i++) {
    const assignment = node.assignments[i];
    if (!assignment) continue;
    const text = await (i === from && first !== undefined ? first : assign(shell, assignment));
    if (shell.state.options.xtrace) await shell.actions.trace(shell, text);
  }
  const status = shell.state.substituted ?? 0;
  shell.state.pipeStatus = [status];
  return status;
}

async function assignRedirected(shell: Shell, node: SimpleCommand): Promise<number> {
  try {
    const undo = await redirect(shell, node.redirections);
    undoRedirections(shell, undo);
  } catch (error) {
    if (!(error instanceof RedirectionError)) throw error;
    await complain(shell, error.text);
    return 1;
  }
  return assignLater(shell, node, 0);
}

function runExpanded(shell: Shell, node: SimpleCommand, expanded: Expanded, replace: boolean): MaybePromise<number> {
  const { words } = expanded;
  const [name = ''] = words;
  const { state } = shell;
  const definition = state.functions.size > 0 ? state.functions.get(name) : undefined;
  const builtin = definition ? undefined : findBuiltin(shell, name);
  if (node.redirections.length === 0 && node.assignments.length === 0) return dispatch(shell, expanded, definition, builtin, replace);
  return runPrepared(shell, node, expanded, definition, builtin, replace);
}

/** Second names that dash does not know. */
const NOT_IN_SH: ReadonlySet<string> = new Set(['source', 'declare', 'typeset', 'readarray']);

export function findBuiltin(shell: Shell, name: ByteString): Builtin | undefined {
  const builtin = shell.builtins.get(name);
  return builtin && (shell.dialect === 'bash' || (builtin.inSh && !NOT_IN_SH.has(name))) && !shell.state.disabledBuiltins.has(name)
    ? builtin
    : undefined;
}

function dispatch(
  shell: Shell,
  expanded: Expanded,
  definition: Parameters<typeof callFunction>[1] | undefined,
  builtin: Builtin | undefined,
  replace: boolean,
): MaybePromise<number> {
  const { words } = expanded;
  const { state } = shell;
  const argument = words[words.length - 1] ?? '';
  let result: MaybePromise<number>;
  if (definition) result = callFunction(shell, definition, words);
  else if (builtin) result = runBuiltin(shell, builtin, expanded);
  else result = runProgram(shell, words, { replace });
  if (result instanceof Promise) {
    return result.then((status) => {
      state.lastArgument = argument;
      if (!definition) state.pipeStatus = [status];
      return status;
    });
  }
  state.lastArgument = argument;
  if (!definition) state.pipeStatus = [result];
  return result;
}

function runBuiltin(shell: Shell, builtin: Builtin, expanded: Expanded): MaybePromise<number> {
  const [name = '', ...rest] = expanded.words;
  const call = createCall(shell, builtin, name, rest, expanded.arrays);
  return catching(
    () => builtin.run(call),
    (error) => {
      if (error instanceof FsError && error.errno === 'EINTR') abandonIfInterrupted(shell);
      if (error instanceof FsError && error.path === undefined) {
        return after(call.complain(`write error: ${error.text}`), () => 1);
      }
      if (error instanceof FsError) return after(call.complain(`${error.path}: ${error.text}`), () => 1);
      if (error instanceof ExpansionError && error.text.endsWith(': readonly variable'))
        return after(call.complainPlain(error.text), () => 1);
      throw error;
    },
  );
}

/** With redirections or assignments of its own. */
async function runPrepared(
  shell: Shell,
  node: SimpleCommand,
  expanded: Expanded,
  definition: Parameters<typeof callFunction>[1] | undefined,
  builtin: Builtin | undefined,
  replace: boolean,
): Promise<number> {
  const { state } = shell;
  const special = builtin !== undefined && isSpecialBuiltin(expanded.words[0] ?? '');
  let undo: Undo = [];
  try {
    if (node.redirections.length > 0) undo = await redirect(shell, node.redirections);
  } catch (error) {
    if (error instanceof ExpansionError && !definition && !builtin) {
      await complain(shell, error.text);
      return 1;
    }
    if (!(error instanceof RedirectionError)) throw error;
    await complain(shell, error.text);
    const status = shell.dialect === 'sh' ? 2 : 1;
    state.pipeStatus = [status];
    if (special && (state.options.posix || shell.dialect === 'sh') && !state.interactive) throw { unwind: 'exit', status };
    return status;
  }
  const keepsAssignments = special && (state.options.posix || shell.dialect === 'sh');
  const sink = shell.sink;
  if (undo.length > 0) shell.sink = undefined;
  const scopeCount = state.scopes.length;
  try {
    if (node.assignments.length > 0) await assignTemporarily(shell, node, keepsAssignments);
    if (state.options.xtrace && node.assignments.length > 0)
      await traceCommand(shell, assignedWords(shell, expanded.words), expanded.arrays);
    const result = dispatch(shell, expanded, definition, builtin, replace);
    const status = result instanceof Promise ? await result : result;
    if (expanded.words[0] === 'exec' && expanded.words.length === 1) keepRedirections(shell, undo);
    return status;
  } finally {
    shell.sink = sink;
    if (state.scopes.length > scopeCount) {
      const index = state.scopes.findIndex((scope, i) => i >= scopeCount && scope.temporary);
      if (index >= 0) state.scopes.splice(index, 1);
    }
    undoRedirections(shell, undo);
  }
}

async function assignTemporarily(shell: Shell, node: SimpleCommand, keep: boolean): Promise<void> {
  const { state } = shell;
  const scope = newScope(true);
  // each sees those before it
  if (!keep) state.scopes.push(scope);
  for (const assignment of node.assignments) {
    if (keep) {
      await assign(shell, assignment);
      continue;
    }
    if ('elements' in assignment.value || assignment.index) continue;
    const text = await expandText(shell, assignment.value);
    const known = findVariable(shell, assignment.name);
    if (known?.readonly) {
      await complain(shell, `${assignment.name}: readonly variable`);
      continue;
    }
    const variable = newVariable(assignment.append ? (known?.value ?? '') + text : text);
    variable.exported = true;
    if (known?.integer) variable.value = String(shell.actions.evaluate(shell, variable.value ?? ''));
    scope.variables.set(assignment.name, variable);
    if (state.options.xtrace && shell.dialect === 'bash') await shell.actions.trace(shell, `${assignment.name}=${text}`);
  }
}

/** dash shows a command's own assignments before it, on its line. */
function assignedWords({ dialect, state }: Shell, words: readonly ByteString[]): readonly ByteString[] {
  const scope = state.scopes.at(-1);
  if (dialect === 'bash' || !scope?.temporary) return words;
  return [...[...scope.variables].map(([name, { value }]) => `${name}=${value ?? ''}`), ...words];
}

/** Runs a command by its words: for `command`, `builtin`, and whoever has words and no tree. */
export function runWords(shell: Shell, words: readonly ByteString[], options: RunWordsOptions = {}): MaybePromise<number> {
  const [name = ''] = words;
  const definition = options.skipFunctions ? undefined : shell.state.functions.get(name);
  const builtin = definition ? undefined : findBuiltin(shell, name);
  if (!definition && !builtin && options.onlyBuiltins) return after(complain(shell, `builtin: ${name}: not a shell builtin`), () => 1);
  if (!definition && !builtin) return runProgram(shell, words, options.standardPath ? { path: STANDARD_PATH } : {});
  return dispatch(shell, { words: [...words], arrays: NO_ARRAYS }, definition, builtin, false);
}
