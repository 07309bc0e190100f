/** `for` over words and `for ((…))`. As execute_for_command of GNU bash. */
import type { MaybePromise } from '../../../sim/kernel/types.ts';
import { evaluateSource, expandWords } from '../expand/word.ts';
import { after, complain, ExpansionError, type Shell, type Unwind } from '../shell.ts';
import type { ArithmeticSource, CompoundTree, Word } from '../syntax/tree.ts';
import { findVariable } from '../variables.ts';
import { readonlyError, setValue, writable } from '../set-variables.ts';
import { catching, failExpansion } from './failures.ts';
import { loop } from './loops.ts';
import { runTrap } from './traps.ts';
import { arithmeticFailed } from './test-command.ts';

export function runFor(shell: Shell, node: Extract<CompoundTree, { type: 'for' }>): MaybePromise<number> {
  shell.state.line = node.line;
  if (!/^[A-Za-z_]\w*$/.test(node.name) && shell.dialect === 'sh')
    return failExpansion(shell, new ExpansionError('Syntax error: Bad for loop variable'));
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
            if (findVariable(shell, node.name)?.readonly) return refuse(shell, node.name);
            if (!retarget(shell, node.name, item)) setValue(shell, node.name, item);
            const traced = shell.state.options.xtrace && shell.dialect === 'bash' ? shell.actions.trace(shell, forHead(node)) : undefined;
            if (traced instanceof Promise) return traced.then(() => true);
            if (!shell.state.traps.has('DEBUG')) return true;
            if (shell.state.inTrap === 0) shell.state.currentCommand = node;
            return after(runTrap(shell, 'DEBUG'), () => true);
          },
          () => shell.actions.runScript(shell, node.body),
        );
      }),
    (error) => failExpansion(shell, error),
  );
}

const forHead = (node: Extract<CompoundTree, { type: 'for' }>): string =>
  `for ${node.name} in ${(node.words ?? []).map(({ text }) => text).join(' ') || '"$@"'}`;

/** A readonly variable ends the loop, and no more. */
function refuse(shell: Shell, name: string): MaybePromise<never> {
  return after(complain(shell, readonlyError(shell, name).text), () => {
    throw { unwind: 'break', count: 1, status: 1 } satisfies Unwind;
  });
}

/** A loop over a reference makes it refer to one name after the other. */
function retarget(shell: Shell, name: string, target: string): boolean {
  if (!findVariable(shell, name)?.nameref) return false;
  writable(shell, name).value = target;
  return true;
}

export function runArithmeticFor(shell: Shell, node: Extract<CompoundTree, { type: 'arithmeticFor' }>): MaybePromise<number> {
  const run = (source: ArithmeticSource): MaybePromise<boolean> => {
    shell.state.line = node.line;
    if (source.text.trim() === '') return true;
    const traced =
      shell.state.options.xtrace && shell.dialect === 'bash' ? shell.actions.trace(shell, `(( ${source.text.trim()} ))`) : undefined;
    return after(traced, () => after(evaluateSource(shell, source, '((: '), (value) => Number(value) !== 0));
  };
  return catching(
    () =>
      after(run(node.initialize), () =>
        loop(
          shell,
          () => run(node.test),
          () => shell.actions.runScript(shell, node.body),
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
