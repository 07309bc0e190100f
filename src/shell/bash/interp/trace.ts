/** `set -x`: what a command looks like after expansion, behind PS4. As print_cmd.c's xtrace functions. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import type { MaybePromise } from '../../../sim/kernel/types.ts';
import { traceQuote } from '../expand/quote.ts';
import { decodePrompt } from '../prompt.ts';
import { after, isUtf8, type Shell, writeError } from '../shell.ts';
import type { AssignmentNode } from '../syntax/tree.ts';
import { getValue } from '../variables.ts';

/** Writes one line of trace to BASH_XTRACEFD or standard error. */
export function trace(shell: Shell, text: ByteString): MaybePromise<void> {
  const { state } = shell;
  state.options.xtrace = false;
  const prompt = decodePrompt(shell, getValue(shell, 'PS4') ?? '');
  return after(prompt, (prefix) => {
    state.options.xtrace = true;
    const repeated = prefix === '' ? '' : (prefix[0] ?? '').repeat(state.traceDepth) + prefix;
    const chosen = Number(getValue(shell, 'BASH_XTRACEFD') || 2);
    const fd = shell.process.isOpen(chosen) ? chosen : 2;
    return writeError(shell, `${repeated}${text}\n`, fd);
  });
}

/** A command's words; list assignments of declarations stand on a line before them, those of export and readonly also after. */
export async function traceCommand(shell: Shell, words: readonly ByteString[], arrays: ReadonlyMap<number, AssignmentNode>): Promise<void> {
  const utf8 = isUtf8(shell);
  for (const node of arrays.values()) await trace(shell, compoundText(node));
  const shown = words.map((word, i) => {
    const node = i > 0 ? arrays.get(i - 1) : undefined;
    return node ? node.name : shell.dialect === 'sh' ? word : traceQuote(word, utf8);
  });
  await trace(shell, shown.join(' '));
  const name = words.find((word) => word !== 'command' && word !== 'builtin');
  if (name !== 'export' && name !== 'readonly') return;
  for (const word of words) {
    const assignment = /^([A-Za-z_]\w*)\+?=([\s\S]*)$/.exec(word);
    if (assignment && !arrays.has(words.indexOf(word) - 1)) await trace(shell, `${assignment[1]}=${traceQuote(assignment[2] ?? '', utf8)}`);
  }
}

function compoundText(node: AssignmentNode): ByteString {
  if (!('elements' in node.value)) return node.text;
  const quote = (text: ByteString): ByteString => `'${text}'`;
  const elements = node.value.elements.map(({ index, word }) =>
    index?.kind === 'one' ? `[${quote(index.word.text)}]=${quote(word.text)}` : quote(word.text),
  );
  return `${node.name}${node.append ? '+' : ''}=(${elements.join(' ')})`;
}
