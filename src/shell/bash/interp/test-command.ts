/** `[[ … ]]` and `(( … ))` as commands. As execute_cond_command and execute_arith_command of GNU bash. */
import type { MaybePromise } from '../../../sim/kernel/types.ts';
import { evaluateSource } from '../expand/word.ts';
import { after, complain, type Shell } from '../shell.ts';
import type { CommandTree, CompoundTree } from '../syntax/tree.ts';
import { catching, failExpansion } from './failures.ts';
import { evaluateTestTree } from './test.ts';
import { runTrap } from './traps.ts';

/** A wrong expression fails the command and no more. */
export function arithmeticFailed(unwound: unknown): number {
  if (typeof unwound === 'object' && unwound !== null && 'unwind' in unwound && unwound.unwind === 'abandon') return 1;
  throw unwound;
}

/** dash knows neither `[[` nor `((`. */
export function notInSh(shell: Shell, name: string, line: number): MaybePromise<number> {
  shell.state.line = line;
  return after(complain(shell, `${name}: not found`), () => 127);
}

export function runTestLike(shell: Shell, node: Extract<CompoundTree, { type: 'test' | 'arithmetic' }>): MaybePromise<number> {
  shell.state.line = node.line;
  const { state } = shell;
  const run = (): MaybePromise<number> => {
    if (node.type === 'arithmetic')
      return after(evaluateSource(shell, node.expression, '((: '), (value) => (value === 0 || value === 0n ? 1 : 0));
    return after(evaluateTestTree(shell, node.expression), (value) => (typeof value === 'number' ? value : value ? 0 : 1));
  };
  const traced =
    shell.state.options.xtrace && shell.dialect === 'bash' && node.type === 'arithmetic'
      ? shell.actions.trace(shell, `(( ${node.expression.text} ))`)
      : undefined;
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
