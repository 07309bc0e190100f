/** The `select` menu. As execute_select_command of GNU bash. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { expandWords } from '../expand/word.ts';
import { decodePrompt } from '../prompt.ts';
import type { Shell, Unwind } from '../shell.ts';
import type { CompoundTree, Word } from '../syntax/tree.ts';
import { getValue } from '../variables.ts';
import { setValue } from '../set-variables.ts';
import { loop } from './loops.ts';

export async function runSelect(shell: Shell, node: Extract<CompoundTree, { type: 'select' }>): Promise<number> {
  if (shell.state.options.xtrace && shell.dialect === 'bash')
    await shell.actions.trace(shell, `select ${node.name} in ${(node.words ?? []).map(({ text }) => text).join(' ')}`);
  const items = node.words ? await expandWords(shell, node.words as Word[]) : shell.state.positional;
  if (items.length === 0) return 0;
  let showMenu = true;
  return loop(
    shell,
    async () => {
      for (;;) {
        if (showMenu) await shell.process.write(2, menu(shell, items));
        showMenu = false;
        await shell.process.write(2, await decodePrompt(shell, getValue(shell, 'PS3') ?? '#? '));
        const status = await shell.actions.runWords(shell, ['read', '-r', 'REPLY'], { skipFunctions: true });
        if (status !== 0) {
          await shell.process.write(1, '\n');
          throw { unwind: 'break', count: 1, status: 1 } satisfies Unwind;
        }
        const reply = getValue(shell, 'REPLY') ?? '';
        if (reply === '') {
          showMenu = true;
          continue;
        }
        setValue(shell, node.name, /^\s*\d+\s*$/.test(reply) ? (items[Number(reply) - 1] ?? '') : '');
        return true;
      }
    },
    () => {
      const result = shell.actions.runScript(shell, node.body);
      if ((getValue(shell, 'REPLY') ?? '') === '') showMenu = true;
      return result;
    },
  );
}

/** From one column to another, with tabs where they fit. */
function indent(from: number, to: number): string {
  let out = '';
  for (let at = from; at < to; ) {
    const stop = (Math.floor(at / 8) + 1) * 8;
    out += stop <= to ? '\t' : ' '.repeat(to - at);
    at = Math.min(stop, to);
  }
  return out;
}

/** Columns down, as wide as COLUMNS allows. */
function menu(shell: Shell, items: readonly ByteString[]): ByteString {
  const digits = String(items.length).length;
  const longest = Math.max(...items.map((item) => item.length));
  const width = longest + digits + 2 + 2;
  const columns = Math.max(1, Math.min(items.length, Math.floor(Number(getValue(shell, 'COLUMNS') ?? 80) / width)));
  let rows = Math.ceil(items.length / columns);
  if (Math.ceil(items.length / rows) === 1 && rows === items.length) rows = items.length;
  if (rows === 1) rows = items.length;
  let out = '';
  for (let row = 0; row < rows; row++) {
    let line = '';
    for (let at = row; at < items.length; at += rows) {
      const entry = `${String(at + 1).padStart(at < rows ? String(rows).length : digits)}) ${items[at]}`;
      line += entry;
      if (at + rows < items.length) line += indent(entry.length, width);
    }
    out += `${line}\n`;
  }
  return out;
}
