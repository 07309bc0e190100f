/** The system calls on descriptors: open, read, write, poll and their kin. As open(2), read(2), write(2), dup(2), pipe(2), poll(2). */
import { type ByteString, toBytes } from '../fs/bytes.ts';
import { FsError } from '../fs/errno.ts';
import type { OpenFlags, Stat } from '../fs/types.ts';
import { BaseCalls } from './base-calls.ts';
import type { Description } from './description.ts';
import { openPath } from './open.ts';
import { Pipe, PipeEnd } from './pipe.ts';
import { attend } from './sleep.ts';
import { openPtyFor, terminalOf } from './terminal.ts';
import { costOf, type Interest, pollOnce, pollSlowly, readSlowly, writeOnce, writeSlowly } from './transfer.ts';
import type { MaybePromise, PollResult, PtyMaster, Terminal, WindowSize } from './types.ts';

const READ_SIZE = 65_536;

export class DescriptorCalls extends BaseCalls {
  open(path: ByteString, flags: OpenFlags, mode?: number): MaybePromise<number> {
    if (this.enter()) return this.#openSlowly(path, flags, mode);
    const opened = openPath(this.core, this.task, path, flags, mode);
    if (opened instanceof Promise) return this.#openSlowly(path, flags, mode, opened);
    return this.task.descriptors.add(opened, 0, flags.closeOnExec);
  }

  close(fd: number): void {
    this.enterNow();
    this.task.descriptors.close(fd);
  }

  dup(fd: number, from = 0): number {
    this.enterNow();
    const { descriptors } = this.task;
    return descriptors.add(descriptors.get(fd).retain(), from);
  }

  dup2(fd: number, to: number): void {
    this.enterNow();
    const { descriptors } = this.task;
    const description = descriptors.get(fd);
    if (fd !== to) descriptors.set(to, description.retain());
  }

  pipe(): { readonly read: number; readonly write: number } {
    this.enterNow();
    const pipe = new Pipe(this.core.nextIno());
    const { descriptors } = this.task;
    const read = descriptors.add(new PipeEnd(pipe, { read: true, write: false }));
    return { read, write: descriptors.add(new PipeEnd(pipe, { read: false, write: true })) };
  }

  isOpen(fd: number): boolean {
    return this.task.descriptors.find(fd) !== undefined;
  }

  descriptors(): readonly number[] {
    return this.task.descriptors.numbers();
  }

  setCloseOnExec(fd: number, on: boolean): void {
    this.enterNow();
    this.task.descriptors.setCloseOnExec(fd, on);
  }

  read(fd: number, maximum = READ_SIZE): MaybePromise<Uint8Array> {
    const mustAttend = this.enter();
    const description = this.task.descriptors.get(fd);
    if (!description.access.read) throw new FsError('EBADF');
    const bytes = mustAttend ? undefined : description.tryRead(maximum, this.task);
    if (bytes === undefined) return readSlowly(this.core, this.task, description, maximum);
    this.core.scheduler.charge(costOf(bytes.length));
    return bytes;
  }

  write(fd: number, data: Uint8Array | ByteString): MaybePromise<void> {
    const mustAttend = this.enter();
    const description = this.task.descriptors.get(fd);
    if (!description.access.write) throw new FsError('EBADF');
    const bytes = typeof data === 'string' ? toBytes(data) : data;
    const written = mustAttend ? 0 : writeOnce(this.core, this.task, description, bytes, 0);
    if (!mustAttend && written === bytes.length) return undefined;
    return writeSlowly(this.core, this.task, description, bytes, written);
  }

  seek(fd: number, offset: number, whence: 'set' | 'current' | 'end'): number {
    this.enterNow();
    return this.task.descriptors.get(fd).seek(offset, whence);
  }

  fstat(fd: number): Stat {
    this.enterNow();
    return this.task.descriptors.get(fd).stat();
  }

  ftruncate(fd: number, size: number): void {
    this.enterNow();
    this.task.descriptors.get(fd).truncate(size);
  }

  poll(interests: readonly Interest[], timeout?: number): MaybePromise<readonly PollResult[]> {
    if (!this.enter()) {
      const ready = pollOnce(this.task, interests);
      if (ready.length > 0 || timeout === 0) return ready;
    }
    return pollSlowly(this.core, this.task, interests, timeout);
  }

  terminal(fd: number): Terminal | undefined {
    return terminalOf(this.core, this.task, fd);
  }

  openPty(size: WindowSize): { readonly master: PtyMaster; readonly slave: number } {
    this.enterNow();
    return openPtyFor(this.core, this.task, size);
  }

  async #openSlowly(path: ByteString, flags: OpenFlags, mode: number | undefined, opening?: Promise<Description>): Promise<number> {
    if (opening === undefined) {
      const pause = attend(this.core, this.task, false);
      if (pause) await pause;
    }
    const description = await (opening ?? openPath(this.core, this.task, path, flags, mode));
    return this.task.descriptors.add(description, 0, flags.closeOnExec);
  }
}
