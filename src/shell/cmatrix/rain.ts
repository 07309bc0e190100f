/** The rain: columns of characters that fall. As CMatrix 2.0. */
import type { WindowSize } from '../../sim/kernel/types.ts';

/** What stands in a place: nothing yet, a blank, the old style's head and its tail, or a character code. */
export const NOTHING = -1;
export const BLANK = 32;
export const HEAD = 0;
export const TAIL = 1;

export interface RainOptions {
  /** Character codes from `lowest` to below `highest`. */
  readonly lowest: number;
  readonly highest: number;
  readonly oldStyle: boolean;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

interface Drop {
  value: number;
  head: boolean;
}
interface Column {
  /** rows + 1 places; the topmost is above the screen. */
  readonly drops: Drop[];
  length: number;
  spaces: number;
  /** Asynchronous columns move in this many of four steps. */
  readonly speed: number;
}

export class Rain {
  readonly #options: RainOptions;
  readonly #rows: number;
  /** Every second column of the screen; the others stay empty. */
  readonly columns: readonly Column[];
  #count = 0;

  constructor({ columns, rows }: WindowSize, options: RainOptions) {
    this.#options = options;
    this.#rows = rows;
    this.columns = Array.from({ length: Math.ceil(columns / 2) }, () => this.#newColumn());
  }

  #below(limit: number): number {
    return Math.floor(this.#options.random() * limit);
  }

  #character(): number {
    return this.#below(this.#options.highest - this.#options.lowest) + this.#options.lowest;
  }

  #newColumn(): Column {
    const drops = Array.from({ length: this.#rows + 1 }, (_, i): Drop => ({ value: i === 1 ? BLANK : NOTHING, head: false }));
    const spaces = this.#below(this.#rows) + 1;
    const length = this.#newLength();
    return { drops, length, spaces, speed: this.#below(3) + 1 };
  }

  #newLength(): number {
    return this.#below(this.#rows - 3) + 3;
  }

  step(asynchronous: boolean): void {
    this.#count = this.#count >= 4 ? 1 : this.#count + 1;
    for (const column of this.columns) {
      if (asynchronous && this.#count <= column.speed) continue;
      if (this.#options.oldStyle) this.#scroll(column);
      else this.#fall(column);
    }
  }

  /** Old style: the whole column moves down, the top place is made anew. */
  #scroll(column: Column): void {
    const { drops } = column;
    for (let i = this.#rows - 1; i >= 1; i--) set(drops[i], drops[i - 1]?.value ?? NOTHING);
    const above = drops[1]?.value ?? NOTHING;
    const ends = this.#below(this.#options.highest - this.#options.lowest + 8) + this.#options.lowest > this.#options.highest;
    if (above === HEAD) set(drops[0], TAIL);
    else if (above === BLANK || above === NOTHING) {
      if (column.spaces > 0) {
        set(drops[0], BLANK);
        column.spaces--;
        return;
      }
      set(drops[0], this.#below(3) === 1 ? HEAD : this.#character());
      column.spaces = this.#below(this.#rows) + 1;
    } else set(drops[0], ends && above !== TAIL ? BLANK : this.#character());
  }

  /** New style: each stream grows by one character at its foot; one that has its length loses one at its top. */
  #fall(column: Column): void {
    const { drops } = column;
    const [top, second] = drops;
    if (top?.value === NOTHING && second?.value === BLANK) {
      if (column.spaces > 0) column.spaces--;
      else {
        column.length = this.#newLength();
        set(top, this.#character());
        column.spaces = this.#below(this.#rows) + 1;
      }
    }
    let first = true;
    for (let i = 0; i <= this.#rows; ) {
      while (i <= this.#rows && isEmpty(drops[i])) i++;
      if (i > this.#rows) return;
      const start = i;
      while (i <= this.#rows && !isEmpty(drops[i])) set(drops[i], drops[i++]?.value ?? BLANK);
      if (i > this.#rows) {
        set(drops[start], BLANK);
        return;
      }
      set(drops[i], this.#character(), true);
      if (i - start > column.length || !first) {
        set(drops[start], BLANK);
        set(top, NOTHING);
      }
      first = false;
      i++;
    }
  }
}

const isEmpty = (drop: Drop | undefined) => drop === undefined || drop.value === BLANK || drop.value === NOTHING;

function set(drop: Drop | undefined, value: number, head = false): void {
  if (!drop) return;
  drop.value = value;
  drop.head = head;
}
