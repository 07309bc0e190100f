// cmatrix: the green rain of "The Matrix". As CMatrix 2.0-6 (github.com/abishekvashok/cmatrix).
import { type ByteString, utf8 } from '../../../sim/fs/bytes.ts';
import type { Process } from '../../../sim/kernel/types.ts';
import { BLANK, HEAD, NOTHING, Rain, TAIL } from '../../cmatrix/rain.ts';
import { CursesScreen, windowSize } from '../../curses/curses-screen.ts';
import { findTerminalType, type TerminalType } from '../../curses/terminal-type.ts';
import { defineProgram } from '../define-program.ts';
import { scanLetters } from '../getopt.ts';
import type { ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'cmatrix',
  usage: '-[abBcfhlsmVx] [-u delay] [-C color]',
  summary: 'Shows the falling characters of "The Matrix".',
  options: {},
  raw: true,
  run: async (io, _, words) => {
    const settings = newSettings();
    const said = readOptions(settings, words);
    if (said) {
      await (said.error ? io.err(said.text) : io.out(said.text));
      return 0;
    }
    return run(io, settings);
  },
});

const COLORS = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
const WHITE = 7;
/** What rainbow mode chooses from. */
const RAINBOW = [2, 4, 0, 3, 6, 5];
const LAMBDA = utf8('λ');

interface Settings {
  asynchronous: boolean;
  /** -1 never, 0 no, 1 some characters, 2 all. */
  bold: number;
  japanese: boolean;
  force: boolean;
  linux: boolean;
  locked: boolean;
  message: string;
  oldStyle: boolean;
  screensaver: boolean;
  xWindow: boolean;
  rainbow: boolean;
  lambda: boolean;
  paused: boolean;
  /** Hundredths of a second between two frames. */
  delay: number;
  color: number;
}

const newSettings = (): Settings => ({
  asynchronous: false,
  bold: 0,
  japanese: false,
  force: false,
  linux: false,
  locked: false,
  message: '',
  oldStyle: false,
  screensaver: false,
  xWindow: false,
  rainbow: false,
  lambda: false,
  paused: false,
  delay: 4,
  color: COLORS.indexOf('green'),
});

const FLAGS: Readonly<Record<string, Partial<Settings>>> = {
  a: { asynchronous: true },
  B: { bold: 2 },
  c: { japanese: true },
  f: { force: true },
  l: { linux: true },
  L: { locked: true, message: 'Computer locked.' },
  n: { bold: -1 },
  o: { oldStyle: true },
  r: { rainbow: true },
  s: { screensaver: true },
  m: { lambda: true },
  x: { xWindow: true },
};

/** What the options make the program say instead of running. */
class Said extends Error {
  readonly text: string;
  readonly error: boolean;
  constructor(text: string, error = false) {
    super(text);
    this.text = text;
    this.error = error;
  }
}

function readOptions(settings: Settings, words: readonly ByteString[]): Said | undefined {
  try {
    scanLetters(words, 'abBcfhlLnrosmxVu:C:', (letter, argument) => applyOption(settings, letter, argument));
    return undefined;
  } catch (error) {
    if (error instanceof Said) return error;
    if (error instanceof UsageError) return new Said(USAGE);
    throw error;
  }
}

function applyOption(settings: Settings, letter: string, argument: ByteString): void {
  if (letter === 'h') throw new Said(USAGE);
  if (letter === 'V') throw new Said(VERSION);
  if (letter === 'b') settings.bold = settings.bold === 2 ? 2 : 1;
  else if (letter === 'u') settings.delay = Number(/^\s*[+-]?\d+/.exec(argument)?.[0] ?? 0);
  else if (letter === 'C') settings.color = colorOf(argument);
  else Object.assign(settings, FLAGS[letter]);
}

function colorOf(name: ByteString): number {
  const color = COLORS.indexOf(name.toLowerCase());
  if (color < 0) throw new Said(BAD_COLOR, true);
  return color;
}

async function run(io: ProgramIo, settings: Settings): Promise<number> {
  const { process } = io;
  const name = process.environment.get('TERM');
  // the real program compares TERM without looking whether it is set
  if (settings.force && name === undefined) process.kill(process.pid, 'SEGV');
  const type = findTerminalType(io.fs, settings.force ? 'linux' : name);
  if (!type) {
    await io.err(`Error opening terminal: ${name ?? 'unknown'}.\n`);
    return 1;
  }
  // rows - 3 is a divisor
  if (windowSize(process).rows === 3) process.kill(process.pid, 'FPE');
  return show(process, settings, type);
}

async function show(process: Process, settings: Settings, type: TerminalType): Promise<number> {
  const screen = new CursesScreen(process, type);
  const pending = watchSignals(process);
  await screen.begin();
  if (settings.linux && (await runSetfont(process)) !== 0) {
    await screen.end();
    await process.write(2, NO_SETFONT);
    return 0;
  }
  let rain = newRain(process, screen, settings);
  while (!(await ends(process, settings, pending))) {
    if (pending.resized) {
      pending.resized = false;
      const { columns, rows } = windowSize(process);
      await screen.resize({ columns: Math.max(10, columns), rows: Math.max(10, rows) });
      rain = newRain(process, screen, settings);
    }
    if (!settings.paused) rain.step(settings.asynchronous);
    draw(process, screen, rain, settings);
    await screen.refresh();
    await (settings.delay > 0 ? process.sleep(settings.delay * 10_000) : process.tick(1000));
  }
  await screen.end();
  return 0;
}

interface Pending {
  quit: boolean;
  resized: boolean;
}

function watchSignals(process: Process): Pending {
  const pending: Pending = { quit: false, resized: false };
  for (const signal of ['INT', 'QUIT', 'TSTP'] as const) process.on(signal, { handle: () => (pending.quit = true), restart: true });
  process.on('WINCH', { handle: () => (pending.resized = true), restart: true });
  return pending;
}

