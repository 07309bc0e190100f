/** Draws the daemon's progress messages: lines rewritten in place on a terminal, the finished steps alone elsewhere. As moby's pkg/jsonmessage. */
import type { MaybePromise } from '../../../../../sim/kernel/types.ts';
import { humanSize } from '../human.ts';

/** One message of a pull, push or load. `progress` without `total` still belongs to its ID's line. */
export interface ProgressMessage {
  readonly id?: string | undefined;
  readonly status: string;
  readonly progress?: { readonly current?: number; readonly total?: number } | undefined;
}

/** From this width on there is room for a bar. */
const BAR_FROM = 110;

export interface DisplayOptions {
  readonly write: (text: string) => MaybePromise<void>;
  /** Columns of the terminal; undefined: no terminal. */
  readonly columns: () => number | undefined;
}

export class ProgressDisplay {
  readonly #write: DisplayOptions['write'];
  readonly #columns: DisplayOptions['columns'];
  /** IDs with a line on the screen, in order from the top. */
  #lines = new Map<string, number>();

  constructor({ write, columns }: DisplayOptions) {
    this.#write = write;
    this.#columns = columns;
  }

  async show(message: ProgressMessage): Promise<void> {
    const columns = this.#columns();
    await this.#write(columns === undefined ? plainLine(message) : this.#terminalText(message, columns));
  }

  #terminalText(message: ProgressMessage, columns: number): string {
    const { id, status, progress } = message;
    const name = id === undefined ? '' : `${id}: `;
    if (id === undefined || progress === undefined) {
      this.#lines = new Map();
      return `${name}${status}\n`;
    }
    let start = '';
    if (!this.#lines.has(id)) {
      this.#lines.set(id, this.#lines.size);
      start = '\n';
    }
    const distance = this.#lines.size - (this.#lines.get(id) ?? 0);
    return `${start}${cursor(distance, 'A')}\x1b[2K\r${name}${status} ${progressText(progress, columns)}\r${cursor(distance, 'B')}`;
  }
}

const cursor = (lines: number, direction: 'A' | 'B'): string => `\x1b[${lines}${direction}`;

/** Without a terminal only what is no count is shown. */
function plainLine({ id, status, progress }: ProgressMessage): string {
  if (progress && progressText(progress, 0) !== '') return '';
  return `${id === undefined ? '' : `${id}: `}${status}\n`;
}

/** `[====>   ]  1.2MB/29.7MB`. */
export function progressText({ current = 0, total = 0 }: { readonly current?: number; readonly total?: number }, columns: number): string {
  if (current <= 0 && total <= 0) return '';
  const done = humanSize(current).padStart(8);
  if (total <= 0) return done;
  const half = Math.min(50, Math.trunc(Math.trunc((current / total) * 100) / 2));
  const bar = columns > BAR_FROM ? `[${'='.repeat(half)}>${' '.repeat(50 - half)}] ` : '';
  return bar + (current > total ? done : `${done}/${humanSize(total)}`);
}
