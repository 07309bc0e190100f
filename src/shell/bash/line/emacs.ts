/** What each key does: readline's emacs bindings by key. One line a key; the commands are below and in files of their own. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import type { Command, LineEditor } from './editor.ts';

/** Repeats something as often as the numeric argument says. */
const times =
  (one: (editor: LineEditor) => void): Command =>
  (editor) => {
    for (let i = 0; i < editor.count; i++) one(editor);
    return undefined;
  };

const moveTo = (place: (editor: LineEditor) => number): Command =>
  times((editor) => {
    editor.buffer.point = place(editor);
  });

const killTo = (place: (editor: LineEditor) => number): Command =>
  times((editor) => editor.buffer.kill(editor.buffer.point, place(editor)));

const forward = moveTo(({ buffer }) => buffer.after(buffer.point));
const backward = moveTo(({ buffer }) => buffer.before(buffer.point));
const start = moveTo(() => 0);
const end = moveTo(({ buffer }) => buffer.text.length);
const wordForward = moveTo(({ buffer }) => buffer.wordEnd(buffer.point));
const wordBackward = moveTo(({ buffer }) => buffer.wordStart(buffer.point));

const rubout = times(({ buffer }) => buffer.remove(buffer.before(buffer.point), buffer.point));
const deleteForward = times(({ buffer }) => buffer.remove(buffer.point, buffer.after(buffer.point)));

const deleteOrEnd: Command = (editor, key) => {
  if (editor.buffer.text === '' && editor.lastCommand !== 'C-d') return { kind: 'endOfFile' };
  return editor.buffer.text === '' ? { kind: 'endOfFile' } : deleteForward(editor, key);
};

const acceptLine: Command = ({ buffer }) => {
  buffer.point = buffer.text.length;
  return { kind: 'line', line: buffer.text };
};

const acceptAndNext: Command = (editor) => ({ kind: 'line', line: editor.buffer.text, next: editor.history.position + 1 });

/** Goes through the history by so many lines. */
const historyBy =
  (step: -1 | 1): Command =>
  (editor) => {
    for (let i = 0; i < editor.count; i++) {
      const line = editor.history.go(editor.history.position + step, editor.buffer.text);
      if (line === undefined) return editor.bell();
      editor.buffer.load(line);
    }
    return undefined;
  };

const historyEdge =
  (place: (editor: LineEditor) => number): Command =>
  (editor) => {
    const line = editor.history.go(place(editor), editor.buffer.text);
    if (line !== undefined) editor.buffer.load(line);
    return undefined;
  };

const yank: Command = ({ buffer }) => {
  const text = buffer.kills.texts[0];
  if (text === undefined) return undefined;
  const at = buffer.point;
  buffer.insert(text);
  buffer.yanked = { start: at, index: 0 };
  return undefined;
};

/** Replaces what was yanked by the kill before it. */
const yankPop: Command = (editor) => {
  const { buffer } = editor;
  const before = buffer.yanked;
  if (!before) return editor.bell();
  const index = (before.index + 1) % buffer.kills.texts.length;
  buffer.remove(before.start, buffer.point);
  buffer.insert(buffer.kills.texts[index] ?? '');
  buffer.yanked = { start: before.start, index };
  return undefined;
};

