/** A program's stdio: buffered output as C's, and reading whole lines or blocks from descriptors. */
import { type ByteString, concatBytes, fromBytes, toBytes } from '../../sim/fs/bytes.ts';
import type { FileSystem } from '../../sim/fs/types.ts';
import type { MaybePromise, Process } from '../../sim/kernel/types.ts';

const BUFFER_SIZE = 4096;

/** What `run` of a program gets. `out` is buffered by line on a terminal and by 4,096 bytes elsewhere, as stdio is; `err` is not. */
export class ProgramIo {
  readonly name: string;
  readonly process: Process;
  #pending: (ByteString | Uint8Array)[] = [];
  #pendingLength = 0;
  readonly #lineBuffered: boolean;

  constructor(name: string, process: Process) {
    this.name = name;
    this.process = process;
    this.#lineBuffered = process.isOpen(1) && process.terminal(1) !== undefined;
  }

  get fs(): FileSystem {
    return this.process.fs;
  }

  /** Writes to standard output through the buffer. Await it: it waits when a pipe is full. */
  out(text: ByteString | Uint8Array): MaybePromise<void> {
    if (text.length === 0) return;
    this.#pending.push(text);
    this.#pendingLength += text.length;
    if (this.#pendingLength >= BUFFER_SIZE || (this.#lineBuffered && endsLine(text))) return this.flush();
  }

  /** Writes to standard error at once, after what is still in `out`'s buffer only if both are terminals' line buffers. */
  err(text: ByteString | Uint8Array): MaybePromise<void> {
    return this.process.write(2, text);
  }

  /** `NAME: TEXT\n` on standard error. */
  complain(text: ByteString): MaybePromise<void> {
    return this.err(`${this.name}: ${text}\n`);
  }

  flush(): MaybePromise<void> {
    if (this.#pendingLength === 0) return;
    const pending = this.#pending;
    this.#pending = [];
    this.#pendingLength = 0;
    return this.process.write(1, joined(pending));
  }
}

function joined(parts: readonly (ByteString | Uint8Array)[]): Uint8Array {
  return concatBytes(parts.map((part) => (typeof part === 'string' ? toBytes(part) : part)));
}

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
