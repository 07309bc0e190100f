/** Where sed writes: standard output or the file edited in place, and the files of `w`. As GNU sed 4.9 sed/utils.c. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import type { MaybePromise } from '../../sim/kernel/types.ts';
import type { ProgramIo } from '../programs/program-io.ts';
import { ScriptError } from './script.ts';

/** A last line without a newline gets one only when something follows. */
export class Output {
  readonly #write: (text: ByteString) => MaybePromise<void>;
  readonly #delimiter: string;
  #owesNewline = false;

  constructor(write: (text: ByteString) => MaybePromise<void>, delimiter: string) {
    this.#write = write;
    this.#delimiter = delimiter;
  }

  /** `end`: the delimiter, or '' for a line that had none. */
  line(text: ByteString, end: string): MaybePromise<void> {
    return this.raw(text + end, end === '');
  }

  raw(text: ByteString, owes = false): MaybePromise<void> {
    const whole = this.#owesNewline ? this.#delimiter + text : text;
    this.#owesNewline = owes;
    return this.#write(whole);
  }
}

/** The files named by `w`, `W` and `s///w`, opened (and emptied) before the first line is read. */
export class WriteFiles {
  readonly #io: ProgramIo;
  readonly #delimiter: string;
  readonly #outputs = new Map<ByteString, Output>();

  constructor(io: ProgramIo, standardOutput: Output, delimiter: string) {
    this.#io = io;
    this.#delimiter = delimiter;
    this.#outputs.set('/dev/stdout', standardOutput);
    this.#outputs.set('/dev/stderr', new Output((text) => io.err(text), delimiter));
  }

  async open(name: ByteString): Promise<void> {
    if (this.#outputs.has(name)) return;
    try {
      const fd = await this.#io.process.open(name, { write: true, create: true, truncate: true });
      this.#outputs.set(name, new Output((text) => this.#io.process.write(fd, text), this.#delimiter));
    } catch (error) {
      if (error instanceof FsError) throw new ScriptError(`couldn't open file ${name}: ${error.text}`, 4);
      throw error;
    }
  }

  get(name: ByteString): Output {
    const output = this.#outputs.get(name);
    if (!output) throw new Error(`${name} was not opened`);
    return output;
  }
}
