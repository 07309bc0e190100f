// figlet: large letters out of ordinary text. As FIGlet 2.2.5 (figlet.org).
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { utf8 } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { defaultInputRules, type InputRules, mapCode, readControlFile } from '../../figlet/control-file.ts';
import { type Font, FontError, Layout, parseFont } from '../../figlet/font.ts';
import { decodeInput } from '../../figlet/input.ts';
import { Typesetter } from '../../figlet/typesetter.ts';
import { copyright, NO_F_OPTION, usage } from '../../figlet/words.ts';
import { defineProgram } from '../define-program.ts';
import { scanLetters } from '../getopt.ts';
import { blocks, type ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'figlet',
  usage: '[ -cklnoprstvxDELNRSWX ] [ message ]',
  summary: 'Makes large letters out of ordinary text.',
  options: {},
  raw: true,
  run: async (io, _, words) => {
    try {
      return await runFiglet(io, words);
    } catch (error) {
      if (error instanceof Stop) return stop(io, error);
      throw error;
    }
  },
});

/** Ends the program with what it says on standard error. */
class Stop extends Error {}

async function stop(io: ProgramIo, { message }: Stop): Promise<number> {
  await io.flush();
  await io.err(message);
  return 1;
}

interface Settings {
  message: ByteString[];
  fromArguments: boolean;
  german: boolean;
  paragraph: boolean;
  direction: 'font' | 'left' | 'right';
  justification: 'font' | 'left' | 'center' | 'right';
  /** The layout asked for: alone, added to the font's, or the font's own. */
  layout: { readonly bits: number; readonly how: 'only' | 'added' } | undefined;
  width: number;
  fontFolder: ByteString;
  font: ByteString;
  controlFiles: ByteString[];
  info: number | undefined;
}

const OPTIONS = 'ADEXLRI:xlcrpntvm:w:d:f:C:NFskSWo';

