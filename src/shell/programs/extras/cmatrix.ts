// cmatrix: the green rain of "The Matrix". As CMatrix 2.0-6 (github.com/abishekvashok/cmatrix).
import { type ByteString, utf8 } from '../../../sim/fs/bytes.ts';
import type { Process } from '../../../sim/kernel/types.ts';
import { BLANK, HEAD, NOTHING, Rain, TAIL } from '../../cmatrix/rain.ts';
import { keyMeans, newSettings, RAINBOW, readOptions, type Settings, WHITE } from '../../cmatrix/settings.ts';
import { NO_SETFONT } from '../../cmatrix/words.ts';
import { CursesScreen, windowSize } from '../../curses/curses-screen.ts';
import { findTerminalType, type TerminalType } from '../../curses/terminal-type.ts';
import { defineProgram } from '../define-program.ts';
import type { ProgramIo } from '../program-io.ts';

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

const LAMBDA = utf8('λ');

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
