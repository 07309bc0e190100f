/** tail: the last lines or bytes of each input, and what comes after. As GNU coreutils 9.4 tail. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { parseDuration } from '../../formats/durations.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { amountOf, obsoleteWords } from '../../text/tail/amount.ts';
import { type FollowedFile, follow } from '../../text/tail/follow.ts';
import { printEnd } from '../../text/tail/print-end.ts';
import { defineProgram } from '../define-program.ts';
import { lastOf } from '../getopt.ts';
import { type ProgramIo, WriteError } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'tail',
  usage: '[OPTION]... [FILE]...',
  summary: 'Print the last 10 lines of each FILE to standard output.',
  suite: 'GNU coreutils 9.4',
  rewrite: obsoleteWords,
  options: {
    amount: lastOf({
      bytes: {
        short: 'c',
        long: 'bytes',
        argument: '[+]NUM',
        type: amountOf('bytes'),
        help: 'output the last NUM bytes; or use -c +NUM to start with byte NUM',
      },
      lines: {
        short: 'n',
        long: 'lines',
        argument: '[+]NUM',
        type: amountOf('lines'),
        help: 'output the last NUM lines; or use -n +NUM to skip NUM-1 lines',
      },
    }),
    follow: lastOf({
      descriptor: { short: 'f', help: 'output appended data as the file grows' },
      how: {
        long: 'follow',
        argument: '{name|descriptor}',
        optional: true,
        type: followMode,
        help: 'likewise, by name or by descriptor (the default)',
      },
      name: { short: 'F', help: 'same as --follow=name --retry' },
    }),
    retry: { long: 'retry', help: 'keep trying to open a file if it is inaccessible' },
    maxUnchanged: { long: 'max-unchanged-stats', argument: 'N', help: '(has no effect)' },
    pid: { long: 'pid', argument: 'PID', type: processId, help: 'with -f, terminate after process ID, PID dies' },
    sleep: { short: 's', long: 'sleep-interval', argument: 'N', type: interval, help: 'with -f, seconds between looks (has no effect)' },
    titles: lastOf({
      never: { short: 'q', long: ['quiet', 'silent'], help: 'never output headers giving file names' },
      always: { short: 'v', long: 'verbose', help: 'always output headers giving file names' },
    }),
    zero: { short: 'z', long: 'zero-terminated', help: 'line delimiter is NUL, not newline' },
  },
  async run(io, options, operands) {
    const { amount, follow: following, titles, zero } = options;
    const wanted =
      amount === undefined ? { unit: 'lines' as const, count: 10, fromStart: false } : 'lines' in amount ? amount.lines : amount.bytes;
    const titled = titles === 'always' || (titles !== 'never' && operands.length > 1);
    const byName = following === 'name' || (typeof following === 'object' && following.how === 'name');
    const retry = options.retry || following === 'name';
    const files: FollowedFile[] = [];
    let status = 0;
    let last: FollowedFile | undefined;
    for (const name of operands.length === 0 ? ['-'] : operands) {
      const file = await open(io, name);
      files.push(file);
      if (file.fd === undefined) {
        status = 1;
        continue;
      }
      if (titled) await io.out(`${last ? '\n' : ''}==> ${file.title} <==\n`);
      last = file;
      if (!(await printed(io, file, () => printEnd(io, file.fd ?? 0, wanted, zero ? 0 : 10)))) status = 1;
    }
    await io.flush();
    if (following === undefined || isPipedInput(io, files)) return status;
    return (await follow(io, files, { byName, retry, pid: options.pid, titled, last })) || status;
  },
});

async function open(io: ProgramIo, name: ByteString): Promise<FollowedFile> {
  if (name === '-') return { name, title: 'standard input', fd: 0, stat: io.process.fstat(0) };
  try {
    const fd = await io.process.open(name, { read: true });
    return { name, title: name, fd, stat: io.process.fstat(fd) };
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    await io.flush();
    await io.complain(`cannot open ${io.quoted(name)} for reading: ${error.text}`);
    return { name, title: name, fd: undefined, stat: undefined };
  }
}

/** False, and said, when it cannot be read. */
async function printed(io: ProgramIo, file: FollowedFile, body: () => Promise<void>): Promise<boolean> {
  try {
    await body();
    return true;
  } catch (error) {
    if (!(error instanceof FsError) || error instanceof WriteError || error.errno === 'EPIPE') throw error;
    await io.flush();
    await io.complain(`error reading ${io.quoted(file.title)}: ${error.text}`);
    if (file.fd) io.process.close(file.fd);
    file.fd = undefined;
    return false;
  }
}

/** POSIX: -f means nothing for a pipe on standard input. */
const isPipedInput = (io: ProgramIo, files: readonly FollowedFile[]): boolean =>
  files.length === 1 && files[0]?.name === '-' && io.process.fstat(0).type === 'fifo';

function followMode(text: ByteString): 'name' | 'descriptor' {
  if (text !== '' && 'descriptor'.startsWith(text)) return 'descriptor';
  if (text !== '' && 'name'.startsWith(text)) return 'name';
  throw new UsageError(
    `invalid argument ${localeQuoted(text)} for ${localeQuoted('--follow')}\nValid arguments are:\n  - ${localeQuoted('descriptor')}\n  - ${localeQuoted('name')}`,
  );
}

function processId(text: ByteString): number {
  if (!/^\d+$/.test(text)) throw new UsageError(`invalid PID: ${localeQuoted(text)}`, { hint: false });
  return Number(text);
}

function interval(text: ByteString): number {
  const duration = parseDuration(text);
  if (duration === undefined) throw new UsageError(`invalid number of seconds: ${localeQuoted(text)}`, { hint: false });
  return duration;
}
