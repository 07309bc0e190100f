/** kill: sends signals. As procps-ng 4.0.4 kill, which Ubuntu ships as /usr/bin/kill. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import type { Signal } from '../../../sim/kernel/types.ts';
import { parseSignal, SIGNALS, signalNumber } from '../../formats/signals.ts';
import { defineProgram } from '../define-program.ts';
import type { ProgramIo } from '../program-io.ts';

const USAGE = `
Usage:
 kill [options] <pid> [...]

Options:
 <pid> [...]            the processes to which the signal goes
 -<signal>, -s, --signal <signal>
                        the <signal> to be sent
 -q, --queue <value>    an integer to be sent with the signal
 -l, --list=[<signal>]  list all signal names, or convert one to a name
 -L, --table            list all signal names in a table

 -h, --help     display this help and exit
 -V, --version  output version information and exit

For more details see kill(1).
`;

export default defineProgram({
  name: 'kill',
  usage: '[options] <pid> [...]',
  summary: 'Send a signal to processes.',
  raw: true,
  options: {},
  async run(io, _options, words) {
    const asked = await answer(io, words);
    if (asked !== undefined) return asked;
    const { signal, operands, wrong } = readArguments(words);
    if (wrong !== undefined) {
      await io.complain(`unknown signal name ${wrong}`);
      return 1;
    }
    if (operands.length === 0) {
      await io.err(USAGE);
      return 1;
    }
    let status = 0;
    for (const operand of operands) if (!(await send(io, operand, signal))) status = 1;
    return status;
  },
});

/** -l, -L, -V, -h. */
async function answer(io: ProgramIo, words: readonly ByteString[]): Promise<number | undefined> {
  const [first, second] = words;
  if (first === '-V' || first === '--version') await io.out('kill from procps-ng 4.0.4\n');
  else if (first === '-h' || first === '--help') await io.out(USAGE);
  else if (first === '-L' || first === '--table') await io.out(table());
  else if (first === '-l' || first === '--list' || first?.startsWith('--list=')) {
    const wanted = first.startsWith('--list=') ? first.slice(7) : second;
    if (wanted === undefined) await io.out(list());
    else {
      const signal = parseSignal(wanted);
      if (!signal) {
        await io.complain(`unknown signal name ${wanted}`);
        return 1;
      }
      await io.out(`${/^\d+$/.test(wanted) ? nameOf(signal) : signalNumber(signal)}\n`);
    }
  } else return undefined;
  return 0;
}

/** procps calls the 29th POLL. */
const nameOf = (signal: Signal): string => (signal === 'IO' ? 'POLL' : signal);

function list(): string {
  const names = SIGNALS.map(nameOf);
  return `${names.slice(0, 16).join(' ')}\n${names.slice(16).join(' ')}\n`;
}

function table(): string {
  const cells = SIGNALS.map((signal, i) => `${String(i + 1).padStart(2)} ${nameOf(signal).padEnd(8)}`);
  let text = '';
  for (let i = 0; i < cells.length; i += 7)
    text += `${cells
      .slice(i, i + 7)
      .join(' ')
      .replace(i + 7 < cells.length ? / +$/ : /(?!)/, '')}\n`;
  return text;
}

interface Arguments {
  readonly signal: Signal | 0;
  readonly operands: readonly ByteString[];
  readonly wrong: ByteString | undefined;
}

function readArguments(words: readonly ByteString[]): Arguments {
  let signal: Signal | 0 = 'TERM';
  let rest = words;
  const [first = '', second] = words;
  const named =
    first === '-s' || first === '--signal'
      ? second
      : (/^-s(.+)/.exec(first)?.[1] ?? /^--signal=(.+)/.exec(first)?.[1] ?? (/^-[A-Z0-9]/i.test(first) ? first.slice(1) : undefined));
  if (named !== undefined) {
    const found = parseSignal(named);
    if (found === undefined) return { signal, operands: [], wrong: named };
    signal = found;
    rest = words.slice(first === '-s' || first === '--signal' ? 2 : 1);
  }
  return { signal, operands: rest[0] === '--' ? rest.slice(1) : rest, wrong: undefined };
}

async function send(io: ProgramIo, operand: ByteString, signal: Signal | 0): Promise<boolean> {
  if (!/^-?\d+$/.test(operand)) {
    await io.complain(`failed to parse argument: '${operand}'`);
    return false;
  }
  try {
    io.process.kill(Number(operand), signal === 0 ? undefined : signal);
    return true;
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    await io.complain(`(${operand}): ${error.text}`);
    return false;
  }
}
