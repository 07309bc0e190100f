/** The bar in the last line of the terminal while `apt` works. As apt-pkg/install-progress.cc PackageManagerFancy. */
import type { AptContext } from './apt-context.ts';

export class ProgressBar {
  readonly #context: AptContext;
  readonly #total: number;
  #done = 0;

  /** `total` steps, each of which is a call of `step`. */
  constructor(context: AptContext, total: number) {
    this.#context = context;
    this.#total = total;
  }

  get #rows(): number {
    return this.#context.process.terminal(1)?.size.rows ?? 24;
  }

  async start(): Promise<void> {
    await this.#context.out(`\n\x1b7\x1b[0;${this.#rows - 1}r\x1b8\x1b[1A`);
  }

  async step(): Promise<void> {
    const percent = Math.floor((this.#done * 100) / this.#total);
    this.#done++;
    const head = `Progress: [${String(percent).padStart(3)}%]`;
    const width = Math.max((this.#context.process.terminal(1)?.size.columns ?? 80) - 6 - head.length, 0);
    const filled = Math.floor((width * percent) / 100);
    const bar = `[${'#'.repeat(filled)}${'.'.repeat(width - filled)}]`;
    await this.#context.out(`\x1b7\x1b[${this.#rows};0f\x1b[42m\x1b[30m${head}\x1b[49m\x1b[39m ${bar} \x1b8`);
  }

  async end(): Promise<void> {
    await this.#context.out(`\n\x1b7\x1b[0;${this.#rows}r\x1b8\x1b[1A\x1b[J`);
  }
}
