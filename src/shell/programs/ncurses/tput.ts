/** tput: a terminal's capabilities. As ncurses 6.4 tput. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { expandCapability, findTerminalType, type TerminalType } from '../../formats/terminfo.ts';
import { defineProgram } from '../define-program.ts';
import { lineGroups, type ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'tput',
  usage: '[-V] [-S] [-x] [-T term] capname',
  summary: 'Initialize a terminal or query the terminfo database.',
  usageStatus: 2,
  stopAtOperand: true,
  options: {
    type: { short: 'T', argument: 'TERM', help: 'use this instead of $TERM' },
    standardInput: { short: 'S', help: 'read commands from standard input' },
    version: { short: 'V', help: 'print curses-version' },
    keepScrollback: { short: 'x', help: 'do not try to clear scrollback' },
  },
  async run(io, { type, standardInput, version, keepScrollback }, operands) {
    if (version) {
      await io.out('ncurses 6.4.20240113\n');
      return 0;
    }
    const name = type ?? io.process.environment.get('TERM');
    if (!name) throw new UsageError('No value for $TERM and no -T specified', { hint: false });
    const terminal = findTerminalType(name);
    if (!terminal) throw new UsageError(`unknown terminal "${name}"`, { hint: false, status: 3 });
    if (!standardInput) {
      if (operands.length === 0) {
        await io.err('usage: tput [-V] [-S] [-x] [-T term] capname\n');
        return 2;
      }
      return show(io, terminal, operands, keepScrollback);
    }
    let status = 0;
    for await (const lines of lineGroups(io.process, 0)) {
      for (const line of lines) {
        const words = line
          .trim()
          .split(/\s+/)
          .filter((word) => word !== '');
        if (words.length > 0) status = await show(io, terminal, words, keepScrollback);
      }
    }
    return status;
  },
});

/** Other names that tput takes, from termcap. */
const TERMCAP: Readonly<Record<string, string>> = {
  cl: 'clear',
  me: 'sgr0',
  md: 'bold',
  AF: 'setaf',
  AB: 'setab',
  ti: 'smcup',
  te: 'rmcup',
  vi: 'civis',
  ve: 'cnorm',
  us: 'smul',
  ue: 'rmul',
  so: 'smso',
  se: 'rmso',
  cm: 'cup',
  Co: 'colors',
  co: 'cols',
  li: 'lines',
};

async function show(
  io: ProgramIo,
  terminal: TerminalType,
  [first = '', ...parameters]: readonly ByteString[],
  keepScrollback: boolean,
): Promise<number> {
  const name = TERMCAP[first] ?? first;
  const size = [1, 2, 0].flatMap((fd) => (io.process.isOpen(fd) ? (io.process.terminal(fd)?.size ?? []) : []))[0];
  const numbers: Readonly<Record<string, number | undefined>> = {
    cols: environmentSize(io, 'COLUMNS') ?? (size?.columns || 80),
    lines: environmentSize(io, 'LINES') ?? (size?.rows || 24),
    colors: terminal.colors ?? -1,
    it: 8,
    pairs: terminal.colors === undefined ? -1 : terminal.colors === 8 ? 64 : 65_536,
  };
  const number = numbers[name];
  if (number !== undefined) {
    await io.out(`${number}\n`);
    return 0;
  }
  if (name === 'longname') {
    await io.out(terminal.description);
    return 0;
  }
  if (name === 'init' || name === 'reset') {
    await io.out((name === 'reset' ? (terminal.text['rs1'] ?? '') : '') + (terminal.text['rs2'] ?? terminal.text['is2'] ?? ''));
    return 0;
  }
  if (terminal.flags.includes(name)) return 0;
  if (BOOLEANS.has(name)) return 1;
  const text = terminal.text[name];
  if (text === undefined) {
    if (KNOWN_TEXTS.has(name)) return 1;
    await io.complain(`unknown terminfo capability '${first}'`);
    return 4;
  }
  const shown = expandCapability(text, parameters.map(Number));
  await io.out(keepScrollback && name === 'clear' ? shown.replaceAll('\x1b[3J', '') : shown);
  return 0;
}

const BOOLEANS = new Set(['am', 'bce', 'bw', 'ccc', 'eo', 'hs', 'km', 'mir', 'msgr', 'npc', 'xenl', 'xon', 'mc5i', 'hc', 'os', 'ul']);
const KNOWN_TEXTS = new Set([
  'clear',
  'bold',
  'sgr0',
  'setaf',
  'setab',
  'cup',
  'smcup',
  'rmcup',
  'civis',
  'cnorm',
  'smul',
  'rmul',
  'smso',
  'rmso',
  'rev',
  'dim',
  'blink',
  'sitm',
  'ritm',
  'el',
  'ed',
  'op',
  'sc',
  'rc',
  'home',
  'flash',
  'invis',
  'kcuu1',
  'kcud1',
  'kcuf1',
  'kcub1',
]);

function environmentSize(io: ProgramIo, name: string): number | undefined {
  const text = io.process.environment.get(name);
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
