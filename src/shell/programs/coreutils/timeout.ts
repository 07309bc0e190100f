/** timeout: runs a command for a limited time. As GNU coreutils 9.4 timeout. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import type { Signal, WaitStatus } from '../../../sim/kernel/types.ts';
import { spawnByName } from '../../files/search-path.ts';
import { parseDuration } from '../../formats/durations.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { parseSignal, signalNumber } from '../../formats/signals.ts';
import { defineProgram } from '../define-program.ts';
import type { ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'timeout',
  usage: '[OPTION] DURATION COMMAND [ARG]...',
  summary: 'Start COMMAND, and kill it if still running after DURATION.',
  suite: 'GNU coreutils 9.4',
  usageStatus: 125,
  stopAtOperand: true,
  options: {
    preserve: { long: 'preserve-status', help: 'exit with the same status as COMMAND, even when it times out' },
    foreground: { long: 'foreground', help: 'allow COMMAND to read from the TTY and get TTY signals' },
    killAfter: {
      short: 'k',
      long: 'kill-after',
      argument: 'DURATION',
      help: 'also send a KILL signal if COMMAND is still running this long after',
      type: readDuration,
    },
    signal: { short: 's', long: 'signal', argument: 'SIGNAL', help: 'specify the signal to be sent on timeout', type: readSignal },
    verbose: { short: 'v', long: 'verbose', help: 'diagnose to stderr any signal sent upon timeout' },
  },
  async run(io, options, operands) {
    const [duration, ...command] = operands;
    if (duration === undefined || command.length === 0) throw new UsageError('');
    const limit = readDuration(duration);
    if (!options.foreground) leadGroup(io);
    const child = start(io, command);
    if (typeof child === 'object') {
      await io.complain(`failed to run command ${localeQuoted(command[0] ?? '')}: ${child.text}`);
      return child.errno === 'ENOENT' ? 127 : 126;
    }
    return watch(io, child, limit, { ...options, signal: options.signal ?? 'TERM', command: command[0] ?? '' });
  },
});

/** A session's leader has its group already. */
function leadGroup(io: ProgramIo): void {
  try {
    io.process.setGroup(0, 0);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
  }
}

interface Watch {
  readonly preserve: boolean;
  readonly foreground: boolean;
  readonly killAfter: number | undefined;
  readonly signal: Signal;
  readonly verbose: boolean;
  readonly command: ByteString;
}

function readDuration(text: ByteString): number {
  const duration = parseDuration(text);
  if (duration === undefined) throw new UsageError(`invalid time interval ${localeQuoted(text)}`);
  return duration;
}

function readSignal(text: ByteString): Signal {
  const signal = parseSignal(text);
  if (!signal) throw new UsageError(`${localeQuoted(text)}: invalid signal`);
  return signal;
}

function start(io: ProgramIo, command: readonly ByteString[]): number | FsError {
  io.process.on('TTIN', 'ignore');
  io.process.on('TTOU', 'ignore');
  io.process.on('CHLD', { handle: () => undefined, restart: false });
  try {
    return spawnByName(io.process, command, { defaultSignals: ['TTIN', 'TTOU'] });
  } catch (error) {
    if (error instanceof FsError) return error;
    throw error;
  }
}

async function watch(io: ProgramIo, child: number, limit: number, options: Watch): Promise<number> {
  // What is sent to timeout itself goes on to the command.
  for (const signal of ['INT', 'QUIT', 'HUP', 'TERM'] as const)
    io.process.on(signal, { handle: () => send(io, child, signal, options), restart: true });
  let status = await waitFor(io, child, limit);
  let timedOut = false;
  if (!status) {
    timedOut = true;
    await report(io, options.signal, options);
    send(io, child, options.signal, options);
    status = await waitFor(io, child, options.killAfter ?? 0);
    if (!status) {
      await report(io, 'KILL', options);
      send(io, child, 'KILL', options);
      status = await waitFor(io, child, 0);
    }
  }
  return finalStatus(io, status, timedOut, options);
}

function finalStatus(io: ProgramIo, status: WaitStatus | undefined, timedOut: boolean, { preserve }: Watch): number {
  if (!status) return 124;
  const signal = 'signaled' in status ? status.signaled : undefined;
  if (timedOut && !preserve && signal !== 'KILL') return 124;
  if (signal === undefined) return 'exited' in status ? status.exited : 0;
  if (!timedOut) {
    io.process.on(signal, 'default');
    io.process.kill(io.process.pid, signal);
  }
  return 128 + signalNumber(signal);
}

async function report(io: ProgramIo, signal: Signal, { verbose, command }: Watch): Promise<void> {
  if (verbose) await io.complain(`sending signal ${signal} to command ${localeQuoted(command)}`);
}

/** To the command and, when it has our group, to that; a stopped one is woken for it. */
function send(io: ProgramIo, child: number, signal: Signal, { foreground }: Watch): void {
  const attempt = (pid: number, each: Signal): void => {
    try {
      io.process.kill(pid, each);
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
    }
  };
  attempt(child, signal);
  if (!foreground) {
    // KILL ends timeout too: its caller sees 137.
    if (signal !== 'KILL') io.process.on(signal, 'ignore');
    attempt(0, signal);
    if (signal !== 'KILL' && signal !== 'CONT') attempt(0, 'CONT');
  }
  if (signal !== 'KILL' && signal !== 'CONT') attempt(child, 'CONT');
}

/** How the child ended, or undefined when it runs on after `limit` microseconds (0: without limit). */
async function waitFor(io: ProgramIo, child: number, limit: number): Promise<WaitStatus | undefined> {
  const end = io.process.now() + limit;
  for (;;) {
    try {
      const result = await io.process.wait({ pid: child }, { noHang: limit !== 0 });
      if (result) return result.status;
      const left = end - io.process.now();
      if (left <= 0) return undefined;
      await io.process.sleep(left);
    } catch (error) {
      if (!(error instanceof FsError) || error.errno !== 'EINTR') throw error;
    }
  }
}
