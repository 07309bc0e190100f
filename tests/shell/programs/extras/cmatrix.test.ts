/** cmatrix on a terminal: what it draws, its keys and how it leaves; its words beside the real program's (facts read from CMatrix 2.0-6). */
import { expect, test } from 'vitest';
import cmatrix from '../../../../src/shell/programs/extras/cmatrix.ts';
import { createTinyMachine, INIT, type TinyMachine } from '../../../support/tiny-machine.ts';

function machine(): TinyMachine {
  const made = createTinyMachine({ programs: { cmatrix: cmatrix.main } });
  for (const folder of ['/usr', '/usr/share', '/usr/share/terminfo', '/usr/share/terminfo/x']) made.fs.mkdir(folder);
  made.fs.writeFile('/usr/share/terminfo/x/xterm', new Uint8Array([0x1a, 1]));
  return made;
}

const environment = new Map([
  ['PATH', '/bin'],
  ['TERM', 'xterm'],
]);
const pass = (made: TinyMachine, seconds: number) => new Promise<void>((resolve) => made.kernel.after(seconds * 1_000_000, resolve));

test('green rain falls until q, then the former screen is back', async () => {
  const made = machine();
  const terminal = made.login(['cmatrix'], { ...INIT, environment });
  await pass(made, 1);
  const start = terminal.fresh();
  expect(start).toContain('\x1b[?1049h\x1b[22;0;0t\x1b[1;24r');
  expect(start).toContain('\x1b[?25l');
  const frames = [];
  for (let i = 0; i < 3; i++) {
    await pass(made, 0.5);
    frames.push(terminal.fresh());
  }
  expect(new Set(frames).size).toBe(3);
  expect(frames.join('')).toMatch(/\x1b\[32m[!-z]/);
  expect(frames.join('')).toMatch(/\x1b\[37m[!-z]/);
  terminal.pty.input(new TextEncoder().encode('q'));
  expect(await terminal.ended).toEqual({ exited: 0 });
  expect(terminal.fresh()).toMatch(/\x1b\[\?12l\x1b\[\?25h\x1b\[H\x1b\[2J\x1b\[24;1H\x1b\[\?1049l\x1b\[23;0;0t\r\x1b\[\?1l\x1b>$/);
});

test('only every second column is used, at the size that the window has', async () => {
  const made = machine();
  const terminal = made.login(['cmatrix'], { ...INIT, environment });
  terminal.pty.resize({ columns: 40, rows: 12 });
  await pass(made, 3);
  const places = [...terminal.text().matchAll(/\x1b\[(\d+);(\d+)H(?:\x1b\([B]|\x1b\[[0-9;]*m)*[!-z]/g)].map((match) => ({
    row: Number(match[1]),
    column: Number(match[2]),
  }));
  const late = places.slice(-200);
  expect(late.every(({ row, column }) => row <= 12 && column <= 40 && column % 2 === 1)).toBe(true);
  terminal.pty.input(new TextEncoder().encode('q'));
  await terminal.ended;
});

test.each([
  ['^C', '\x03'],
  ['^\\', '\x1c'],
  ['^Z', '\x1a'],
])('%s quits cleanly', async (_, key) => {
  const made = machine();
  const terminal = made.login(['cmatrix'], { ...INIT, environment });
  await pass(made, 0.5);
  terminal.pty.input(new TextEncoder().encode(key));
  expect(await terminal.ended).toEqual({ exited: 0 });
});

test('p holds the rain still, r and @ change its colours', async () => {
  const made = machine();
  const terminal = made.login(['cmatrix'], { ...INIT, environment });
  const press = async (key: string) => {
    terminal.pty.input(new TextEncoder().encode(key));
    await pass(made, 0.5);
    return terminal.fresh();
  };
  await pass(made, 2);
  await press('p');
  expect(await press('x')).toBe('');
  await press('p');
  expect(await press('r')).toMatch(/\x1b\[3[3-6]m/);
  await press('!');
  expect(await press('!')).toMatch(/\x1b\[31m/);
  terminal.pty.input(new TextEncoder().encode('q'));
  await terminal.ended;
});

test.each([
  [
    ['-V'],
    ' CMatrix version 2.0 (compiled 11:42:14, Sep  8 2023)\nEmail: abishekvashok@gmail.com\nWeb: https://github.com/abishekvashok/cmatrix\n',
    '',
  ],
  [['-C', 'purple'], '', ' Invalid color selection\n Valid colors are green, red, blue, white, yellow, cyan, magenta and black.\n'],
])('%s', async (words, stdout, stderr) => {
  expect(await machine().run(['cmatrix', ...words], { ...INIT, environment })).toEqual({ stdout, stderr, status: { exited: 0 } });
});

test('an unknown option, --help and -u without a value print the usage, status 0', async () => {
  for (const words of [['-Z'], ['--help'], ['-u'], ['-h']]) {
    const { stdout, stderr, status } = await machine().run(['cmatrix', ...words], { ...INIT, environment });
    expect(stdout.split('\n')).toHaveLength(19);
    expect(stdout).toMatch(/^ Usage: cmatrix -\[abBcfhlsmVx\] \[-u delay\] \[-C color\]\n/);
    expect([stderr, status]).toEqual(['', { exited: 0 }]);
  }
});

test.each([
  [undefined, 'Error opening terminal: unknown.\n'],
  ['foo', 'Error opening terminal: foo.\n'],
])('with TERM=%s it cannot open the terminal', async (name, stderr) => {
  const named = new Map([['PATH', '/bin'], ...(name === undefined ? [] : [['TERM', name] as const])]);
  expect(await machine().run(['cmatrix'], { ...INIT, environment: named })).toEqual({ stdout: '', stderr, status: { exited: 1 } });
});
