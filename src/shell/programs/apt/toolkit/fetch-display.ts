/** What apt shows while it downloads: `Get:1 …`, the line that is redrawn below, `Fetched …`. As apt-private/acqprogress.cc. */
import type { ByteString } from '../../../../sim/fs/bytes.ts';
import type { Instant } from '../../../../sim/fs/types.ts';
import type { AptContext } from './apt-context.ts';
import { sizeText, timeText } from './sizes.ts';

/** What a worker is at: an item with its bytes so far. */
export interface Working {
  readonly number: number;
  readonly title: ByteString;
  readonly done: number;
  readonly size: number;
}

export class FetchDisplay {
  readonly #context: AptContext;
  readonly #started: Instant;
  #lastLength = 0;
  #fetched = 0;

  constructor(context: AptContext) {
    this.#context = context;
    this.#started = context.process.now();
  }

  /** `Get:1 URI suite InRelease [126 kB]`, `Hit:…`, `Ign:…`, `Err:…`. */
  async line(kind: 'Get' | 'Hit' | 'Ign' | 'Err', number: number, description: ByteString, size?: number): Promise<void> {
    if (this.#context.quiet >= 2) return;
    const bytes = size === undefined ? '' : ` [${sizeText(size)}]`;
    await this.#clear();
    await this.#context.out(`${kind}:${number} ${description}${bytes}\n`);
  }

  /** A further line of an `Err:`. */
  async reason(text: ByteString): Promise<void> {
    if (this.#context.quiet < 2) await this.#context.out(`  ${text}\n`);
  }

  /** Redraws the status line; `workers` says what stands in brackets. */
  async status(percent: number, workers: readonly (Working | string)[]): Promise<void> {
    if (this.#context.quiet >= 1) return;
    const shown = workers.map((each) => (typeof each === 'string' ? ` [${each}]` : ` [${workingText(each)}]`)).join('');
    const text = `${percent.toFixed(0)}%${shown === '' ? ' [Working]' : shown}`.slice(0, this.#context.width);
    await this.#context.out(`\r${text.padEnd(this.#lastLength)}`);
    this.#lastLength = text.length;
  }

  fetched(bytes: number): void {
    this.#fetched += bytes;
  }

  /** Ends the line; `Fetched 23.3 MB in 2s (13.2 MB/s)` when anything was. */
  async end(): Promise<void> {
    const context = this.#context;
    if (this.#fetched > 0 && this.#lastLength > 0) await this.status(100, []);
    await this.#clear();
    if (this.#fetched === 0 || context.quiet >= 2) return;
    const seconds = Math.max(context.process.now() - this.#started, 1000) / 1_000_000;
    await context.out(`Fetched ${sizeText(this.#fetched)} in ${timeText(Math.round(seconds))} (${sizeText(this.#fetched / seconds)}/s)\n`);
  }

  async #clear(): Promise<void> {
    if (this.#lastLength > 0) await this.#context.out(`\r${' '.repeat(this.#lastLength)}\r`);
    this.#lastLength = 0;
  }
}

function workingText({ number, title, done, size }: Working): string {
  const percent = size > 0 ? Math.floor((done * 100) / size) : 0;
  return `${number} ${title} ${sizeText(done)}/${sizeText(size)} ${percent}%`;
}
