/** Pipes and fifos: a ring of 64 KiB between two counted ends. As Linux pipe(7). */
import type { ByteString } from '../fs/bytes.ts';
import type { Pin, Stat } from '../fs/types.ts';
import { type Access, anonymousStat, BROKEN, Description, type Readiness } from './description.ts';
import { WaitQueue } from './wait-queue.ts';

const CAPACITY = 65_536;
/** A write of at most this many bytes is never mixed with another's. */
const ATOMIC = 4096;
const NOTHING = new Uint8Array(0);

export class Pipe {
  readonly ino: number;
  readonly readQueue = new WaitQueue();
  readonly writeQueue = new WaitQueue();
  /** Woken when an end is opened: a fifo's open waits for the other one. */
  readonly openQueue = new WaitQueue();
  readers = 0;
  writers = 0;
  /** How often an end was opened, so that one that came and went meanwhile counts. */
  readersSeen = 0;
  writersSeen = 0;
  #ring = new Uint8Array(512);
  #start = 0;
  #length = 0;

  constructor(ino: number) {
    this.ino = ino;
  }

  get length(): number {
    return this.#length;
  }

  get room(): number {
    return CAPACITY - this.#length;
  }

  read(maximum: number): Uint8Array | undefined {
    if (this.#length === 0) return this.writers === 0 ? NOTHING : undefined;
    const count = Math.min(maximum, this.#length);
    const bytes = new Uint8Array(count);
    const first = Math.min(count, this.#ring.length - this.#start);
    copy(this.#ring, this.#start, bytes, 0, first);
    if (count > first) copy(this.#ring, 0, bytes, first, count - first);
    this.#start = (this.#start + count) % this.#ring.length;
    this.#length -= count;
    this.writeQueue.wake();
    return bytes;
  }

  /** Takes what fits; all or nothing when it is at most ATOMIC bytes. */
  write(bytes: Uint8Array, from: number): number {
    if (this.readers === 0) return BROKEN;
    const wanted = bytes.length - from;
    const { room } = this;
    if (room < wanted && (room === 0 || wanted <= ATOMIC)) return 0;
    const count = Math.min(wanted, room);
    if (this.#length + count > this.#ring.length) this.#grow(this.#length + count);
    const ring = this.#ring;
    const end = (this.#start + this.#length) % ring.length;
    const first = Math.min(count, ring.length - end);
    copy(bytes, from, ring, end, first);
    if (count > first) copy(bytes, from + first, ring, 0, count - first);
    this.#length += count;
    this.readQueue.wake();
    return count;
  }

  #grow(wanted: number): void {
    let size = this.#ring.length;
    while (size < wanted) size *= 2;
    const ring = new Uint8Array(Math.min(size, CAPACITY));
    const first = Math.min(this.#length, this.#ring.length - this.#start);
    ring.set(this.#ring.subarray(this.#start, this.#start + first));
    ring.set(this.#ring.subarray(0, this.#length - first), first);
    this.#ring = ring;
    this.#start = 0;
  }
}

/** For a few bytes a loop is faster than `set` with `subarray`. */
function copy(source: Uint8Array, from: number, target: Uint8Array, to: number, count: number): void {
  if (count > 32) target.set(source.subarray(from, from + count), to);
  else for (let i = 0; i < count; i++) target[to + i] = source[from + i] ?? 0;
}

/** One end of a pipe, or a fifo opened in one way or in both. */
export class PipeEnd extends Description {
  readonly pipe: Pipe;
  readonly #pin: Pin | undefined;

  constructor(pipe: Pipe, access: Access, pin?: Pin) {
    super(access, { read: pipe.readQueue, write: pipe.writeQueue });
    this.pipe = pipe;
    this.#pin = pin;
    if (access.read) pipe.readers++;
    if (access.read) pipe.readersSeen++;
    if (access.write) pipe.writers++;
    if (access.write) pipe.writersSeen++;
    pipe.openQueue.wake();
  }

  tryRead(maximum: number): Uint8Array | undefined {
    return this.pipe.read(maximum);
  }

  tryWrite(bytes: Uint8Array, from: number): number {
    return this.pipe.write(bytes, from);
  }

  stat(): Stat {
    return this.#pin?.stat() ?? anonymousStat('fifo', this.pipe.ino, 0o600);
  }

  path(): ByteString {
    return this.#pin?.path() ?? `pipe:[${this.pipe.ino}]`;
  }

  override readiness(): Readiness {
    const { pipe, access } = this;
    const readable = access.read && (pipe.length > 0 || (pipe.writers === 0 && pipe.writersSeen > 0));
    const broken = access.write && pipe.readers === 0;
    const hangUp = access.read ? pipe.writers === 0 && pipe.writersSeen > 0 : broken;
    return { readable, writable: access.write && (broken || pipe.room >= ATOMIC), hangUp };
  }

  protected override dispose(): void {
    const { pipe } = this;
    if (this.access.read && --pipe.readers === 0) pipe.writeQueue.wake();
    if (this.access.write && --pipe.writers === 0) pipe.readQueue.wake();
    this.#pin?.release();
  }
}
