/** A program's stdio: buffered output as C's, names quoted in its locale, and reading whole lines or blocks from descriptors. */
import { type ByteString, concatBytes, fromBytes, toBytes } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import type { FileSystem } from '../../sim/fs/types.ts';
import type { MaybePromise, Process } from '../../sim/kernel/types.ts';
import { inLocale, isUnicodeLocale, shellEscape } from '../formats/quoting.ts';

const BUFFER_SIZE = 4096;

/** Standard output could not be written: not an operand's fault, and the end of the program. */
export class WriteError extends FsError {
  override readonly name = 'WriteError';
}

/** What `run` of a program gets. `out` is buffered by line on a terminal and by 4,096 bytes elsewhere, as stdio is; `err` is not. */
export class ProgramIo {
  readonly name: string;
  readonly process: Process;
  #pending: (ByteString | Uint8Array)[] = [];
  #pendingLength = 0;
  readonly #lineBuffered: boolean;
  #unicode: boolean | undefined;

  constructor(name: string, process: Process) {
    this.name = name;
    this.process = process;
    this.#lineBuffered = process.isOpen(1) && process.terminal(1) !== undefined;
  }

  get fs(): FileSystem {
    return this.process.fs;
  }

  /** Whether the program's locale is UTF-8 (C.UTF-8 on the host; C in most images). */
  get unicode(): boolean {
    this.#unicode ??= isUnicodeLocale(this.process.environment);
    return this.#unicode;
  }

  /** A name before `: ` in a message: quoted only when a shell would need it. */
  shellQuoted(name: ByteString): ByteString {
    return shellEscape(name, { colon: true, unicode: this.unicode });
  }

  /** A name inside a sentence, always quoted. */
  quoted(name: ByteString): ByteString {
    return shellEscape(name, { always: true, unicode: this.unicode });
  }

  /** Writes to standard output through the buffer. Await it: it waits when a pipe is full. */
  out(text: ByteString | Uint8Array): MaybePromise<void> {
    if (text.length === 0) return;
    this.#pending.push(text);
    this.#pendingLength += text.length;
    if (this.#pendingLength >= BUFFER_SIZE || (this.#lineBuffered && endsLine(text))) return this.flush();
  }

  /** Writes to standard error at once. May hold names from `localeQuoted`. */
  err(text: ByteString | Uint8Array): MaybePromise<void> {
    if (!this.process.isOpen(2)) return;
    return this.process.write(2, typeof text === 'string' ? inLocale(text, this.unicode) : text);
  }

  /** `NAME: TEXT\n` on standard error. */
  complain(text: ByteString): MaybePromise<void> {
    return this.err(`${this.name}: ${text}\n`);
  }

  /** Throws WriteError. */
  flush(): MaybePromise<void> {
    if (this.#pendingLength === 0) return;
    const pending = this.#pending;
    this.#pending = [];
    this.#pendingLength = 0;
    try {
      const writing = this.process.write(1, joined(pending));
      return writing instanceof Promise ? writing.catch(asWriteError) : writing;
    } catch (error) {
      asWriteError(error);
    }
  }
}

function asWriteError(error: unknown): never {
  throw error instanceof FsError ? new WriteError(error.errno) : error;
}

function joined(parts: readonly (ByteString | Uint8Array)[]): Uint8Array {
  if (isText(parts)) return toBytes(parts.length === 1 ? (parts[0] ?? '') : parts.join(''));
  return concatBytes(parts.map((part) => (typeof part === 'string' ? toBytes(part) : part)));
}

/** Many short texts become bytes at once: one by one would cost an array each. */
const isText = (parts: readonly (ByteString | Uint8Array)[]): parts is readonly ByteString[] =>
  parts.every((part) => typeof part === 'string');

function endsLine(text: ByteString | Uint8Array): boolean {
  return typeof text === 'string' ? text.includes('\n') : text.includes(10);
}

/** Blocks of a descriptor until its end. `for await (const block of blocks(process, fd))`. */
export async function* blocks(process: Process, fd: number): AsyncGenerator<Uint8Array, void> {
  for (;;) {
    const reading = process.read(fd);
    const block = reading instanceof Promise ? await reading : reading;
    if (block.length === 0) return;
    yield block;
  }
}

/** All bytes of a descriptor until its end. */
export async function readAll(process: Process, fd: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const block of blocks(process, fd)) parts.push(block);
  return concatBytes(parts);
}

/** All bytes of a file by name: devices and pipes too, which the file system alone cannot read. Throws FsError. */
export async function readWholeFile(process: Process, path: ByteString): Promise<Uint8Array> {
  const fd = await process.open(path, { read: true });
  try {
    return await readAll(process, fd);
  } finally {
    process.close(fd);
  }
}

/** Lines of a descriptor, each with its delimiter (the last may lack it), many at a time: arrays as they become known. */
export async function* lineGroups(process: Process, fd: number, delimiter = '\n'): AsyncGenerator<readonly ByteString[], void> {
  let rest = '';
  for await (const block of blocks(process, fd)) {
    const text = rest + fromBytes(block);
    const end = text.lastIndexOf(delimiter);
    if (end < 0) {
      rest = text;
      continue;
    }
    rest = text.slice(end + 1);
    const pause = process.tick(block.length >> 4);
    if (pause) await pause;
    yield splitKeeping(text.slice(0, end + 1), delimiter);
  }
  if (rest !== '') yield [rest];
}

function splitKeeping(text: ByteString, delimiter: string): ByteString[] {
  const lines: ByteString[] = [];
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf(delimiter, start) + 1;
    lines.push(text.slice(start, end));
    start = end;
  }
  return lines;
}
