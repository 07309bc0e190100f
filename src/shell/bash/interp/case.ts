/** `case`: patterns tried in order, `;&` and `;;&`. As execute_case_command of GNU bash. */
import type { MaybePromise } from '../../../sim/kernel/types.ts';
import { expandPattern, expandText } from '../expand/word.ts';
import { matches } from '../expand/pattern.ts';
import { after, type Shell } from '../shell.ts';
import type { CompoundTree, Word } from '../syntax/tree.ts';

export function runCase(shell: Shell, node: Extract<CompoundTree, { type: 'case' }>): MaybePromise<number> {
  shell.state.line = node.line;
  return after(expandText(shell, node.word), (text) => {
    const traced =
      shell.state.options.xtrace && shell.dialect === 'bash' ? shell.actions.trace(shell, `case ${node.word.text} in`) : undefined;
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
      const result = shell.actions.runScript(shell, item.body);
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
