/** Who is attached to a container's or exec's streams. As moby's stream.Config and its broadcasters. */
import type { PtyMaster, WindowSize } from '../../kernel/types.ts';
import type { Attachment, AttachOptions, StreamName } from '../engine.ts';

interface Client {
  readonly options: AttachOptions;
  readonly end: () => void;
}

/** The way in: what attachments need of the streams' owner. */
export interface InputSide {
  readonly pty: PtyMaster | undefined;
  write(bytes: Uint8Array): void | Promise<void>;
  closeInput(): void;
}

/** A class, for clients come and go while it lives. */
export class ClientSet {
  readonly #clients = new Set<Client>();
  #isOver = false;

  get size(): number {
    return this.#clients.size;
  }

  attach(options: AttachOptions, input: InputSide): Attachment {
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const client: Client = { options, end };
    if (this.#isOver) end();
    else this.#clients.add(client);
    return {
      ended,
      pty: input.pty,
      write: (bytes) => (options.stdin ? input.write(bytes) : undefined),
      closeInput: () => (options.stdin ? input.closeInput() : undefined),
      resize: (size: WindowSize) => input.pty?.resize(size),
      detach: () => this.#remove(client),
    };
  }

  /** Waits only for those who ask for it. One whose process is gone is let go. */
  deliver(stream: StreamName, bytes: Uint8Array): void | Promise<void> {
    const waits: Promise<void>[] = [];
    for (const client of [...this.#clients]) {
      if (!client.options[stream]) continue;
      try {
        const wait = client.options.onOutput(stream, bytes);
        if (wait instanceof Promise) waits.push(wait.catch(() => this.#remove(client)));
      } catch {
        this.#remove(client);
      }
    }
    if (waits.length > 0) return Promise.all(waits).then(() => undefined);
  }

  /** The streams are at their end. */
  end(): void {
    this.#isOver = true;
    for (const client of [...this.#clients]) this.#remove(client);
  }

  #remove(client: Client): void {
    if (this.#clients.delete(client)) client.end();
  }
}
