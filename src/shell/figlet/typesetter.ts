/** Sets characters into lines: kerning, smushing, line breaks, justification. As FIGlet 2.2.5. */
import { type Font, type Glyph, Layout } from './font.ts';
import { type SmushRules, smush } from './smush.ts';

export interface Setting {
  readonly font: Font;
  readonly layout: number;
  readonly rightToLeft: boolean;
  readonly justification: 'left' | 'center' | 'right';
  /** Columns. 1 prints every row whole. */
  readonly width: number;
  /** Takes a row of output, with its newline, as code points. */
  readonly print: (row: readonly number[]) => void;
}

/**
 * Where the line stands between words, which decides how it is broken.
 * absorbing: a break was forced, blanks and one newline vanish; start: blanks only; word: no break yet; gap: blank after a word; later: a word after a gap.
 */
type Break = 'absorbing' | 'start' | 'word' | 'gap' | 'later';

const NEWLINE = 10;
const BLANK = 32;

export class Typesetter {
  readonly #setting: Setting;
  readonly #rules: SmushRules;
  readonly #limit: number;
  /** Rows are C strings in the original: a 0 in the middle ends one. */
  #rows: number[][];
  #typed: number[] = [];
  #break: Break = 'start';
  #glyph: Glyph = [];
  #width = 0;
  #previousWidth = 0;

  constructor(setting: Setting) {
    this.#setting = setting;
    this.#rules = { layout: setting.layout, hardblank: setting.font.hardblank, rightToLeft: setting.rightToLeft };
    this.#limit = setting.width - 1;
    this.#rows = emptyRows(setting.font.height);
  }

  /** Sets one character (a code point; newline ends the line). */
  put(code: number): void {
    while (!this.#tryPut(code)) {}
  }

  /** Prints what is left. */
  end(): void {
    if (this.#length > 0) this.#printLine();
  }

  get #length(): number {
    return this.#rows[0]?.length ?? 0;
  }

  /** False when the line was broken and the character has to be put again. */
  #tryPut(code: number): boolean {
    if (this.#break === 'absorbing') {
      if (code === BLANK) return true;
      this.#break = 'start';
      if (code === NEWLINE) return true;
    }
    if (code === NEWLINE) {
      this.#printLine();
      this.#break = 'start';
      return true;
    }
    if (this.#add(code)) {
      this.#break = afterAdded(this.#break, code);
      return true;
    }
    return this.#breakLine(code);
  }

  #breakLine(code: number): boolean {
    if (this.#length === 0) {
      this.#printTooWide();
      this.#break = 'absorbing';
      return true;
    }
    if (code === BLANK) {
      if (this.#break === 'gap') this.#splitLine();
      else this.#printLine();
      this.#break = 'absorbing';
      return true;
    }
    if (this.#break === 'gap' || this.#break === 'later') this.#splitLine();
    else this.#printLine();
    this.#break = this.#break === 'later' ? 'word' : 'start';
    return false;
  }

  /** A character that is wider than the line is printed alone, cut. */
  #printTooWide(): void {
    for (const row of this.#glyph) {
      this.#printRow(this.#setting.rightToLeft && this.#setting.width > 1 ? row.slice(Math.max(0, row.length - this.#limit)) : row);
    }
  }

  #add(code: number): boolean {
    this.#choose(code);
    const overlap = this.#overlap();
    if (this.#length + this.#width - overlap > this.#limit || this.#typed.length + 1 > this.#setting.width * 4 + 100) return false;
    this.#rows = this.#rows.map((row, i) => this.#joined(row, this.#glyph[i] ?? [], overlap));
    this.#typed.push(code);
    return true;
  }

