/** The line editor at a terminal: keys in, what the screen shows and what the shell gets out. As GNU readline 8.2. */
import { Terminal } from '@xterm/headless';
import { expect, test } from 'vitest';
import { type LineResult, readLine } from '../../../../src/shell/bash/line/editor.ts';
import type { Completion } from '../../../../src/shell/bash/line/completion.ts';
import { createTinyMachine } from '../../../support/tiny-machine.ts';

const UP = '\x1b[A';
const LEFT = '\x1b[D';
const HOME = '\x1b[H';
const history = ['echo one', 'docker ps -a', 'ls /tmp/some file', 'echo four'];

interface Typed {
  readonly results: LineResult[];
  /** The last row that is not empty, as a person reads it. */
  readonly screen: string[];
  readonly bytes: string;
}

async function type(
  keys: readonly string[],
  options: { complete?: (line: string, point: number) => Completion; columns?: number; lines?: number } = {},
): Promise<Typed> {
  const results: LineResult[] = [];
  const machine = createTinyMachine();
  const terminal = machine.loginMain(async (process) => {
    const tty = process.terminal(0);
    if (!tty) return 1;
    process.on('INT', { handle: () => undefined, restart: false });
    const kills = { texts: [] };
    for (let i = 0; i < (options.lines ?? 1); i++) {
      results.push(
        await readLine(process, tty, {
          prompt: '$ ',
          history,
          kills,
          utf8: true,
          terminalName: 'xterm',
          ...(options.complete ? { complete: options.complete } : {}),
        }),
      );
    }
    return 0;
  });
  const columns = options.columns ?? 80;
  terminal.pty.resize({ columns, rows: 24 });
  await machine.kernel.untilAwaitsInput(terminal.pty);
  for (const key of keys) {
    terminal.pty.input(new TextEncoder().encode(key));
    await machine.kernel.untilAwaitsInput(terminal.pty);
  }
  const screen = new Terminal({ cols: columns, rows: 24, allowProposedApi: true });
  await new Promise<void>((resolve) =>
    screen.write(
      Uint8Array.from(terminal.text(), (c) => c.charCodeAt(0)),
      resolve,
    ),
  );
  const rows = Array.from({ length: 24 }, (_, i) => screen.buffer.active.getLine(i)?.translateToString(true) ?? '');
  return { results, screen: rows.slice(0, rows.findLastIndex((row) => row !== '') + 1), bytes: terminal.text() };
}

const line = async (...keys: string[]): Promise<unknown> => {
  const { results } = await type([...keys, '\r']);
  return results[0]?.kind === 'line' ? results[0].line : results[0];
};

test('typed text is echoed, Enter gives it and leaves bracketed paste', async () => {
  const { results, bytes } = await type(['echo hi', '\r']);
  expect(results).toEqual([{ kind: 'line', line: 'echo hi' }]);
  expect(bytes).toBe('\x1b[?2004h$ echo hi\r\n\x1b[?2004l\r');
});

test.each([
  ['backspace and ^H take one back', ['echo hix', '\x7f', '\x08'], 'echo h'],
  ['^A and ^E, left and insert', ['cho', '\x01', 'e', '\x05', ' x', LEFT, 'y'], 'echo yx'],
  ['^U, ^Y', ['echo one', '\x15', 'say ', '\x19'], 'say echo one'],
  ['^K and ^Y', ['echo one', HOME, '\x0b', 'x', '\x19'], 'xecho one'],
  ['^W to the blank, M-Backspace to the word', ['a b-c/d', '\x17', 'x-y', '\x1b\x7f', 'z'], 'a x-z'],
  ['kills in a row are one', ['one two three', '\x17', '\x17', '\x19'], 'one two three'],
  ['M-y goes round the ring', ['aa', '\x15', 'bb', '\x15', '\x19', '\x1by'], 'aa'],
  ['M-f M-b M-d', ['one two', '\x01', '\x1bf', '\x1bd'], 'one'],
  ['^T swaps', ['ehco', LEFT, LEFT, '\x14'], 'echo'],
  ['M-t swaps words', ['two one', '\x1bt'], 'one two'],
  ['M-u, M-l, M-c', ['one two three', '\x01', '\x1bu', '\x1bc', '\x1bl'], 'ONE Two three'],
  ['^_ undoes', ['abc', '\x15', '\x1f'], 'abc'],
  ['^D deletes', ['xabc', '\x01', '\x04'], 'abc'],
  ['M-3 x', ['\x1b3', 'x'], 'xxx'],
  ['^V takes a control character', ['a', '\x16\x01', 'b'], 'a\x01b'],
  ['up, up, down', [UP, UP, '\x1b[B'], 'echo four'],
  ['M-< and M->', ['\x1b<', 'x'], 'echo onex'],
  ['M-. last argument, again the one before', ['cat ', '\x1b.', '\x1b.'], 'cat file'],
  ['^R finds backwards', ['\x12', 'docker'], 'docker ps -a'],
  ['^R twice', ['\x12', 'echo', '\x12'], 'echo one'],
  ['^R ^G gives up', ['abc', '\x12', 'docker', '\x07'], 'abc'],
  ['UTF-8 characters go whole', ['gr\u00fcn', '\x7f', '\x7f'], 'gr'],
  ['bracketed paste keeps newlines', ['\x1b[200~a\nb\x1b[201~'], 'a\nb'],
  ['sequences that mean nothing do nothing', ['a', '\x1b[15~', '\x1b[1;3P', 'b'], 'ab'],
])('%s', async (_, keys, wanted) => {
  expect(await line(...keys)).toBe(wanted);
});

test('^C gives the line up, ^D ends', async () => {
  const { results, screen } = await type(['echo x', '\x03', '\x04'], { lines: 2 });
  expect(results).toEqual([{ kind: 'interrupted' }, { kind: 'endOfFile' }]);
  expect(screen).toEqual(['$ echo x^C', '$ ']);
});

test('^R shows what it looks for', async () => {
  const { screen } = await type(['\x12', 'docker']);
  expect(screen).toEqual(["(reverse-i-search)`docker': docker ps -a"]);
});

test('a long line wraps and is drawn again from the middle', async () => {
  const { screen, results } = await type(['0123456789abcdefghij', HOME, 'X', '\x05', 'Y', '\r'], { columns: 10 });
  expect(results).toEqual([{ kind: 'line', line: 'X0123456789abcdefghijY' }]);
  expect(screen).toEqual(['$ X0123456', '789abcdefg', 'hijY']);
});

const words = ['start', 'stats', 'stop'];
const complete = (text: string, point: number): Completion => {
  const start = text.lastIndexOf(' ', point - 1) + 1;
  const typed = text.slice(start, point);
  return { start, candidates: words.filter((word) => word.startsWith(typed)).map((word) => ({ text: word, label: word, suffix: ' ' })) };
};

test('Tab puts in what is certain, twice lists', async () => {
  const one = await type(['docker sto', '\t', 'x', '\r'], { complete });
  expect(one.results).toEqual([{ kind: 'line', line: 'docker stop x' }]);
  const once = await type(['docker s', '\t'], { complete });
  expect(once.screen).toEqual(['$ docker st']);
  const twice = await type(['docker s', '\t', '\t'], { complete });
  expect(twice.screen).toEqual(['$ docker st', 'start  stats  stop', '$ docker st']);
});
