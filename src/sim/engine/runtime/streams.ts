/** A process's stdin, stdout and stderr outside of it: pipes or a terminal, with clients attached. As moby's container/stream. */
import type { InitOptions, Kernel, PtyMaster, StreamEnd, WindowSize } from '../../kernel/types.ts';
import type { Attachment, AttachOptions, StreamName } from '../engine.ts';
import { ClientSet } from './client-set.ts';

export interface StreamsOptions {
  readonly tty: boolean;
  readonly size?: WindowSize | undefined;
  /** Whether there is a stdin at all; else it is /dev/null. */
  readonly stdin: boolean;
  /** The process's stdin ends with the client's (docker run -i). */
  readonly stdinOnce: boolean;
  /** Sees all output first: the log. */
  readonly onOutput?: (stream: StreamName, bytes: Uint8Array) => void;
}

const DEFAULT_SIZE: WindowSize = { columns: 80, rows: 24 };

/** A class, for it lives as long as the process and a little longer. */
export class Streams {
  readonly pty: PtyMaster | undefined;
  readonly #kernel: Kernel;
  readonly #options: StreamsOptions;
  readonly #clients = new ClientSet();
  readonly #stdin: { readEnd: StreamEnd; writeEnd: StreamEnd } | undefined;
  #inputOpen: boolean;
  #drained: Promise<unknown> = Promise.resolve();

  constructor(kernel: Kernel, options: StreamsOptions) {
    this.#kernel = kernel;
    this.#options = options;
    this.pty = options.tty ? kernel.createPty(options.size ?? DEFAULT_SIZE) : undefined;
    this.#stdin = options.stdin && !options.tty ? kernel.createStream() : undefined;
    this.#inputOpen = options.stdin;
  }

  attach(options: AttachOptions): Attachment {
    return this.#clients.attach(options, {
      pty: this.pty,
      write: (bytes) => this.#write(bytes),
      closeInput: () => this.#closeInput(),
    });
  }

  /** Gives the streams to a process that `start` starts; what it throws is thrown on, and the streams are as before. */
  connect(start: (stdio: InitOptions['stdio']) => number): number {
    if (this.pty) return this.#connectTerminal(this.pty, start);
    const stdout = this.#kernel.createStream();
    const stderr = this.#kernel.createStream();
    const ends = [stdout.writeEnd, stderr.writeEnd];
    try {
      const pid = start({ stdin: this.#stdin?.readEnd ?? 'null', stdout: stdout.writeEnd, stderr: stderr.writeEnd });
      if (this.#stdin) ends.push(this.#stdin.readEnd);
      this.#drained = Promise.all([this.#pump('stdout', stdout.readEnd), this.#pump('stderr', stderr.readEnd)]);
      return pid;
    } catch (error) {
      for (const { readEnd } of [stdout, stderr]) this.#kernel.closeStream(readEnd);
      throw error;
    } finally {
      for (const end of ends) this.#kernel.closeStream(end);
    }
  }

  /** Says something in the process's place (runc's own words). */
  say(stream: StreamName, bytes: Uint8Array): void | Promise<void> {
    this.#options.onOutput?.(stream, bytes);
    return this.#clients.deliver(stream, bytes);
  }

  /** Resolves when all that the process wrote was handed over. */
  async drain(): Promise<void> {
    await this.#drained;
  }

  /** The process is gone: clients are let go, the terminal hangs up. */
  end(): void {
    this.#closeStdin();
    this.pty?.close();
    this.#clients.end();
  }

  #connectTerminal(pty: PtyMaster, start: (stdio: InitOptions['stdio']) => number): number {
    const hungUp = new Promise<void>((resolve) => pty.onHangUp(resolve));
    const pid = start({ pty });
    let last: Promise<void> | undefined;
    pty.onOutput((bytes) => {
      last = this.say('stdout', bytes) ?? undefined;
      return last;
    });
    this.#drained = (async () => {
      await hungUp;
      let taken: Promise<void> | undefined;
      do {
        taken = last;
        await taken;
      } while (taken !== last);
    })();
    return pid;
  }

  async #pump(stream: StreamName, end: StreamEnd): Promise<void> {
    for (;;) {
      const read = this.#kernel.readStream(end);
      const bytes = read instanceof Promise ? await read : read;
      if (bytes.length === 0) break;
      const wait = this.say(stream, bytes);
      if (wait) await wait;
    }
    this.#kernel.closeStream(end);
  }

  #write(bytes: Uint8Array): void | Promise<void> {
    if (!this.#inputOpen) return;
    if (this.pty) return this.pty.input(bytes);
    if (!this.#stdin) return;
    const wait = this.#kernel.writeStream(this.#stdin.writeEnd, bytes);
    return wait instanceof Promise ? wait.catch(() => undefined) : undefined;
  }

  #closeInput(): void {
    if (this.#options.stdinOnce && !this.pty) this.#closeStdin();
  }

  #closeStdin(): void {
    if (!this.#inputOpen) return;
    this.#inputOpen = false;
    if (this.#stdin) this.#kernel.closeStream(this.#stdin.writeEnd);
  }
}
