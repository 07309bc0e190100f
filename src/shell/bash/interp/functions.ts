/** Shell functions: defining and calling them. As execute_function of GNU bash. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import type { MaybePromise } from '../../../sim/kernel/types.ts';
import { after, complain, isUnwind, type Shell } from '../shell.ts';
import { newScope, type Scope, type ShellFunction } from '../state.ts';
import type { CommandTree } from '../syntax/tree.ts';
import { getValue } from '../variables.ts';
import { catching, ensuring } from './failures.ts';
import { runDebugTrap, runTrap } from './traps.ts';

export function defineFunction(shell: Shell, node: Extract<CommandTree, { type: 'function' }>): MaybePromise<number> {
  const { state } = shell;
  state.line = node.line;
  const known = state.functions.get(node.name);
  if (known?.readonly) return after(complain(shell, `${node.name}: readonly function`), () => 1);
  if (/[$`'"]/.test(node.name)) return after(complain(shell, `\`${node.name}': not a valid identifier`), () => 1);
  const source = state.frames.at(-1)?.sourceName ?? state.script ?? (state.commandString === undefined ? 'main' : 'environment');
  state.functions.set(node.name, {
    name: node.name,
    tree: node.definition,
    sourceName: source,
    exported: known?.exported ?? false,
    trace: known?.trace ?? false,
    readonly: false,
  });
  return 0;
}

/** Real bash runs out of stack somewhere beyond. */
const DEPTH_LIMIT = 10_000;
/** So many calls deep the native stack begins anew. */
const FRESH_STACK = 50;

/** Calls a function with its own positional parameters and locals. */
export function callFunction(shell: Shell, definition: ShellFunction, words: readonly ByteString[]): MaybePromise<number> {
  const { state } = shell;
  const limit = Number(getValue(shell, 'FUNCNEST') ?? 0);
  if (limit > 0 && state.frames.length >= limit) {
    return after(complain(shell, `${definition.name}: maximum function nesting level exceeded (${limit})`), () => {
      throw { unwind: 'abandon', status: 1 };
    });
  }
  if (state.frames.length >= DEPTH_LIMIT) shell.process.kill(shell.process.pid, 'SEGV');
  const depth = state.frames.length + 1;
  return depth % FRESH_STACK === 0
    ? Promise.resolve().then(() => enterFunction(shell, definition, words))
    : enterFunction(shell, definition, words);
}

function enterFunction(shell: Shell, definition: ShellFunction, words: readonly ByteString[]): MaybePromise<number> {
  const { state } = shell;
  const { positional, loopDepth } = state;
  const scope = newScope();
  state.frames.push({
    kind: 'function',
    name: definition.name,
    sourceName: definition.sourceName,
    callLine: state.line,
    ...(state.shopts.extdebug ? { words: words.slice(1) } : {}),
  });
  state.scopes.push(scope);
  state.positional = words.slice(1);
  state.loopDepth = 0;
  const giveTrapsBack = definition.trace || state.options.functrace ? undefined : setTrapsAside(shell);
  return ensuring(
    () => runBody(shell, definition),
    () => {
      state.frames.pop();
      leaveScope(shell, scope);
      state.positional = positional;
      state.loopDepth = loopDepth;
      giveTrapsBack?.();
    },
  );
}

function runBody(shell: Shell, definition: ShellFunction): MaybePromise<number> {
  const { traps } = shell.state;
  const enter = (): MaybePromise<unknown> => (traps.has('DEBUG') ? runDebugTrap(shell) : undefined);
  return after(
    catching(
      () => after(enter(), () => shell.actions.runCommand(shell, definition.tree.body())),
      (error) => {
        if (isUnwind(error) && error.unwind === 'return') return error.status;
        throw error;
      },
    ),
    (status) => (traps.has('RETURN') ? after(runTrap(shell, 'RETURN'), () => status) : status),
  );
}

/** DEBUG and RETURN traps do not hold in a function that is not traced; those that it sets itself stay. */
function setTrapsAside(shell: Shell): (() => void) | undefined {
  const { traps } = shell.state;
  const debug = traps.get('DEBUG');
  const returns = traps.get('RETURN');
  if (debug === undefined && returns === undefined) return undefined;
  traps.delete('DEBUG');
  traps.delete('RETURN');
  return () => {
    if (debug !== undefined && !traps.has('DEBUG')) traps.set('DEBUG', debug);
    if (returns !== undefined && !traps.has('RETURN')) traps.set('RETURN', returns);
  };
}

function leaveScope(shell: Shell, scope: Scope): void {
  const { state } = shell;
  for (let popped = state.scopes.pop(); popped; popped = state.scopes.pop()) {
    popped.holders.count--;
    const ownIndex = popped.variables.has('OPTIND');
    if (popped.savedOptions) state.options = popped.savedOptions;
    if (ownIndex) state.getopts = { index: Math.max(1, Number(getValue(shell, 'OPTIND')) || 1), position: 0 };
    if (popped === scope) return;
  }
}
