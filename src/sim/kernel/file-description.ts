/** Open regular files and directories: an offset over what sim/fs opened. */
import type { ByteString } from '../fs/bytes.ts';
import { FsError } from '../fs/errno.ts';
import type { OpenFile, Pin, Stat } from '../fs/types.ts';
import { type Access, Description } from './description.ts';

export class FileDescription extends Description {
  readonly #file: OpenFile;
  readonly #append: boolean;
  #offset = 0;

  constructor(file: OpenFile, access: Access, append: boolean) {
    super(access);
    this.#file = file;
    this.#append = append;
  }

  tryRead(maximum: number): Uint8Array {
    const bytes = this.#file.read(this.#offset, maximum);
    this.#offset += bytes.length;
    return bytes;
  }

  tryWrite(bytes: Uint8Array, from: number): number {
    const part = from === 0 ? bytes : bytes.subarray(from);
    this.#offset = this.#file.write(this.#append ? 'end' : this.#offset, part);
    return part.length;
  }

  override seek(offset: number, whence: 'set' | 'current' | 'end'): number {
    const base = whence === 'set' ? 0 : whence === 'current' ? this.#offset : this.#file.stat().size;
    if (base + offset < 0) throw new FsError('EINVAL');
    this.#offset = base + offset;
    return this.#offset;
  }

  override truncate(size: number): void {
    if (!this.access.write) throw new FsError('EINVAL');
    this.#file.truncate(size);
  }

  stat(): Stat {
    return this.#file.stat();
  }

  path(): ByteString {
    return this.#file.pin.path() ?? '(deleted)';
  }

  protected override dispose(): void {
    this.#file.close();
  }
}

export class DirectoryDescription extends Description {
  readonly #pin: Pin;

  constructor(pin: Pin) {
    super({ read: true, write: false });
    this.#pin = pin;
  }

  tryRead(): never {
    throw new FsError('EISDIR');
  }

  tryWrite(): never {
    throw new FsError('EBADF');
  }

  override seek(offset: number): number {
    return offset;
  }

  stat(): Stat {
    return this.#pin.stat();
  }

  path(): ByteString {
    return this.#pin.path() ?? '(deleted)';
  }

  protected override dispose(): void {
    this.#pin.release();
  }
}
