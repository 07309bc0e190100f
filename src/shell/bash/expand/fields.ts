/** Collecting the fields of a word while it is expanded: splitting by IFS, keeping apart what is quoted. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { hasGlob, mayGlob, quotePattern } from './pattern.ts';

/** A finished field: its text, and the pattern to glob with when it has one. */
export interface Field {
  readonly text: ByteString;
  readonly pattern: ByteString | undefined;
}

/** What IFS says: which characters part fields, which of them are blanks that count once. */
export interface Separators {
  readonly all: ByteString;
  readonly blank: (char: string) => boolean;
}

export function separatorsOf(ifs: ByteString | undefined): Separators {
  const all = ifs ?? ' \t\n';
  return { all, blank: (char) => (char === ' ' || char === '\t' || char === '\n') && all.includes(char) };
}

/** Builds fields. `split` false: one field, whatever is in it. */
export class FieldBuilder {
  readonly fields: Field[] = [];
  readonly split: boolean;
  readonly separators: Separators;
  /** Inside an unquoted `${x:-…}`: its text is split as a value is. */
  splitsLiterals = false;
  #text = '';
  /** The same with quoted characters marked; undefined while nothing could glob. */
  #pattern = '';
  #globs = false;
  /** Whether there is a field though it may be empty. */
  #present = false;
  /** The last unquoted expansion ended with a separator that has closed a field already. */
  #pendingSeparator = false;

  constructor(split: boolean, separators: Separators) {
    this.split = split;
    this.separators = separators;
  }

  /** Text that is never split: from the source. `glob`: its special characters count. */
  literal(text: ByteString): void {
    if (text === '') return;
    if (this.splitsLiterals) {
      this.expansion(text);
      return;
    }
    this.#text += text;
    this.#pattern += text;
    if (!this.#globs && mayGlob(text)) this.#globs = true;
    this.#present = true;
  }

  quoted(text: ByteString): void {
    this.#text += text;
    this.#pattern += quotePattern(text);
    this.#present = true;
  }

  /** The result of an unquoted expansion. */
  expansion(text: ByteString): void {
    if (!this.split) {
      this.#text += text;
      this.#pattern += text;
      if (!this.#globs && mayGlob(text)) this.#globs = true;
      if (text !== '') this.#present = true;
      return;
    }
    const { all, blank } = this.separators;
    let start = 0;
    for (let at = 0; at < text.length; at++) {
      const char = text[at] ?? '';
      if (!all.includes(char)) continue;
      if (at > start) this.#add(text.slice(start, at));
      at = this.#separate(text, at, blank, all);
      start = at + 1;
    }
    if (start < text.length) this.#add(text.slice(start));
  }

  #add(text: ByteString): void {
    this.#text += text;
    this.#pattern += text;
    if (!this.#globs && mayGlob(text)) this.#globs = true;
    this.#present = true;
    this.#pendingSeparator = false;
  }

  /** Passes one delimiter (blanks around one other separator); returns its last character's offset. */
  #separate(text: ByteString, from: number, blank: (char: string) => boolean, all: ByteString): number {
    let at = from;
    let hard = false;
    for (; at < text.length; at++) {
      const char = text[at] ?? '';
      if (!all.includes(char)) break;
      if (blank(char)) continue;
      if (hard) break;
      hard = true;
    }
    if (this.#present || (hard && !this.#pendingSeparator)) this.end(true);
    this.#pendingSeparator = !hard;
    return at - 1;
  }

  /** Ends the field being built. `always`: even when it is empty and unquoted. */
  end(always = false): void {
    if (this.#present || always)
      this.fields.push({ text: this.#text, pattern: this.#globs && hasGlob(this.#pattern) ? this.#pattern : undefined });
    this.#text = '';
    this.#pattern = '';
    this.#globs = false;
    this.#present = false;
  }

  /** What is there so far, of a builder that does not split. */
  get text(): ByteString {
    return this.#text;
  }

  get pattern(): ByteString {
    return this.#pattern;
  }
}
