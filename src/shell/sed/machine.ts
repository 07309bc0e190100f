/** What a running sed script has: pattern space, hold space, input, outputs and what waits for the cycle's end. As GNU sed 4.9. */
import { type ByteString, fromBytes } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import type { MaybePromise } from '../../sim/kernel/types.ts';
import type { ProgramIo } from '../programs/program-io.ts';
import { readAll, readWholeFile } from '../programs/program-io.ts';
import type { Regex, RegexMatch } from '../regex/compile.ts';
import { LineReader } from '../text/line-reader.ts';
import type { Input } from './input.ts';
import type { Output, WriteFiles } from './outputs.ts';
import { ScriptError } from './script.ts';
import type { Place } from './selection.ts';

export interface MachineOptions {
  /** -n */
  readonly quiet: boolean;
  readonly delimiter: string;
  /** Line length of `l`. */
  readonly width: number;
  readonly unbuffered: boolean;
}

/** What is printed when the cycle ends: text as it is, or files' contents. */
type Appended = { readonly text: ByteString } | { readonly file: ByteString } | { readonly line: ByteString };

export class Machine implements Place {
  readonly io: ProgramIo;
  readonly options: MachineOptions;
  readonly input: Input;
  readonly files: WriteFiles;
  output: Output;
  text: ByteString = '';
  hold: ByteString = '';
  /** What ends the pattern space when it is printed: '' when its line had no newline. */
  end: string;
  holdEnd: string;
  /** A substitution has been made since the last line was read or `t` jumped. */
  replaced = false;
  status = 0;
  #appended: Appended[] = [];
  #lastRegex: Regex | undefined;
  readonly #readers = new Map<ByteString, LineReader | undefined>();

  constructor(io: ProgramIo, options: MachineOptions, input: Input, output: Output, files: WriteFiles) {
    this.io = io;
    this.options = options;
    this.input = input;
    this.output = output;
    this.files = files;
    this.end = options.delimiter;
    this.holdEnd = options.delimiter;
  }

  get line(): number {
    return this.input.line;
  }

  isLast(): MaybePromise<boolean> {
    return this.input.isLast();
  }

  test(regex: Regex | undefined): boolean {
    return this.regex(regex).test(this.text);
  }

  exec(regex: Regex | undefined, from: number): RegexMatch | undefined {
    return this.regex(regex).exec(this.text, from);
  }

  regex(regex: Regex | undefined): Regex {
    const used = regex ?? this.#lastRegex;
    if (!used) throw new ScriptError('-e expression #1, char 0: no previous regular expression');
    this.#lastRegex = used;
    return used;
  }

  print(text = this.text): MaybePromise<void> {
    const printing = this.output.line(text, this.end);
    return this.options.unbuffered ? this.#flush(printing) : printing;
  }

  async #flush(printing: MaybePromise<void>): Promise<void> {
    await printing;
    await this.io.flush();
  }

  /** Reads the next line into the pattern space (or behind it). False at the end. */
  read(append: boolean): MaybePromise<boolean> {
    const line = this.input.next();
    return line instanceof Promise ? line.then((text) => this.#take(text, append)) : this.#take(line, append);
  }

  #take(line: ByteString | undefined, append: boolean): boolean {
    if (line === undefined) return false;
    this.text = append ? this.text + this.options.delimiter + line : line;
    this.end = this.input.terminated ? this.options.delimiter : '';
    return true;
  }

  append(item: Appended): void {
    this.#appended.push(item);
  }

  /** Prints what `a`, `r` and `R` have left for the end of the cycle. */
  dump(): MaybePromise<void> {
    return this.#appended.length === 0 ? undefined : this.#dumpSlowly();
  }

  async #dumpSlowly(): Promise<void> {
    const items = this.#appended;
    this.#appended = [];
    for (const item of items) {
      if ('text' in item) await this.output.raw(item.text);
      else if ('line' in item) await this.output.line(item.line, this.options.delimiter);
      else {
        const content = await this.#contentOf(item.file);
        if (content !== '') await this.output.raw(content);
      }
    }
  }

  /** A file that cannot be read is as an empty one. */
  async #contentOf(file: ByteString): Promise<ByteString> {
    if (file === '/dev/stdin') return fromBytes(await readAll(this.io.process, 0));
    try {
      return fromBytes(await readWholeFile(this.io.process, file));
    } catch (error) {
      if (error instanceof FsError) return '';
      throw error;
    }
  }

  /** `R`: one line more of a file each time. */
  async lineOf(file: ByteString): Promise<ByteString | undefined> {
    if (!this.#readers.has(file)) this.#readers.set(file, await this.#openReader(file));
    return this.#readers.get(file)?.next();
  }

  async #openReader(file: ByteString): Promise<LineReader | undefined> {
    if (file === '/dev/stdin') return new LineReader(this.io.process, 0, this.options.delimiter);
    try {
      return new LineReader(this.io.process, await this.io.process.open(file, { read: true }), this.options.delimiter);
    } catch (error) {
      if (error instanceof FsError) return undefined;
      throw error;
    }
  }
}