async function runSetfont(process: Process): Promise<number> {
  const pid = process.spawn('/bin/sh', ['sh', '-c', 'setfont matrix']);
  const ended = await process.wait({ pid });
  return ended && 'exited' in ended.status ? ended.status.exited : 1;
}

function newRain(process: Process, screen: CursesScreen, { japanese, linux, xWindow, oldStyle }: Settings): Rain {
  const [lowest, highest] = japanese ? [12288, 12351] : linux || xWindow ? [166, 217] : [33, 123];
  return new Rain(screen.size, { lowest, highest, oldStyle, random: () => process.random() });
}

/** Takes signals and at most one key; true when the program is to end. */
async function ends(process: Process, settings: Settings, pending: Pending): Promise<boolean> {
  if (pending.quit && !settings.locked) return true;
  const [input] = await process.poll([{ fd: 0, read: true }], 0);
  if (!input?.readable) return false;
  const key = String.fromCharCode(...(await process.read(0, 1)));
  if (key === '') return false;
  if (settings.screensaver) return true;
  if (key === 'q') return !settings.locked;
  Object.assign(settings, keyMeans(settings, key));
  return false;
}

const KEY_COLORS: Readonly<Record<string, string>> = {
  '!': 'red',
  '@': 'green',
  '#': 'yellow',
  $: 'blue',
  '%': 'magenta',
  '^': 'cyan',
  '&': 'white',
};

function keyMeans(settings: Settings, key: string): Partial<Settings> {
  const color = KEY_COLORS[key];
  if (color) return { color: COLORS.indexOf(color), rainbow: false };
  if (/[0-9]/.test(key)) return { delay: Number(key) };
  switch (key) {
    case 'a':
      return { asynchronous: !settings.asynchronous };
    case 'b':
      return { bold: 1 };
    case 'B':
      return { bold: 2 };
    case 'L':
      return { locked: true };
    case 'n':
      return { bold: 0 };
    case 'r':
      return { rainbow: true };
    case 'm':
      return { lambda: !settings.lambda };
    case 'p':
    case 'P':
      return { paused: !settings.paused };
    default:
      return {};
  }
}

function draw(process: Process, screen: CursesScreen, rain: Rain, settings: Settings): void {
  const { rows } = screen.size;
  const above = settings.oldStyle ? 0 : 1;
  for (const [index, { drops }] of rain.columns.entries()) {
    for (let row = 0; row < rows; row++) {
      const drop = drops[row + above];
      if (drop) drawDrop(process, screen, settings, { row, column: index * 2, ...drop });
    }
  }
  if (settings.message !== '') drawMessage(screen, settings.message);
}

function drawDrop(
  process: Process,
  screen: CursesScreen,
  settings: Settings,
  drop: { row: number; column: number; value: number; head: boolean },
): void {
  const { row, column, value } = drop;
  if (value === HEAD || (drop.head && !settings.rainbow)) {
    screen.put(row, column, value === HEAD ? '&' : shown(value, settings), { color: WHITE, bold: settings.bold !== 0 });
    return;
  }
  const color = settings.rainbow ? (RAINBOW[Math.floor(process.random() * RAINBOW.length)] ?? WHITE) : settings.color;
  const bold = value === TAIL ? settings.bold !== 0 : settings.bold === 2 || (settings.bold === 1 && value % 2 === 0);
  screen.put(row, column, value === TAIL ? '|' : shown(value, settings), { color: color === 0 ? -1 : color, bold });
}

function shown(value: number, settings: Settings): ByteString {
  if (value === NOTHING || value === BLANK) return ' ';
  if (settings.lambda) return LAMBDA;
  return utf8(String.fromCodePoint(value));
}

/** The message in the middle, in a frame of blanks. */
function drawMessage(screen: CursesScreen, message: string): void {
  const middle = Math.floor(screen.size.rows / 2);
  const left = Math.floor(screen.size.columns / 2) - Math.floor(message.length / 2) - 2;
  const blanks = ' '.repeat(message.length + 4);
  for (const [row, text] of [
    [middle - 1, blanks],
    [middle, `  ${message}  `],
    [middle + 1, blanks],
  ] as const) {
    for (const [i, character] of [...text].entries()) screen.put(row, left + i, character, { color: -1, bold: false });
  }
}

const VERSION = ` CMatrix version 2.0 (compiled 11:42:14, Sep  8 2023)
Email: abishekvashok@gmail.com
Web: https://github.com/abishekvashok/cmatrix
`;

const BAD_COLOR = ` Invalid color selection
 Valid colors are green, red, blue, white, yellow, cyan, magenta and black.
`;

const NO_SETFONT = ` There was an error running setfont. Please make sure the
 setfont program is in your $PATH.  Try running "setfont matrix" by hand.
`;

const USAGE = ` Usage: cmatrix -[abBcfhlsmVx] [-u delay] [-C color]
 -a: Asynchronous scroll
 -b: Bold characters on
 -B: All bold characters (overrides -b)
 -c: Use Japanese characters as seen in the original matrix. Requires appropriate fonts
 -f: Force the linux $TERM type to be on
 -l: Linux mode (uses matrix console font)
 -L: Lock mode (can be closed from another terminal)
 -o: Use old-style scrolling
 -h: Print usage and exit
 -n: No bold characters (overrides -b and -B, default)
 -s: "Screensaver" mode, exits on first keystroke
 -x: X window mode, use if your xterm is using mtx.pcf
 -V: Print version information and exit
 -u delay (0 - 10, default 4): Screen update delay
 -C [color]: Use this color for matrix (default green)
 -r: rainbow mode
 -m: lambda mode
`;
