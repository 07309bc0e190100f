/** `Reading package lists... Done` and its like: redrawn on a terminal, one line elsewhere. As apt-pkg/contrib/progress.cc OpTextProgress. */
import type { AptContext } from './apt-context.ts';

export class OpProgress {
  readonly #context: AptContext;
  #lastLength = 0;

  constructor(context: AptContext) {
    this.#context = context;
  }

  /** One operation with the percentages that a terminal gets to see. */
  async run(name: string, percents: readonly number[], milliseconds: number): Promise<void> {
    const context = this.#context;
    if (context.quiet >= 2) return;
    if (context.quiet === 1) {
      await context.out(`${name}...\n`);
      return;
    }
    for (const percent of percents) {
      await this.#draw(`${name}... ${percent}%`);
      await context.pause(milliseconds / percents.length);
    }
    await this.#draw(`${name}... Done`);
    await context.out('\n');
    this.#lastLength = 0;
  }

  async #draw(text: string): Promise<void> {
    await this.#context.out(`\r${text.padEnd(this.#lastLength)}\r`);
    this.#lastLength = text.length;
  }
}

export const readPackageLists = (context: AptContext, progress = new OpProgress(context)): Promise<void> =>
  progress.run('Reading package lists', [0, 0, 0, 74, 99, 99], 60);

/** What every command that changes something reads first. */
export async function readCaches(context: AptContext): Promise<void> {
  const progress = new OpProgress(context);
  await readPackageLists(context, progress);
  await progress.run('Building dependency tree', [0, 0, 50, 50, 86], 24);
  await progress.run('Reading state information', [0, 98], 8);
}
