/** Holds a client's terminal or pipes to a container's streams until it ends or is let go. As docker/cli container/hijack.go. */
import type { Attachment, AttachOptions, StreamName } from '../../../../../sim/engine/engine.ts';
import { FsError } from '../../../../../sim/fs/errno.ts';
import type { MaybePromise, Process, PtyMaster, Signal, Terminal } from '../../../../../sim/kernel/types.ts';
import { StatusError } from '../status-error.ts';
import { DetachKeys, parseDetachKeys } from './detach-keys.ts';

export interface SessionOptions {
  readonly stdin: boolean;
  /** The container has a terminal. */
  readonly tty: boolean;
  readonly detachKeys: string;
  /** Makes the container redraw its screen at first, as docker attach does, by a change of size. */
  readonly redraw?: boolean;
  /** Where signals go; undefined: with a terminal they are passed over, without one they end the client. */
  readonly onSignal?: ((signal: Signal) => void) | undefined;
}

export type SessionEnd = 'ended' | 'detached';

/** docker's checkTty: a terminal for the container needs one here. Throws StatusError. */
export function requireTerminal(process: Process, stdin: boolean, tty: boolean): void {
  if (stdin && tty && process.terminal(0) === undefined) throw new StatusError('the input device is not a TTY');
}

/** What attachContainer and startExec get: output goes to this process's stdout and stderr. */
export function attachOptions(
  process: Process,
  wanted: { readonly stdin: boolean; readonly stdout: boolean; readonly stderr: boolean },
): AttachOptions {
  return { ...wanted, onOutput: (stream, bytes) => pass(process, stream, bytes) };
}

/** A client that is dead or whose reader is gone loses the output: the container must not notice. */
function pass(process: Process, stream: StreamName, bytes: Uint8Array): MaybePromise<void> {
  try {
    const writing = process.write(stream === 'stdout' ? 1 : 2, bytes);
    return writing instanceof Promise ? writing.catch(() => {}) : undefined;
  } catch {
    return undefined;
  }
}

/** Runs until the streams end or the detach keys are typed. The terminal is raw meanwhile and as it was afterwards. */
export async function holdSession(process: Process, attachment: Attachment, options: SessionOptions): Promise<SessionEnd> {
  const terminal = options.tty && options.stdin ? process.terminal(0) : undefined;
  const undo: (() => void)[] = [];
  try {
    if (terminal) undo.push(makeRaw(terminal));
    if (options.tty) undo.push(...relayTerminal(process, attachment, options));
    const onSignal = options.onSignal ?? (options.tty ? () => {} : undefined);
    if (onSignal) undo.push(proxySignals(process, onSignal));
    return await pump(process, attachment, options);
  } finally {
    for (const step of undo.reverse()) quietly(step);
    attachment.detach();
  }
}

function makeRaw(terminal: Terminal): () => void {
  const before = terminal.attributes;
  terminal.setAttributes({
    ...before,
    canonical: false,
    echo: false,
    signals: false,
    extended: false,
    crToNl: false,
    flowControl: false,
    postProcess: false,
    minimum: 1,
    time: 0,
  });
  return () => terminal.setAttributes(before);
}

/** Window size, its changes, and where the keys go. */
function relayTerminal(process: Process, attachment: Attachment, options: SessionOptions): readonly (() => void)[] {
  const terminal = process.terminal(1) ?? process.terminal(0);
  if (!terminal) return [];
  const { columns, rows } = terminal.size;
  if (options.redraw) attachment.resize({ columns: columns + 1, rows: rows + 1 });
  attachment.resize({ columns, rows });
  process.on('WINCH', { handle: () => attachment.resize(terminal.size) });
  const undo = [() => process.on('WINCH', 'default')];
  const own = process.terminal(0);
  if (own && options.stdin && attachment.pty) undo.push(...relay(own, attachment.pty));
  return undo;
}

/** A container that has ended already has hung up: then there is nothing to relay. */
function relay(own: Terminal, pty: PtyMaster): readonly (() => void)[] {
  try {
    return [own.relayTo(pty)];
  } catch (error) {
    if (error instanceof FsError) return [];
    throw error;
  }
}

/** As docker's ForwardAllSignals, for the signals that people send. */
const PROXIED: readonly Signal[] = ['HUP', 'INT', 'QUIT', 'TERM', 'USR1', 'USR2', 'ALRM', 'CONT'];

function proxySignals(process: Process, onSignal: (signal: Signal) => void): () => void {
  const before = PROXIED.map((signal) => [signal, process.disposition(signal)] as const);
  for (const [signal, disposition] of before) {
    const ownHandler = typeof disposition === 'object' ? disposition.handle : undefined;
    process.on(signal, {
      handle(given) {
        ownHandler?.(given);
        onSignal(given);
      },
    });
  }
  return () => {
    for (const [signal, disposition] of before) process.on(signal, disposition);
  };
}

async function pump(process: Process, attachment: Attachment, options: SessionOptions): Promise<SessionEnd> {
  const keys = options.tty && options.stdin ? new DetachKeys(parseDetachKeys(options.detachKeys)) : undefined;
  const ended = endSignal(process, attachment.ended);
  let reading = options.stdin;
  try {
    for (;;) {
      const interests = [{ fd: ended, read: true }, ...(reading ? [{ fd: 0, read: true }] : [])];
      const ready = await process.poll(interests);
      if (ready.some(({ fd }) => fd === ended)) return 'ended';
      if (!ready.some(({ fd }) => fd === 0)) continue;
      const bytes = await readInput(process);
      if (bytes === undefined || bytes.length === 0) {
        reading = false;
        attachment.closeInput();
        continue;
      }
      const { pass: passed, detached } = keys?.filter(bytes) ?? { pass: bytes, detached: false };
      if (passed.length > 0) await attachment.write(passed);
      if (detached) return 'detached';
    }
  } finally {
    quietly(() => process.close(ended));
  }
}

async function readInput(process: Process): Promise<Uint8Array | undefined> {
  try {
    return await process.read(0);
  } catch (error) {
    if (error instanceof FsError && error.errno !== 'EINTR') return undefined;
    throw error;
  }
}

/** A descriptor that becomes readable when `promise` settles: so the wait is a system call, which signals can interrupt. */
function endSignal(process: Process, promise: Promise<unknown>): number {
  const { read, write } = process.pipe();
  const close = (): void => quietly(() => process.close(write));
  promise.then(close, close);
  return read;
}

/** Waits for something of the daemon's in a system call: signals reach the process meanwhile. */
export async function waitFor<T>(process: Process, promise: Promise<T>): Promise<T> {
  const fd = endSignal(process, promise);
  try {
    await process.poll([{ fd, read: true }]);
  } finally {
    quietly(() => process.close(fd));
  }
  return promise;
}

/** In a dead process every call throws: then there is nothing left to put in order. */
function quietly(step: () => void): void {
  try {
    step();
  } catch {
    // The process has ended.
  }
}
