/** watch: runs a command again and again on the whole screen. As procps-ng 4.0.4 watch. */
import { type ByteString, fromBytes } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { spawnByName } from '../../files/search-path.ts';
import { calendarTime, formatTime } from '../../formats/time-format.ts';
import { parseTimeZone } from '../../formats/time-zone.ts';
import { defineProgram } from '../define-program.ts';
import { readAll, type ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'watch',
  usage: '[options] command',
  summary: 'Execute a program periodically, showing output fullscreen.',
  stopAtOperand: true,
  options: {
    beep: { short: 'b', long: 'beep', help: 'beep if command has a non-zero exit' },
    color: { short: 'c', long: 'color', help: 'interpret ANSI color and style sequences' },
    differences: { short: 'd', long: 'differences', argument: 'permanent', optional: true, help: 'highlight changes between updates' },
    errorExit: { short: 'e', long: 'errexit', help: 'exit if command has a non-zero exit' },
    changeExit: { short: 'g', long: 'chgexit', help: 'exit when output from command changes' },
    interval: { short: 'n', long: 'interval', argument: 'secs', help: 'seconds to wait between updates', type: readInterval },
    precise: { short: 'p', long: 'precise', help: 'attempt run command in precise intervals' },
    noTitle: { short: 't', long: 'no-title', help: 'turn off header' },
    noWrap: { short: 'w', long: 'no-wrap', help: 'turn off line wrapping' },
    direct: { short: 'x', long: 'exec', help: 'pass command to exec instead of "sh -c"' },
  },
  async run(io, options, operands) {
    if (operands.length === 0) throw new UsageError('', { hint: true });
    const interval = options.interval ?? 2;
    let before: ByteString | undefined;
    io.process.on('INT', { handle: () => io.process.exit(0) });
    await io.out('\x1b[?1049h');
    try {
      for (;;) {
        const { text, status } = await capture(io, options.direct ? operands : ['sh', '-c', operands.join(' ')]);
        await io.out(screen(io, { text, command: operands.join(' '), interval, title: !options.noTitle }));
        await io.flush();
        if (status !== 0 && options.errorExit) return 8;
        if (options.changeExit && before !== undefined && before !== text) return 0;
        before = text;
        await io.process.sleep(interval * 1e6);
      }
    } finally {
      await io.process.write(1, '\x1b[?1049l');
    }
  },
});

function readInterval(text: ByteString): number {
  const value = Number(text);
  if (text === '' || Number.isNaN(value)) throw new UsageError(`failed to parse argument: '${text}'`, { hint: false });
  return Math.max(0.1, value);
}

async function capture(io: ProgramIo, argv: readonly ByteString[]): Promise<{ readonly text: ByteString; readonly status: number }> {
  const pipe = io.process.pipe();
  try {
    const pid = spawnByName(io.process, argv, {
      descriptors: new Map<number, number | undefined>([
        [1, pipe.write],
        [2, pipe.write],
        [pipe.read, undefined],
      ]),
    });
    io.process.close(pipe.write);
    const text = fromBytes(await readAll(io.process, pipe.read));
    const result = await io.process.wait({ pid });
    return { text, status: result && 'exited' in result.status ? result.status.exited : 1 };
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    return { text: `watch: unable to execute '${argv[0]}': ${error.text}\n`, status: 4 };
  } finally {
    io.process.close(pipe.read);
  }
}

interface Picture {
  readonly text: ByteString;
  readonly command: ByteString;
  readonly interval: number;
  readonly title: boolean;
}

function screen(io: ProgramIo, { text, command, interval, title }: Picture): ByteString {
  const { columns = 80, rows = 24 } = io.process.terminal(1)?.size ?? {};
  const time = formatTime('%a %b %e %H:%M:%S %Y', calendarTime(io.process.now(), parseTimeZone(io.process.environment.get('TZ'))));
  const left = `Every ${interval.toFixed(1)}s: ${command}`;
  const right = `${io.process.hostname()}: ${time}`;
  const room = columns - right.length - 1;
  const header = `${(left.length > room ? `${left.slice(0, Math.max(0, room - 3))}...` : left).padEnd(room)} ${right}`;
  const lines = text.split('\n').slice(0, rows - (title ? 2 : 0));
  return `\x1b[H\x1b[2J${title ? `${header}\r\n\r\n` : ''}${lines.map((line) => line.slice(0, columns)).join('\r\n')}`;
}