async function runFiglet(io: ProgramIo, words: readonly ByteString[]): Promise<number> {
  const name = (io.process.argv[0] ?? 'figlet').replace(/^.*\//, '');
  const settings = await readSettings(io, name, words);
  if (settings.info !== undefined) {
    await io.out(information(settings, name));
    return 0;
  }
  const rules = defaultInputRules();
  for (const file of settings.controlFiles)
    readControlFile(find(io, settings, file, ['.flc'], `${name}: ${file}: Unable to open control file\n`).bytes, rules);
  const font = loadFont(io, settings, name);
  await setText(io, settings, rules, font);
  return 0;
}

async function readSettings(io: ProgramIo, name: string, words: readonly ByteString[]): Promise<Settings> {
  const settings: Settings = {
    message: [],
    fromArguments: false,
    german: false,
    paragraph: false,
    direction: 'font',
    justification: 'font',
    layout: undefined,
    width: 80,
    fontFolder: io.process.environment.get('FIGLET_FONTDIR') ?? '/usr/share/figlet',
    font: 'standard',
    controlFiles: [],
    info: undefined,
  };
  try {
    settings.message = [...scanLetters(words, OPTIONS, (letter, argument) => applyOption(io, settings, letter, argument))];
  } catch (error) {
    if (error instanceof UsageError) throw new Stop(error.text === 'F' ? NO_F_OPTION(name) : `${name}: ${error.text}\n${usage(name)}`);
    throw error;
  }
  settings.fromArguments ||= settings.message.length > 0;
  return settings;
}

/** Options that set one thing to one value. */
const SIMPLE: Readonly<Record<string, Partial<Settings>>> = {
  A: { fromArguments: true },
  D: { german: true },
  E: { german: false },
  X: { direction: 'font' },
  L: { direction: 'left' },
  R: { direction: 'right' },
  x: { justification: 'font' },
  l: { justification: 'left' },
  c: { justification: 'center' },
  r: { justification: 'right' },
  p: { paragraph: true },
  n: { paragraph: false },
  s: { layout: undefined },
  k: { layout: { bits: Layout.kern, how: 'only' } },
  S: { layout: { bits: Layout.smush, how: 'added' } },
  o: { layout: { bits: Layout.smush, how: 'only' } },
  W: { layout: { bits: 0, how: 'only' } },
  v: { info: 0 },
  N: { controlFiles: [] },
};

function applyOption(io: ProgramIo, settings: Settings, letter: string, argument: ByteString): void {
  if (letter === 'N') settings.controlFiles = [];
  else if (SIMPLE[letter]) Object.assign(settings, SIMPLE[letter]);
  else if (letter === 'F') throw new UsageError('F');
  else if (letter === 't') settings.width = io.process.terminal(2)?.size.columns ?? io.process.terminal(0)?.size.columns ?? settings.width;
  else if (letter === 'w') settings.width = atoi(argument) > 0 ? atoi(argument) : settings.width;
  else if (letter === 'I') settings.info = atoi(argument) >= 0 ? atoi(argument) : undefined;
  else if (letter === 'd') settings.fontFolder = argument;
  else if (letter === 'f') settings.font = argument.replace(/\.[ft]lf$/i, '');
  else if (letter === 'C') settings.controlFiles.push(argument.replace(/\.flc$/i, ''));
  else if (letter === 'm') settings.layout = layoutOfNumber(atoi(argument));
}

function layoutOfNumber(number: number): Settings['layout'] {
  if (number < -1) return undefined;
  return { bits: number === 0 ? Layout.kern : number === -1 ? 0 : (number & 63) | Layout.smush, how: 'only' };
}

const atoi = (text: ByteString): number => Number(/^\s*[+-]?\d+/.exec(text)?.[0] ?? 0);

function information(settings: Settings, name: string): string {
  const texts = [copyright(name), '20205\n', `${settings.fontFolder}\n`, `${settings.font}\n`, `${settings.width}\n`, 'flf2 tlf2\n'];
  return texts[settings.info ?? -1] ?? '';
}

/** The bytes of `name` with one of the suffixes, from the font folder unless it has a folder of its own, then from here. */
function find(
  io: ProgramIo,
  { fontFolder }: Settings,
  name: ByteString,
  suffixes: readonly string[],
  failure: string,
): { bytes: Uint8Array; suffix: string } {
  for (const suffix of suffixes) {
    for (const folder of /[/\\]/.test(name) ? [''] : [`${fontFolder}/`, '']) {
      try {
        return { bytes: io.fs.readFile(`${folder}${name}${suffix}`), suffix };
      } catch (error) {
        if (!(error instanceof FsError)) throw error;
      }
    }
  }
  throw new Stop(failure);
}

function loadFont(io: ProgramIo, settings: Settings, name: string): Font {
  const { bytes, suffix } = find(io, settings, settings.font, ['.flf', '.tlf'], `${name}: ${settings.font}: Unable to open font file\n`);
  try {
    return parseFont(bytes, suffix === '.flf' ? 'flf2' : 'tlf2');
  } catch (error) {
    if (error instanceof FontError) throw new Stop(`${name}: ${settings.font}: ${error.message}\n`);
    throw error;
  }
}

const GERMAN = new Map([
  [91, 196],
  [92, 214],
  [93, 220],
  [123, 228],
  [124, 246],
  [125, 252],
  [126, 223],
]);
const NEWLINE = 10;
const isBlank = (code: number) => code === 32 || (code >= 9 && code <= 13);

async function setText(io: ProgramIo, settings: Settings, rules: InputRules, font: Font): Promise<void> {
  const rightToLeft = settings.direction === 'font' ? font.rightToLeft : settings.direction === 'right';
  let printed = '';
  const typesetter = new Typesetter({
    font,
    layout: settings.layout === undefined ? font.layout : settings.layout.bits | (settings.layout.how === 'added' ? font.layout : 0),
    rightToLeft,
    justification: settings.justification === 'font' ? (rightToLeft ? 'right' : 'left') : settings.justification,
    width: settings.width,
    print: (row) => (printed += utf8(String.fromCodePoint(...row))),
  });
  const put = characterFilter(settings, rules, (code) => typesetter.put(code));
  const decoder = decodeInput(rules, put);
  decoder.next();
  for await (const block of input(io, settings)) {
    for (const byte of block) {
      decoder.next(byte);
      const pause = io.process.tick();
      if (pause) await pause;
    }
    await io.out(printed);
    printed = '';
  }
  decoder.next(-1);
  put(-1);
  typesetter.end();
  await io.out(printed);
}

/** Paragraph mode, German letters, control files' mappings and control characters, before a character is set. -1 is the end. */
function characterFilter(settings: Settings, rules: InputRules, set: (code: number) => void): (code: number) => void {
  let afterEnd = false;
  let pending = false;
  const put = (code: number) => {
    afterEnd = isBlank(code) && code !== 9 && code !== 32;
    const mapped = mapCode((settings.german && GERMAN.get(code)) || code, rules.mappings);
    const shown = isBlank(mapped) ? (mapped === 9 || mapped === 32 ? 32 : NEWLINE) : mapped;
    if ((shown > 0 && shown < 32 && shown !== NEWLINE) || shown === 127) return;
    set(shown);
  };
  return (code) => {
    if (pending) {
      pending = false;
      put(isBlank(code) ? NEWLINE : 32);
    }
    if (code === -1) return;
    if (code === NEWLINE && settings.paragraph && !afterEnd) pending = true;
    else put(code);
  };
}

/** The words of the command line, an empty one as a newline, or standard input. */
function input(io: ProgramIo, settings: Settings): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  if (!settings.fromArguments) return blocks(io.process, 0);
  const text = settings.message.map((word, i) => `${word}${i === settings.message.length - 1 ? '' : word === '' ? '\n' : ' '}`).join('');
  return [Uint8Array.from(text, (character) => character.charCodeAt(0))];
}
