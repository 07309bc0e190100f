/** An open file description: what descriptors share after dup and fork (offset, status flags, the thing itself). As POSIX.1-2017 §3.258. */
import type { ByteString } from '../fs/bytes.ts';
import { FsError } from '../fs/errno.ts';
import type { Stat } from '../fs/types.ts';
import type { Task } from './task.ts';
import type { Tty } from './tty.ts';
import type { WaitQueue } from './wait-queue.ts';

export interface Access {
  readonly read: boolean;
  readonly write: boolean;
}

/** As poll(2) tells: `hangUp` when the other end is gone. */
export interface Readiness {
  readonly readable: boolean;
  readonly writable: boolean;
  readonly hangUp: boolean;
}

const READY: Readiness = { readable: true, writable: true, hangUp: false };

/** What `tryWrite` returns when nobody will ever read: SIGPIPE and EPIPE. */
export const BROKEN = -1;

export abstract class Description {
  /** Descriptors (of all processes) and other holders. */
  references = 1;
  nonBlock = false;
  readonly access: Access;
  /** Woken when reading, writing may get further; undefined for what never waits. */
  readonly readQueue: WaitQueue | undefined;
  readonly writeQueue: WaitQueue | undefined;
  /** The terminal behind it. */
  readonly tty: Tty | undefined;

  constructor(access: Access, waiting: { readonly read?: WaitQueue; readonly write?: WaitQueue; readonly tty?: Tty } = {}) {
    this.access = access;
    this.readQueue = waiting.read;
    this.writeQueue = waiting.write;
    this.tty = waiting.tty;
  }

  /** At most `maximum` bytes, none at the end, undefined when one has to wait. */
  abstract tryRead(maximum: number, caller: Task | undefined): Uint8Array | undefined;
  /** How many bytes after `from` were taken: 0 when one has to wait, BROKEN when nobody reads. */
  abstract tryWrite(bytes: Uint8Array, from: number, caller: Task | undefined): number;
  abstract stat(): Stat;
  /** As readlink of /proc/self/fd/N gives it. */
  abstract path(): ByteString;

  /** How long a read that found nothing waits at most, in microseconds; undefined: for ever. */
  readPatience(): number | undefined {
    return undefined;
  }

  /** What a read gives when its patience is over. */
  readTimedOut(_maximum: number): Uint8Array {
    return new Uint8Array(0);
  }

  readiness(): Readiness {
    return READY;
  }

  seek(_offset: number, _whence: 'set' | 'current' | 'end'): number {
    throw new FsError('ESPIPE');
  }

  truncate(_size: number): void {
    throw new FsError('EINVAL');
  }

  retain(): this {
    this.references++;
    return this;
  }

  release(): void {
    if (--this.references === 0) this.dispose();
  }

  /** The last reference is gone. */
  protected dispose(): void {}
}

/** A stat of something that is in no file system. */
export function anonymousStat(type: Stat['type'], ino: number, mode: number, rdev?: Stat['rdev']): Stat {
  const times = { mtime: 0, ctime: 0, atime: 0 };
  return { type, ino, mode, uid: 0, gid: 0, ...times, size: 0, nlink: 1, dev: 14, rdev, blocks: 0 };
}
