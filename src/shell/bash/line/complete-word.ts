/** Tab, M-? and M-*: completing the word before the point. As GNU readline 8.2's complete.c. */
import { ASK_FROM, type Completion, commonBeginning, labelsOf, listColumns } from './completion.ts';
import type { Command, LineEditor } from './editor.ts';

const candidatesAt = async (editor: LineEditor): Promise<Completion> =>
  (await editor.request.complete?.(editor.buffer.text, editor.buffer.point)) ?? { start: editor.buffer.point, candidates: [] };

/** Puts in what is certain; a second Tab lists what is possible. */
export const completeWord: Command = async (editor) => {
  const completion = await candidatesAt(editor);
  const { start, candidates } = completion;
  const [first] = candidates;
  if (!first) return editor.bell();
  const distinct = new Set(candidates.map(({ text }) => text));
  const common = commonBeginning(candidates);
  if (distinct.size === 1) {
    replaceWord(editor, start, first.text + first.suffix);
    return undefined;
  }
  const typed = editor.buffer.text.slice(start, editor.buffer.point);
  if (common.length > typed.length || (common !== typed && common.length >= typed.length)) replaceWord(editor, start, common);
  else if (editor.lastCommand === 'C-i') return list(editor, completion);
  return editor.bell();
};

export const listCompletions: Command = async (editor) => {
  const completion = await candidatesAt(editor);
  return completion.candidates.length === 0 ? editor.bell() : list(editor, completion);
};

/** Puts in all of them. */
export const insertCompletions: Command = async (editor) => {
  const { start, candidates } = await candidatesAt(editor);
  if (candidates.length === 0) return editor.bell();
  replaceWord(editor, start, `${candidates.map(({ text }) => text).join(' ')} `);
  return undefined;
};

function replaceWord({ buffer }: LineEditor, start: number, word: string): void {
  // a suffix that stands there already is not put in twice
  const after = buffer.text.slice(buffer.point);
  const extra = word.endsWith('/') && after.startsWith('/') ? word.slice(0, -1) : word;
  buffer.replace(buffer.text.slice(0, start) + extra + after, start + extra.length);
}

async function list(editor: LineEditor, { candidates }: Completion): Promise<undefined> {
  const labels = labelsOf(candidates);
  await editor.leave();
  if (labels.length >= ASK_FROM && !(await agrees(editor, labels.length))) return undefined;
  await editor.write(listColumns(labels, editor.display.columns, editor.request.utf8));
  return undefined;
}

async function agrees(editor: LineEditor, count: number): Promise<boolean> {
  await editor.write(`Display all ${count} possibilities? (y or n)`);
  for (;;) {
    const key = await editor.nextKey();
    const name = key?.kind === 'text' ? key.text.charAt(0).toLowerCase() : key?.kind === 'command' ? key.name : 'n';
    if (['y', ' '].includes(name)) {
      await editor.write('\n');
      return true;
    }
    if (['n', 'rubout', 'C-g'].includes(name)) {
      await editor.write('\n');
      return false;
    }
    editor.bell();
  }
}
