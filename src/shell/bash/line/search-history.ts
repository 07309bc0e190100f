/** C-r and C-s: looking through the history while typing what is looked for. As GNU readline 8.2's isearch.c. */
import type { Command, LineEditor, LineResult } from './editor.ts';
import type { Key } from './keys.ts';

interface Search {
  text: string;
  direction: -1 | 1;
  failed: boolean;
  readonly before: { readonly text: string; readonly point: number; readonly position: number };
}

export const searchHistory =
  (direction: -1 | 1): Command =>
  async (editor) => {
    const { buffer, history } = editor;
    const search: Search = {
      text: '',
      direction,
      failed: false,
      before: { text: buffer.text, point: buffer.point, position: history.position },
    };
    const prompt = editor.prompt;
    try {
      return await run(editor, search, prompt);
    } finally {
      editor.prompt = prompt;
    }
  };

async function run(editor: LineEditor, search: Search, prompt: string): Promise<LineResult | undefined> {
  for (;;) {
    editor.prompt = promptOf(search);
    await editor.redraw();
    const key = await editor.nextKey();
    if (key === undefined) return editor.interrupted ? { kind: 'interrupted' } : { kind: 'endOfFile' };
    if (key.kind === 'command' && (key.name === 'C-r' || key.name === 'C-s')) again(editor, search, key.name === 'C-r' ? -1 : 1);
    else if (key.kind === 'command' && (key.name === 'rubout' || key.name === 'C-h')) shorten(editor, search);
    else if (key.kind === 'command' && key.name === 'C-g') {
      giveUp(editor, search);
      return undefined;
    } else if (key.kind === 'text' || key.kind === 'paste') lengthen(editor, search, key.text);
    else {
      editor.prompt = prompt;
      return leave(editor, key);
    }
  }
}

/** Escape only ends the search; any other command ends it and is done. */
function leave(editor: LineEditor, key: Key): Promise<LineResult | undefined> | undefined {
  return key.kind === 'command' && key.name === 'M-esc' ? undefined : editor.perform(key);
}

function promptOf({ text, direction, failed }: Search): string {
  return `(${failed ? 'failed ' : ''}${direction < 0 ? 'reverse-' : ''}i-search)\`${text}': `;
}

function again(editor: LineEditor, search: Search, direction: -1 | 1): void {
  search.direction = direction;
  if (search.text !== '') find(editor, search, editor.history.position + direction);
}

function lengthen(editor: LineEditor, search: Search, typed: string): void {
  search.text += typed;
  find(editor, search, Math.min(editor.history.position, editor.history.length - 1));
}

function shorten(editor: LineEditor, search: Search): void {
  if (search.text === '') {
    editor.bell();
    return;
  }
  search.text = search.text.slice(0, -1);
  search.failed = false;
  if (search.text !== '') find(editor, search, Math.min(editor.history.position, editor.history.length - 1));
}

function find(editor: LineEditor, search: Search, from: number): void {
  const { buffer, history } = editor;
  const found = history.find(search.text, from, search.direction);
  search.failed = found === undefined;
  if (found === undefined) {
    editor.bell();
    return;
  }
  const line = history.go(found, buffer.text);
  if (line === undefined) return;
  buffer.load(history.original(found));
  buffer.point = Math.max(0, search.direction < 0 ? buffer.text.lastIndexOf(search.text) : buffer.text.indexOf(search.text));
}

function giveUp(editor: LineEditor, { before }: Search): void {
  editor.history.go(before.position, editor.buffer.text);
  editor.buffer.load(before.text);
  editor.buffer.point = before.point;
  editor.bell();
}
