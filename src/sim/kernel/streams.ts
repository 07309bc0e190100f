/** Pipes whose other end is outside any process: the engine's side of a container's stdio, a test's input. */
import { FsError } from '../fs/errno.ts';
import type { Core } from './core.ts';
import { BROKEN, type Description } from './description.ts';
import { Pipe, PipeEnd } from './pipe.ts';
import type { MaybePromise, StreamEnd } from './types.ts';
import type { WaitQueue } from './wait-queue.ts';

export class Streams {
  readonly #core: Core;
  readonly #ends = new Map<number, Description>();
  #lastId = 0;

  constructor(core: Core) {
    this.#core = core;
  }

  create(): { readonly readEnd: StreamEnd; readonly writeEnd: StreamEnd } {
    const pipe = new Pipe(this.#core.nextIno());
    const readEnd = this.#enrol(new PipeEnd(pipe, { read: true, write: false }));
    return { readEnd, writeEnd: this.#enrol(new PipeEnd(pipe, { read: false, write: true })) };
  }

  /** Throws EBADF when it was closed. */
  get(end: StreamEnd): Description {
    const description = this.#ends.get(end.id);
    if (description === undefined) throw new FsError('EBADF');
    return description;
  }

  read(end: StreamEnd, maximum = 65_536): MaybePromise<Uint8Array> {
    const description = this.get(end);
    return description.tryRead(maximum, undefined) ?? this.#readSlowly(description, maximum);
  }

  write(end: StreamEnd, bytes: Uint8Array): MaybePromise<void> {
    const description = this.get(end);
    const written = this.#writeOnce(description, bytes, 0);
    return written === bytes.length ? undefined : this.#writeSlowly(description, bytes, written);
  }

  close(end: StreamEnd): void {
    const description = this.#ends.get(end.id);
    this.#ends.delete(end.id);
    description?.release();
    this.#core.scheduler.kick();
  }

  #enrol(description: Description): StreamEnd {
    const id = ++this.#lastId;
    this.#ends.set(id, description);
    return { id };
  }

  async #readSlowly(description: Description, maximum: number): Promise<Uint8Array> {
    for (;;) {
      await this.#sleep(description.readQueue);
      const bytes = description.tryRead(maximum, undefined);
      if (bytes) return bytes;
    }
  }

  async #writeSlowly(description: Description, bytes: Uint8Array, from: number): Promise<void> {
    for (let written = from; written < bytes.length; ) {
      await this.#sleep(description.writeQueue);
      written += this.#writeOnce(description, bytes, written);
    }
  }

  #writeOnce(description: Description, bytes: Uint8Array, from: number): number {
    const count = description.tryWrite(bytes, from, undefined);
    if (count === BROKEN) throw new FsError('EPIPE');
    return count;
  }

  #sleep(queue: WaitQueue | undefined): Promise<void> {
    this.#core.scheduler.kick();
    return new Promise((wake) => queue?.add({ wake }));
  }
}
