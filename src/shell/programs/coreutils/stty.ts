/** stty: shows and sets a terminal's modes. As GNU coreutils 9.4 stty, as far as the line discipline here has them. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import type { Terminal, TerminalAttributes } from '../../../sim/kernel/types.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { cookedAttributes, MODE_NAMES, rawAttributes, SPECIAL_CHARACTERS, saneAttributes } from '../../formats/terminal-modes.ts';
import { defineProgram } from '../define-program.ts';
import type { ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'stty',
  usage:
    '[-F DEVICE | --file=DEVICE] [SETTING]...\n  or:  stty [-F DEVICE | --file=DEVICE] [-a|--all]\n  or:  stty [-F DEVICE | --file=DEVICE] [-g|--save]',
  summary: 'Print or change terminal characteristics.',
  suite: 'GNU coreutils 9.4',
  rewrite: keepSettings,
  options: {
    all: { short: 'a', long: 'all', help: 'print all current settings in human-readable form' },
    save: { short: 'g', long: 'save', help: 'print all current settings in a stty-readable form' },
    file: { short: 'F', long: 'file', argument: 'DEVICE', help: 'open and use DEVICE instead of stdin' },
  },
  async run(io, { all, save, file }, operands) {
    if (all && save)
      throw new UsageError('the options for verbose and stty-readable output styles are\nmutually exclusive', { hint: false });
    if ((all || save) && operands.length > 0)
      throw new UsageError('when specifying an output style, modes may not be set', { hint: false });
    const terminal = await openTerminal(io, file);
    if (!all && !save && operands.length > 0) return set(io, terminal, operands);
    await io.out(save ? saved(terminal.attributes) : all ? allSettings(terminal) : changedSettings(terminal));
    return 0;
  },
});

/** `-echo` is a setting, not options. */
function keepSettings(words: readonly ByteString[]): readonly ByteString[] {
  const end = words.findIndex((word, i) => (!/^(-a|-g|-F.*|--.*)$/.test(word) || /^-[a-z]{2}/.test(word)) && words[i - 1] !== '-F');
  return end < 0 ? words : [...words.slice(0, end), '--', ...words.slice(end)];
}

async function openTerminal(io: ProgramIo, file: ByteString | undefined): Promise<Terminal> {
  try {
    const fd = file === undefined ? 0 : await io.process.open(file, { read: true, nonBlock: true });
    const terminal = io.process.isOpen(fd) ? io.process.terminal(fd) : undefined;
    if (terminal) return terminal;
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    throw new UsageError(`${io.shellQuoted(file ?? '')}: ${error.text}`, { hint: false });
  }
  throw new UsageError(`${file === undefined ? "'standard input'" : io.shellQuoted(file)}: Inappropriate ioctl for device`, {
    hint: false,
  });
}

const caret = (code: number): string =>
  code === 0 ? '<undef>' : code < 32 ? `^${String.fromCharCode(code + 64)}` : code === 127 ? '^?' : String.fromCharCode(code);

/** Modes that never change here, as `stty -a` shows them on a fresh pseudo-terminal. */
const ROWS: readonly string[] = [
  '-parenb -parodd -cmspar cs8 -hupcl -cstopb cread -clocal -crtscts',
  '-ignbrk -brkint -ignpar -parmrk -inpck -istrip -inlcr -igncr icrnl ixon -ixoff -iuclc -ixany -imaxbel -iutf8',
  'opost -olcuc -ocrnl onlcr -onocr -onlret -ofill -ofdel nl0 cr0 tab0 bs0 vt0 ff0',
  'isig icanon iexten echo echoe echok -echonl -noflsh -xcase -tostop -echoprt echoctl echoke -flusho -extproc',
];

