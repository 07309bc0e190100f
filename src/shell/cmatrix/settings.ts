/** cmatrix's options and keys as settings. As CMatrix 2.0-6. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { scanLetters } from '../programs/getopt.ts';
import { UsageError } from '../programs/usage-error.ts';
import { BAD_COLOR, USAGE, VERSION } from './words.ts';

const COLORS = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
export const WHITE = 7;
/** What rainbow mode chooses from. */
export const RAINBOW = [2, 4, 0, 3, 6, 5];
export interface Settings {
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

export const newSettings = (): Settings => ({
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
export class Said extends Error {
  readonly text: string;
  readonly error: boolean;
  constructor(text: string, error = false) {
    super(text);
    this.text = text;
    this.error = error;
  }
}

export function readOptions(settings: Settings, words: readonly ByteString[]): Said | undefined {
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

const KEY_COLORS: Readonly<Record<string, string>> = {
  '!': 'red',
  '@': 'green',
  '#': 'yellow',
  $: 'blue',
  '%': 'magenta',
  '^': 'cyan',
  '&': 'white',
};

/** What a key changes while the rain falls. */
export function keyMeans(settings: Settings, key: string): Partial<Settings> {
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