/** Inserts the last word of the line before; again: of the one before that. */
const yankLastArgument: Command = (editor) => {
  const { buffer, history, lastArgument } = editor;
  const depth = (lastArgument?.depth ?? 0) + 1;
  const line = history.original(history.length - depth);
  if (depth > history.length) return editor.bell();
  if (lastArgument) buffer.remove(lastArgument.start, lastArgument.start + lastArgument.length);
  const words = line.trim().match(/(?:\\.|'[^']*'|"(?:\\.|[^"])*"|[^\s])+/g) ?? [];
  const word: ByteString = (editor.argument === undefined ? words.at(-1) : words[editor.argument]) ?? '';
  editor.lastArgument = { depth, start: buffer.point, length: word.length };
  buffer.insert(word);
  return undefined;
};

const undo: Command = (editor) => (editor.buffer.undo() ? undefined : editor.bell());

const revertLine: Command = ({ buffer }) => {
  buffer.undoAll();
  return undefined;
};

const clearScreen: Command = async (editor) => {
  await editor.write('\x1b[H\x1b[2J');
  editor.display.reset();
  return undefined;
};

/** The next key as it is, a control character too. */
const quotedInsert: Command = async (editor) => {
  const key = await editor.nextKey();
  if (key) editor.buffer.insert(key.kind === 'command' ? key.raw : key.text);
  return undefined;
};

const commentLine: Command = ({ buffer }) => {
  buffer.replace(`#${buffer.text}`);
  return { kind: 'line', line: buffer.text };
};

const deleteBlanks: Command = ({ buffer }) => {
  let [from, to] = [buffer.point, buffer.point];
  while (from > 0 && /[ \t]/.test(buffer.text.charAt(from - 1))) from--;
  while (/[ \t]/.test(buffer.text.charAt(to))) to++;
  buffer.remove(from, to);
  return undefined;
};

/** M-1 … M-9, M--: the numeric argument of the next command. */
const digit =
  (value: number): Command =>
  (editor) => {
    editor.argument = (editor.argument ?? 0) * 10 + value;
    return undefined;
  };

/** C-x: a second key follows. */
const controlX: Command = async (editor) => {
  const key = await editor.nextKey();
  if (key?.kind === 'command' && key.name === 'C-u') return undo(editor, key);
  if (key?.kind === 'command' && (key.name === 'C-x' || key.name === 'rubout')) {
    if (key.name === 'rubout') return killTo(() => 0)(editor, key);
    editor.buffer.point = editor.buffer.point === 0 ? editor.buffer.text.length : 0;
    return undefined;
  }
  return editor.bell();
};

/** Commands whose code comes when they are first used. */
const later =
  <M>(fetch: () => Promise<M>, choose: (module: M) => Command): Command =>
  async (editor, key) =>
    choose(await editor.process.hold(fetch()))(editor, key);

const changing = (choose: (module: typeof import('./change-text.ts')) => Command) => later(() => import('./change-text.ts'), choose);
const completing = (choose: (module: typeof import('./complete-word.ts')) => Command) => later(() => import('./complete-word.ts'), choose);
const searching = (direction: -1 | 1) =>
  later(
    () => import('./search-history.ts'),
    ({ searchHistory }) => searchHistory(direction),
  );

export const EMACS_COMMANDS: Readonly<Record<string, Command>> = {
  text: (editor, key) => {
    if (key.kind === 'text') for (let i = 0; i < editor.count; i++) editor.buffer.insert(key.text, true);
    return undefined;
  },
  paste: (editor, key) => {
    if (key.kind === 'paste') editor.buffer.insert(key.text);
    return undefined;
  },
  'C-m': acceptLine,
  'C-j': acceptLine,
  'C-o': acceptAndNext,
  'C-f': forward,
  right: forward,
  'C-b': backward,
  left: backward,
  'C-a': start,
  home: start,
  'C-e': end,
  end,
  'M-f': wordForward,
  'C-right': wordForward,
  'M-right': wordForward,
  'M-b': wordBackward,
  'C-left': wordBackward,
  'M-left': wordBackward,
  'C-d': deleteOrEnd,
  delete: deleteForward,
  'C-h': rubout,
  rubout,
  'C-k': killTo(({ buffer }) => buffer.text.length),
  'C-u': killTo(() => 0),
  'C-w': killTo(({ buffer }) => buffer.blankWordStart(buffer.point)),
  'M-d': killTo(({ buffer }) => buffer.wordEnd(buffer.point)),
  'M-rubout': killTo(({ buffer }) => buffer.wordStart(buffer.point)),
  'M-C-h': killTo(({ buffer }) => buffer.wordStart(buffer.point)),
  'C-delete': killTo(({ buffer }) => buffer.wordEnd(buffer.point)),
  'C-y': yank,
  'M-y': yankPop,
  'M-.': yankLastArgument,
  'M-_': yankLastArgument,
  'C-t': changing(({ transposeCharacters }) => transposeCharacters),
  'M-t': changing(({ transposeWords }) => transposeWords),
  'M-u': changing(({ changeCase }) => changeCase((word) => word.toUpperCase())),
  'M-l': changing(({ changeCase }) => changeCase((word) => word.toLowerCase())),
  'M-c': changing(({ changeCase }) => changeCase((word) => word.toLowerCase().replace(/[a-z]/, (letter) => letter.toUpperCase()))),
  'C-p': historyBy(-1),
  up: historyBy(-1),
  'C-n': historyBy(1),
  down: historyBy(1),
  'M-<': historyEdge(() => 0),
  'M->': historyEdge(({ history }) => history.length),
  pageup: historyBy(-1),
  pagedown: historyBy(1),
  'C-r': searching(-1),
  'C-s': searching(1),
  'C-i': completing(({ completeWord }) => completeWord),
  'M-?': completing(({ listCompletions }) => listCompletions),
  'M-=': completing(({ listCompletions }) => listCompletions),
  'M-*': completing(({ insertCompletions }) => insertCompletions),
  'C-_': undo,
  'M-r': revertLine,
  'C-l': clearScreen,
  'C-v': quotedInsert,
  'C-q': quotedInsert,
  'M-#': commentLine,
  'M-\\': deleteBlanks,
  'C-x': controlX,
  'C-g': (editor) => editor.bell(),
  insert: () => undefined,
  unknown: () => undefined,
  ...Object.fromEntries(Array.from({ length: 10 }, (_, value) => [`M-${value}`, digit(value)])),
};