function allSettings({ size, attributes }: Terminal): string {
  const characters = SPECIAL_CHARACTERS.map(([name, key]) => `${name} = ${caret(attributes.characters[key])}`);
  const [intr, quit, erase, kill, eof, start, stop, susp, ...more] = characters;
  const lines = [
    `speed 38400 baud; rows ${size.rows}; columns ${size.columns}; line = 0;`,
    `${[intr, quit, erase, kill, eof].join('; ')}; eol = <undef>; eol2 = <undef>; swtch = <undef>; ${[start, stop].join('; ')};`,
    `${[susp, ...more].join('; ')}; discard = ^O; min = ${attributes.minimum}; time = ${attributes.time};`,
    ...ROWS.map((row) =>
      row
        .split(' ')
        .map((word) => current(word, attributes))
        .join(' '),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function current(word: string, attributes: TerminalAttributes): string {
  const name = word.replace(/^-/, '');
  const key = MODE_NAMES[name];
  return key === undefined ? word : `${attributes[key] ? '' : '-'}${name}`;
}

/** What differs from sane. */
function changedSettings({ attributes }: Terminal): string {
  const sane = saneAttributes(attributes);
  const characters = SPECIAL_CHARACTERS.filter(([, key]) => attributes.characters[key] !== sane.characters[key]).map(
    ([name, key]) => `${name} = ${caret(attributes.characters[key])};`,
  );
  const modes = Object.entries(MODE_NAMES)
    .filter(([name, key]) => attributes[key] !== sane[key] && name !== 'ctlecho' && name !== 'crterase')
    .map(([name, key]) => `${attributes[key] ? '' : '-'}${name}`);
  const raw = attributes.canonical ? '' : ` min = ${attributes.minimum}; time = ${attributes.time};`;
  return `speed 38400 baud; line = 0;\n${characters.length > 0 || raw !== '' ? `${characters.join(' ')}${raw}\n`.trimStart() : ''}-brkint -imaxbel\n${modes.length > 0 ? `${modes.join(' ')}\n` : ''}`;
}

function saved(attributes: TerminalAttributes): string {
  const modes = [...new Set(Object.values(MODE_NAMES))].map((key) => (attributes[key] ? '1' : '0')).join('');
  return `${modes}:${attributes.minimum}:${attributes.time}:${SPECIAL_CHARACTERS.map(([, key]) => attributes.characters[key].toString(16)).join(':')}\n`;
}

async function set(io: ProgramIo, terminal: Terminal, settings: readonly ByteString[]): Promise<number> {
  let attributes = terminal.attributes;
  for (let i = 0; i < settings.length; i++) {
    const setting = settings[i] ?? '';
    if (setting === 'size') await io.out(`${terminal.size.rows} ${terminal.size.columns}\n`);
    else if (setting === 'speed') await io.out('38400\n');
    else if (/^(rows|cols|columns)$/.test(setting)) {
      const value = Number(argument(settings, ++i, setting));
      terminal.setSize(setting === 'rows' ? { ...terminal.size, rows: value } : { ...terminal.size, columns: value });
    } else {
      const [changed, used] = change(attributes, settings, i);
      attributes = changed;
      i += used;
    }
  }
  terminal.setAttributes(attributes);
  return 0;
}

function argument(settings: readonly ByteString[], i: number, setting: ByteString): ByteString {
  const text = settings[i];
  if (text === undefined) throw new UsageError(`missing argument to ${localeQuoted(setting)}`);
  return text;
}

/** The attributes after one setting, and how many further words it took. */
function change(attributes: TerminalAttributes, settings: readonly ByteString[], i: number): readonly [TerminalAttributes, number] {
  const setting = settings[i] ?? '';
  if (setting === 'sane') return [saneAttributes(attributes), 0];
  if (setting === 'raw' || setting === '-cooked') return [rawAttributes(attributes), 0];
  if (setting === '-raw' || setting === 'cooked') return [cookedAttributes(attributes), 0];
  if (setting === 'cbreak') return [{ ...attributes, canonical: false }, 0];
  if (setting === '-cbreak') return [{ ...attributes, canonical: true }, 0];
  if (setting === 'min' || setting === 'time') {
    const value = Number(argument(settings, i + 1, setting));
    return [setting === 'min' ? { ...attributes, minimum: value } : { ...attributes, time: value }, 1];
  }
  const special = SPECIAL_CHARACTERS.find(([name]) => name === setting);
  if (special)
    return [
      { ...attributes, characters: { ...attributes.characters, [special[1]]: characterCode(argument(settings, i + 1, setting)) } },
      1,
    ];
  const key = MODE_NAMES[setting.replace(/^-/, '')];
  if (key !== undefined) return [{ ...attributes, [key]: !setting.startsWith('-') }, 0];
  if (ROWS.some((row) => row.split(' ').some((word) => word.replace(/^-/, '') === setting.replace(/^-/, '')))) return [attributes, 0];
  const words = setting.split(':');
  if (words.length === SPECIAL_CHARACTERS.length + 3) return [restored(attributes, words), 0];
  throw new UsageError(`invalid argument ${localeQuoted(setting)}`);
}

function characterCode(text: ByteString): number {
  if (text === '' || text === '^-' || text === 'undef') return 0;
  if (text.length === 2 && text.startsWith('^')) return text === '^?' ? 127 : text.charCodeAt(1) & 31;
  return text.length === 1 ? text.charCodeAt(0) : Number(text);
}

function restored(attributes: TerminalAttributes, [modes = '', minimum, time, ...codes]: readonly string[]): TerminalAttributes {
  const keys = [...new Set(Object.values(MODE_NAMES))];
  const flags = Object.fromEntries(keys.map((key, i) => [key, modes.charAt(i) === '1']));
  const characters = Object.fromEntries(SPECIAL_CHARACTERS.map(([, key], i) => [key, Number.parseInt(codes[i] ?? '0', 16)]));
  return { ...attributes, ...flags, minimum: Number(minimum), time: Number(time), characters: { ...attributes.characters, ...characters } };
}
