/** The lines of all of sed's files, as one stream or file by file. As GNU sed 4.9 sed/execute.c. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import type { MaybePromise } from '../../sim/kernel/types.ts';
import type { ProgramIo } from '../programs/program-io.ts';
import { LineReader } from '../text/line-reader.ts';
import { ScriptError } from './script.ts';

export interface InputOptions {
  /** -s and -i: each file has its own line numbers and its own last line. */
  readonly separate: boolean;
  readonly delimiter: string;
  /** Called when a file begins and when it has ended; -i opens and finishes its output there. Throws FsError; false: skip the file. */
  readonly opened: (name: ByteString, fd: number) => MaybePromise<boolean>;
  readonly closed: (name: ByteString) => MaybePromise<void>;
}

export class Input {
  readonly #io: ProgramIo;
  readonly #options: InputOptions;
  readonly #names: readonly ByteString[];
  #next = 0;
  #reader: LineReader | undefined;
  #fd = 0;
  /** Of the present file; `-` for standard input. */
  name: ByteString = '-';
  line = 0;
  /** Whether the line given last had its newline. */
  terminated = true;
  /** Some file could not be read. */
  failed = false;

  constructor(io: ProgramIo, names: readonly ByteString[], options: InputOptions) {
    this.#io = io;
    this.#names = names;
    this.#options = options;
  }

  /** The next line; undefined behind the last one of all files. */
  next(): MaybePromise<ByteString | undefined> {
    const line = this.#reader?.next();
    if (line === undefined || line instanceof Promise) return this.#nextSlowly(line);
    this.line++;
    this.terminated = true;
    return line;
  }

  async #nextSlowly(reading: MaybePromise<ByteString | undefined>): Promise<ByteString | undefined> {
    let pending = reading;
    for (;;) {
      const line = await this.#guarded(pending);
      if (line !== undefined) {
        this.line++;
        this.terminated = this.#reader?.terminated ?? true;
        return line;
      }
      if (this.#reader) await this.#close();
      if (!(await this.#open())) return undefined;
      pending = this.#reader?.next();
    }
  }

  async #guarded<T>(reading: MaybePromise<T>): Promise<T> {
    try {
      return await reading;
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      throw new ScriptError(`read error on ${this.name === '-' ? 'stdin' : this.name}: ${error.text}`, 4);
    }
  }

  /** Opens the next file that can be opened. */
  async #open(): Promise<boolean> {
    while (this.#next < this.#names.length) {
      const name = this.#names[this.#next++] ?? '';
      const fd = await this.#tryOpen(name);
      if (fd === undefined) continue;
      this.name = name;
      this.#fd = fd;
      if (this.#options.separate) this.line = 0;
      if (!(await this.#options.opened(name, fd))) {
        if (fd !== 0) this.#io.process.close(fd);
        continue;
      }
      this.#reader = new LineReader(this.#io.process, fd, this.#options.delimiter);
      return true;
    }
    return false;
  }

  async #tryOpen(name: ByteString): Promise<number | undefined> {
    if (name === '-' || name === '/dev/stdin') return 0;
    try {
      return await this.#io.process.open(name, { read: true });
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      await this.#io.complain(`can't read ${name}: ${error.text}`);
      this.failed = true;
      return undefined;
    }
  }

  async #close(): Promise<void> {
    this.#reader = undefined;
    if (this.#fd !== 0) this.#io.process.close(this.#fd);
    await this.#options.closed(this.name);
  }

  /** Whether the present line is the last one: of its file, or of all files that have any. */
  async isLast(): Promise<boolean> {
    if (this.#reader && !(await this.#guarded(this.#reader.isAtEnd()))) return false;
    if (this.#options.separate) return true;
    return !(await this.#othersHaveLines());
  }

  async hasNext(): Promise<boolean> {
    if (this.#reader && !(await this.#guarded(this.#reader.isAtEnd()))) return true;
    return this.#options.separate ? this.#next < this.#names.length : this.#othersHaveLines();
  }

  /** Files that are missing or empty do not count. */
  async #othersHaveLines(): Promise<boolean> {
    for (let next = this.#next; next < this.#names.length; next++) {
      const name = this.#names[next] ?? '';
      if (name === '-') return true;
      try {
        const { type, size } = this.#io.fs.stat(name);
        if (type === 'fifo' || (type === 'file' && size > 0)) return true;
      } catch (error) {
        if (!(error instanceof FsError)) throw error;
      }
    }
    return false;
  }

  /** `q`: what was not read stays in the file for the next program. */
  async finish(): Promise<void> {
    if (!this.#reader) return;
    this.#reader.giveBack();
    await this.#close();
  }
}
