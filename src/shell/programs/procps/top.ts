/** top: the processes, again and again, the busiest first. As procps-ng 4.0.4 top: batch mode, and the keys q, c, P, M, N, T. */
import { type ByteString, fromBytes } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { summaryLines, topTable, type TopOrder } from '../../files/processes/top-screen.ts';
import { rawAttributes } from '../../formats/terminal-modes.ts';
import { defineProgram } from '../define-program.ts';
import type { ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'top',
  usage: '[options]',
  summary: 'Display system processes.',
  rewrite: (words) => words.map((word) => (/^[a-zA-Z0-9.]+$/.test(word) && /^b/.test(word) ? `-${word}` : word)),
  options: {
    batch: { short: 'b', long: 'batch', help: 'batch mode' },
    commandLine: { short: 'c', long: 'cmdline-toggle', help: 'show command lines' },
    delay: { short: 'd', long: 'delay', argument: 'SECS', help: 'seconds between updates', type: readNumber },
    iterations: { short: 'n', long: 'iterations', argument: 'NUMBER', help: 'exit after so many updates', type: readNumber },
    order: { short: 'o', long: 'sort-override', argument: 'FIELD', help: 'sort by this field' },
    pids: { short: 'p', long: 'pid', argument: 'PIDLIST', help: 'monitor only these' },
    user: { short: 'uU', long: ['filter-any-user', 'filter-only-euser'], argument: 'USER', help: "show only USER's processes" },
    width: { short: 'w', long: 'width', argument: 'COLUMNS', optional: true, help: 'override the screen width' },
    version: { short: 'V', help: 'output version information and exit' },
  },
  async run(io, { batch, commandLine, delay, iterations, order, pids, user, width, version }) {
    if (version) {
      await io.out('  top from procps-ng 4.0.4\n');
      return 0;
    }
    const wanted = pids?.split(',').map(Number);
    const view: View = {
      commandLine,
      order: orderOf(order),
      pids: wanted,
      user,
      width: typeof width === 'string' ? Number(width) : undefined,
    };
    const rounds = iterations ?? Number.POSITIVE_INFINITY;
    const seconds = delay ?? 3;
    if (batch || !io.process.terminal(1) || !io.process.terminal(0)) {
      if (!batch) throw new UsageError('failed tty get', { hint: false });
      return printRounds(io, view, rounds, seconds);
    }
    return interact(io, view, rounds, seconds);
  },
});

interface View {
  readonly commandLine: boolean;
  readonly order: TopOrder;
  readonly pids: readonly number[] | undefined;
  readonly user: ByteString | undefined;
  readonly width: number | undefined;
}

function readNumber(text: ByteString): number {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new UsageError(`bad value '${text}'`, { hint: false });
  return Number(text);
}

const ORDERS: Readonly<Record<string, TopOrder>> = { '%CPU': 'cpu', '%MEM': 'memory', PID: 'pid', 'TIME+': 'time', RES: 'memory' };

function orderOf(field: ByteString | undefined): TopOrder {
  const order = ORDERS[(field ?? '%CPU').replace(/^[-+]/, '')];
  if (!order) throw new UsageError(`unrecognized field name '${field}'`, { hint: false });
  return order;
}

async function printRounds(io: ProgramIo, view: View, rounds: number, seconds: number): Promise<number> {
  for (let i = 0; i < rounds; i++) {
    if (i > 0) {
      await io.out('\n');
      await io.flush();
      await io.process.sleep(seconds * 1e6);
    }
    await io.out(`${[...summaryLines(io), '', ...topTable(io, view)].join('\n')}\n`);
  }
  return 0;
}

/** On a terminal: the whole screen, redrawn until q. */
async function interact(io: ProgramIo, start: View, rounds: number, seconds: number): Promise<number> {
  const terminal = io.process.terminal(0);
  if (!terminal) return 1;
  const before = terminal.attributes;
  let view = start;
  terminal.setAttributes({ ...rawAttributes(before), signals: true, echo: false, postProcess: true });
  io.process.on('INT', { handle: () => undefined, restart: false });
  await io.out('\x1b[?1h\x1b=\x1b[?25l\x1b[H\x1b[2J');
  try {
    for (let i = 0; i < rounds; i++) {
      await draw(io, view);
      const key = await readKey(io, seconds);
      if (key === 'q' || key === '\x03' || key === 'end') break;
      view = { ...view, order: KEYS[key] ?? view.order, commandLine: key === 'c' ? !view.commandLine : view.commandLine };
    }
  } finally {
    terminal.setAttributes(before);
    await io.process.write(1, `\x1b[?1l\x1b>\x1b[${terminal.size.rows};1H\x1b[?12l\x1b[?25h\r\n`);
  }
  return 0;
}

const KEYS: Readonly<Record<string, TopOrder>> = { P: 'cpu', M: 'memory', N: 'pid', T: 'time' };

async function draw(io: ProgramIo, view: View): Promise<void> {
  const { columns = 80, rows = 24 } = io.process.terminal(1)?.size ?? {};
  const [heading = '', ...lines] = topTable(io, { ...view, width: columns });
  const shown = [...summaryLines(io).map((line) => line.slice(0, columns)), '', `\x1b[7m${heading.padEnd(columns)}\x1b[m`, ...lines].slice(
    0,
    rows,
  );
  await io.out(`\x1b[H${shown.map((line) => `${line}\x1b[K`).join('\n')}\x1b[J`);
  await io.flush();
}

/** A key, or nothing when the time is over. */
async function readKey(io: ProgramIo, seconds: number): Promise<string> {
  try {
    const ready = await io.process.poll([{ fd: 0, read: true }], seconds * 1e6);
    if (!ready.some(({ readable, hangUp }) => readable || hangUp)) return '';
    const key = fromBytes(await io.process.read(0, 1));
    return key === '' ? 'end' : key;
  } catch (error) {
    if (error instanceof FsError && error.errno === 'EINTR') return '\x03';
    throw error;
  }
}