  #choose(code: number): void {
    const { glyphs } = this.#setting.font;
    this.#glyph = glyphs.get(code) ?? glyphs.get(0) ?? [];
    this.#previousWidth = this.#width;
    this.#width = this.#glyph[0]?.length ?? 0;
  }

  #joined(row: readonly number[], piece: readonly number[], overlap: number): number[] {
    if (this.#setting.rightToLeft) {
      const line = [...piece];
      for (let k = 0; k < overlap; k++) {
        const at = this.#width - overlap + k;
        line[at] = this.#smush(line[at] ?? 0, row[k] ?? 0);
      }
      return [...untilZero(line), ...row.slice(overlap)];
    }
    const line = [...row];
    for (let k = 0; k < overlap; k++) {
      // the first character's leading blanks are cut, too: there the columns are negative
      const at = this.#length - overlap + k;
      if (at >= 0) line[at] = this.#smush(line[at] ?? 0, piece[k] ?? 0);
    }
    return [...untilZero(line), ...piece.slice(overlap)];
  }

  #smush(left: number, right: number): number {
    return smush(left, right, this.#rules, this.#previousWidth >= 2 && this.#width >= 2);
  }

  /** How many columns the chosen character may move into the line. */
  #overlap(): number {
    if ((this.#setting.layout & (Layout.smush | Layout.kern)) === 0) return 0;
    let least = this.#width;
    for (const [i, row] of this.#rows.entries()) {
      least = Math.min(
        least,
        this.#setting.rightToLeft ? this.#roomLeft(row, this.#glyph[i] ?? []) : this.#roomRight(row, this.#glyph[i] ?? []),
      );
    }
    return least;
  }

  #roomRight(row: readonly number[], piece: readonly number[]): number {
    const edge = lastInk(row);
    const start = firstInk(piece);
    return start + this.#length - 1 - edge + this.#touch(row[edge], piece[start]);
  }

  #roomLeft(row: readonly number[], piece: readonly number[]): number {
    const edge = lastInk(piece);
    const start = firstInk(row);
    return start + this.#width - 1 - edge + this.#touch(piece[edge], row[start]);
  }

  /** One column more when nothing is there or the two that meet can be smushed. */
  #touch(left: number | undefined, right: number | undefined): number {
    if (left === undefined || left === 0 || left === BLANK) return 1;
    return right !== undefined && this.#smush(left, right) !== 0 ? 1 : 0;
  }

  #printLine(): void {
    const rows = this.#rows;
    this.#clear();
    for (const row of rows) this.#printRow(row);
  }

  #clear(): void {
    this.#rows = emptyRows(this.#setting.font.height);
    this.#typed = [];
  }

  /** Breaks at the last run of blanks: what stands before it is printed, what stands after begins the next line. */
  #splitLine(): void {
    const typed = this.#typed;
    let blank = typed.lastIndexOf(BLANK);
    if (blank < 0) blank = typed.length - 1;
    let end = blank;
    while (end >= 0 && typed[end] === BLANK) end--;
    this.#clear();
    for (const code of typed.slice(0, end + 1)) this.#add(code);
    this.#printLine();
    for (const code of typed.slice(blank + 1)) this.#add(code);
  }

  #printRow(row: readonly number[]): void {
    const { width, justification, font, print } = this.#setting;
    const shown = width > 1 ? row.slice(0, width - 1) : row;
    const margin = width > 1 ? marginOf(justification, shown.length, width) : 0;
    print([...Array<number>(margin).fill(BLANK), ...shown.map((code) => (code === font.hardblank ? BLANK : code)), NEWLINE]);
  }
}

/** Blanks before a row. A centred row of an odd rest stands one column further left. */
function marginOf(justification: Setting['justification'], length: number, width: number): number {
  if (justification === 'left') return 0;
  return Math.max(0, justification === 'right' ? width - 1 - length : Math.floor((width - length) / 2));
}

function afterAdded(state: Break, code: number): Break {
  if (code === BLANK) return state === 'start' ? 'start' : 'gap';
  return state === 'gap' || state === 'later' ? 'later' : 'word';
}

const emptyRows = (height: number): number[][] => Array.from({ length: height }, () => []);

function untilZero(line: readonly number[]): readonly number[] {
  const zero = line.findIndex((code) => !code);
  return zero < 0 ? line : line.slice(0, zero);
}

/** Where the last code that is not blank stands; 0 when there is none. */
function lastInk(row: readonly number[]): number {
  let at = row.length;
  while (at > 0 && (row[at] === undefined || row[at] === BLANK)) at--;
  return at;
}

/** Where the first code that is not blank stands; the length when there is none. */
function firstInk(row: readonly number[]): number {
  let at = 0;
  while (row[at] === BLANK) at++;
  return at;
}
