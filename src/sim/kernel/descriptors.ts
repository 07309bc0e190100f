/** A process's table of file descriptors. The lowest free number is taken; descriptions are counted, so that the last close ends a pipe. */
import { FsError } from '../fs/errno.ts';
import type { Description } from './description.ts';

/** As `ulimit -n` on Ubuntu's shells and in its containers. */
const LIMIT = 1024 * 1024;

interface Slot {
  readonly description: Description;
  closeOnExec: boolean;
}

export class DescriptorTable {
  #slots: (Slot | undefined)[] = [];

  find(fd: number): Description | undefined {
    return this.#slots[fd]?.description;
  }

  get(fd: number): Description {
    const slot = this.#slots[fd];
    if (slot === undefined) throw new FsError('EBADF');
    return slot.description;
  }

  /** Gives the description the lowest free number from `from` on. The table takes over the caller's reference. */
  add(description: Description, from = 0, closeOnExec = false): number {
    let fd = from;
    while (this.#slots[fd] !== undefined) fd++;
    if (fd >= LIMIT) throw new FsError('EMFILE');
    this.#slots[fd] = { description, closeOnExec };
    return fd;
  }

  /** Puts the description at `fd`, closing what was there. The table takes over the caller's reference. */
  set(fd: number, description: Description): void {
    if (fd < 0 || fd >= LIMIT) throw new FsError('EBADF');
    const former = this.#slots[fd];
    this.#slots[fd] = { description, closeOnExec: false };
    former?.description.release();
  }

  close(fd: number): void {
    const { description } = this.#slot(fd);
    this.#slots[fd] = undefined;
    description.release();
  }

  setCloseOnExec(fd: number, on: boolean): void {
    this.#slot(fd).closeOnExec = on;
  }

  isCloseOnExec(fd: number): boolean {
    return this.#slot(fd).closeOnExec;
  }

  numbers(): number[] {
    const numbers: number[] = [];
    for (let fd = 0; fd < this.#slots.length; fd++) if (this.#slots[fd] !== undefined) numbers.push(fd);
    return numbers;
  }

  /** The table of a child: all of them for a fork, without the close-on-exec ones for a spawn. */
  copy({ forExec }: { readonly forExec: boolean }): DescriptorTable {
    const table = new DescriptorTable();
    for (let fd = 0; fd < this.#slots.length; fd++) {
      const slot = this.#slots[fd];
      if (slot === undefined || (forExec && slot.closeOnExec)) continue;
      slot.description.retain();
      table.#slots[fd] = { description: slot.description, closeOnExec: slot.closeOnExec };
    }
    return table;
  }

  closeForExec(): void {
    for (const fd of this.numbers()) if (this.isCloseOnExec(fd)) this.close(fd);
  }

  closeAll(): void {
    const slots = this.#slots;
    this.#slots = [];
    for (const slot of slots) slot?.description.release();
  }

  #slot(fd: number): Slot {
    const slot = this.#slots[fd];
    if (slot === undefined) throw new FsError('EBADF');
    return slot;
  }
}
