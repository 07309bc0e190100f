/** What a program reads and writes beside its records: files, and commands behind pipes, open until close() or the end. As mawk 1.3.4 files.c. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import type { WaitStatus } from '../../sim/kernel/types.ts';
import { signalNumber } from '../formats/signals.ts';
import type { ProgramIo } from '../programs/program-io.ts';
import { AwkExit } from './runtime-error.ts';
import { RecordReader } from './record-reader.ts';

const BUFFER = 4096;

interface Output {
  readonly how: 'file' | 'command' | 'standard' | 'error';
  readonly fd: number;
  readonly pid: number | undefined;
  text: ByteString;
}

interface Input {
  readonly reader: RecordReader;
  readonly pid: number | undefined;
}

export class Streams {
  readonly #io: ProgramIo;
  readonly #outputs = new Map<ByteString, Output>();
  readonly #inputs = new Map<ByteString, Input>();
  readonly #standard: Output = { how: 'standard', fd: 1, pid: undefined, text: '' };
  readonly #isTerminal: boolean;
  /** Something waits to be flushed when the program next pauses. */
  wantsFlush = false;

  constructor(io: ProgramIo) {
    this.#io = io;
    this.#isTerminal = io.process.isOpen(1) && io.process.terminal(1) !== undefined;
    this.#outputs.set('/dev/stdout', this.#standard);
    this.#outputs.set('-', this.#standard);
    this.#outputs.set('/dev/stderr', { how: 'error', fd: 2, pid: undefined, text: '' });
  }

  print(text: ByteString): void {
    this.#standard.text += text;
    if (this.#isTerminal || this.#standard.text.length >= BUFFER) this.wantsFlush = true;
  }

  /** Prints to what was opened before; false when it must be opened first. */
  printTo(name: ByteString, text: ByteString): boolean {
    const output = this.#outputs.get(name);
    if (!output) return false;
    output.text += text;
    if (output.text.length >= BUFFER || output.how === 'error' || (this.#isTerminal && output.how === 'standard')) this.wantsFlush = true;
    return true;
  }

  async open(name: ByteString, how: '>' | '>>' | '|'): Promise<void> {
    if (how === '|') {
      await this.flush();
      this.#outputs.set(name, { how: 'command', ...this.#start(name, 'write'), text: '' });
      return;
    }
    try {
      const append = how === '>>';
      const fd = await this.#io.process.open(name, { write: true, create: true, append, truncate: !append, closeOnExec: true });
      this.#outputs.set(name, { how: 'file', fd, pid: undefined, text: '' });
    } catch (error) {
      if (error instanceof FsError) throw new AwkExit(`cannot open "${name}" for output (${error.text})`);
      throw error;
    }
  }

  /** Runs a command by sh with one end of a pipe; gives the other end. */
  #start(command: ByteString, way: 'read' | 'write'): { readonly fd: number; readonly pid: number } {
    const { process } = this.#io;
    const { read, write } = process.pipe();
    const [own, theirs, standard] = way === 'read' ? [read, write, 1] : [write, read, 0];
    process.setCloseOnExec(own, true);
    const pid = process.spawn('/bin/sh', ['sh', '-c', command], {
      descriptors: new Map([
        [standard, theirs],
        [theirs, undefined],
      ]),
    });
    process.close(theirs);
    return { fd: own, pid };
  }

  async command(command: ByteString): Promise<RecordReader> {
    const open = this.#inputs.get(command);
    if (open) return open.reader;
    await this.flush();
    const { fd, pid } = this.#start(command, 'read');
    const reader = new RecordReader(this.#io.process, fd);
    this.#inputs.set(command, { reader, pid });
    return reader;
  }

  /** undefined when it cannot be opened. */
  async file(name: ByteString): Promise<RecordReader | undefined> {
    const open = this.#inputs.get(name);
    if (open) return open.reader;
    try {
      const fd = name === '-' || name === '/dev/stdin' ? 0 : await this.#io.process.open(name, { read: true, closeOnExec: true });
      const reader = new RecordReader(this.#io.process, fd);
      this.#inputs.set(name, { reader, pid: undefined });
      return reader;
    } catch (error) {
      if (error instanceof FsError) return undefined;
      throw error;
    }
  }

  /** close(): the command's status, 0 for a file, -1 for what is not open. */
  async close(name: ByteString): Promise<number> {
    let status = -1;
    const output = this.#outputs.get(name);
    if (output && (output.how === 'file' || output.how === 'command')) {
      await this.#flushOne(output);
      this.#outputs.delete(name);
      this.#io.process.close(output.fd);
      status = await this.#wait(output.pid);
    }
    const input = this.#inputs.get(name);
    if (input) {
      this.#inputs.delete(name);
      if (input.reader.fd !== 0) this.#io.process.close(input.reader.fd);
      status = await this.#wait(input.pid);
    }
    return status;
  }

  async #wait(pid: number | undefined): Promise<number> {
    if (pid === undefined) return 0;
    const result = await this.#io.process.wait({ pid });
    return result ? statusNumber(result.status) : 0;
  }

  async system(command: ByteString): Promise<number> {
    await this.flush();
    const pid = this.#io.process.spawn('/bin/sh', ['sh', '-c', command]);
    return this.#wait(pid);
  }

  async flush(): Promise<void> {
    this.wantsFlush = false;
    await this.#flushOne(this.#standard);
    for (const output of this.#outputs.values()) await this.#flushOne(output);
  }

  async #flushOne(output: Output): Promise<void> {
    if (output.text === '') return;
    const { text } = output;
    output.text = '';
    if (output.how === 'standard') {
      await this.#io.out(text);
      await this.#io.flush();
    } else if (output.how === 'error') await this.#io.err(text);
    else await this.#io.process.write(output.fd, text);
  }

  /** fflush(name); false when it is not open. */
  async flushNamed(name: ByteString): Promise<boolean> {
    const output = this.#outputs.get(name);
    if (output) await this.#flushOne(output);
    return output !== undefined;
  }

  /** The end: what is written gets where it goes, and commands are waited for. */
  async finish(): Promise<void> {
    await this.flush();
    for (const [name, { how }] of [...this.#outputs]) if (how === 'command' || how === 'file') await this.close(name);
  }
}

const statusNumber = (status: WaitStatus): number =>
  'exited' in status ? status.exited : 'signaled' in status ? 256 + (signalNumber(status.signaled) ?? 0) : 0;
