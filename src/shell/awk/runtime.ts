/** A running awk program's state: variables, record, input and outputs. As mawk 1.3.4 bi_vars.c and files.c. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import type { ProgramIo } from '../programs/program-io.ts';
import type { Regex } from '../regex/compile.ts';
import { AwkArray } from './array.ts';
import { readStringEscapes } from './lexer.ts';
import { createRandom, type Random } from './random.ts';
import { Record, type RecordSettings } from './record.ts';
import { RecordReader, type RecordSeparator } from './record-reader.ts';
import { AwkRegexError, compileAwkRegex } from './regex.ts';
import { AwkExit, AwkRunTimeError } from './runtime-error.ts';
import { createSplitter, withNewlines } from './split.ts';
import { Streams } from './streams.ts';
import { fromOutside, toNumber, toText, type Value } from './values.ts';

/** Variables that mean something to the interpreter, by their slot. */
export const SPECIAL = [
  'NF',
  'NR',
  'FNR',
  'FS',
  'OFS',
  'ORS',
  'RS',
  'FILENAME',
  'SUBSEP',
  'RSTART',
  'RLENGTH',
  'CONVFMT',
  'OFMT',
  'ARGC',
] as const;
export type Special = (typeof SPECIAL)[number];
const [NR, FNR, FILENAME, ARGC] = [1, 2, 7, 13];

export class Runtime {
  readonly io: ProgramIo;
  readonly streams: Streams;
  readonly settings: RecordSettings;
  readonly record: Record;
  readonly random: Random;
  /** Scalars by slot; the special ones first. */
  readonly globals: Value[];
  readonly arrays: ReadonlyMap<string, AwkArray>;
  readonly #slots: ReadonlyMap<string, number>;
  readonly #regexes = new Map<ByteString, Regex>();
  outputFormat: ByteString = '%.6g';
  recordEnd: ByteString = '\n';
  subscriptSeparator: ByteString = '\x1c';
  separator: RecordSeparator = { character: '\n' };
  seed: Value;
  exitStatus = 0;
  #reader: RecordReader | undefined;
  #argument = 1;
  #readSomething = false;
  #countdown = 16;

  constructor(io: ProgramIo, slots: ReadonlyMap<string, number>, arrayNames: ReadonlySet<string>) {
    this.io = io;
    this.streams = new Streams(io);
    this.settings = { splitter: createSplitter(' ', compileAwkRegex), outputSeparator: ' ', convfmt: '%.6g' };
    this.record = new Record(this.settings);
    this.random = createRandom();
    this.#slots = slots;
    this.globals = Array.from({ length: slots.size }, () => undefined);
    this.arrays = new Map([...arrayNames].map((name) => [name, new AwkArray()]));
    for (const [name, value] of Object.entries({
      NR: 0,
      FNR: 0,
      FS: ' ',
      OFS: ' ',
      ORS: '\n',
      RS: '\n',
      SUBSEP: '\x1c',
      RSTART: 0,
      RLENGTH: -1,
    })) {
      this.globals[slots.get(name) ?? 0] = value;
    }
    this.globals[slots.get('CONVFMT') ?? 0] = '%.6g';
    this.globals[slots.get('OFMT') ?? 0] = '%.6g';
    this.globals[FILENAME] = '';
    this.seed = Math.floor(io.process.random() * 2 ** 31);
    this.random.seed(toNumber(this.seed));
  }

  get convfmt(): ByteString {
    return this.settings.convfmt;
  }

  text(value: Value): ByteString {
    return typeof value === 'string' ? value : toText(value, this.settings.convfmt);
  }

  /** A pattern that is computed. */
  regex(source: ByteString): Regex {
    let regex = this.#regexes.get(source);
    if (!regex) {
      try {
        regex = compileAwkRegex(source);
      } catch (error) {
        if (error instanceof AwkRegexError) throw new AwkExit(error.message);
        throw error;
      }
      if (this.#regexes.size > 500) this.#regexes.clear();
      this.#regexes.set(source, regex);
    }
    return regex;
  }

  /** To be called now and then: lets others run, and lets output go where it is to go. */
  pause(): Promise<void> | undefined {
    if (this.streams.wantsFlush) return this.streams.flush();
    if (--this.#countdown > 0) return undefined;
    this.#countdown = 16;
    return this.io.process.tick(16);
  }

  /** An assignment's side effects. */
  changed(name: Special, value: Value): void {
    switch (name) {
      case 'NF':
        if (toNumber(value) < 0) this.fail('negative value assigned to NF');
        this.record.setCount(Math.trunc(toNumber(value)));
        break;
      case 'FS':
        // a record read before is split by the FS of then
        void this.record.count;
        this.#setSplitter(this.text(value));
        break;
      case 'RS':
        this.#setSeparator(this.text(value));
        break;
      case 'OFS':
        void this.record.text;
        this.settings.outputSeparator = this.text(value);
        break;
      case 'ORS':
        this.recordEnd = this.text(value);
        break;
      case 'CONVFMT':
        this.settings.convfmt = this.text(value);
        break;
      case 'OFMT':
        this.outputFormat = this.text(value);
        break;
      case 'SUBSEP':
        this.subscriptSeparator = this.text(value);
        break;
      default:
        break;
    }
  }

  #setSplitter(separator: ByteString): void {
    const splitter = createSplitter(separator, (source) => this.regex(source));
    this.settings.splitter = 'paragraphs' in this.separator ? withNewlines(splitter) : splitter;
  }

  #setSeparator(separator: ByteString): void {
    if (separator === '') this.separator = { paragraphs: true };
    else this.separator = separator.length === 1 ? { character: separator } : { regex: this.regex(separator) };
    this.#setSplitter(this.text(this.globals[3]));
  }

  /** `name=value` of -v and of the operands. False when there is no such variable in the program. */
  assign(name: string, text: ByteString): void {
    const slot = this.#slots.get(name);
    if (slot === undefined) return;
    const value = fromOutside(readStringEscapes(text));
    this.globals[slot] = value;
    const special = SPECIAL[slot];
    if (special) this.changed(special, value);
  }

  /** The next record of the main input; undefined behind the last one. Counts it. */
  nextRecord(): ByteString | undefined | Promise<ByteString | undefined> {
    const record = this.#reader?.next(this.separator);
    if (record === undefined || record instanceof Promise) return this.#nextSlowly(record);
    return this.#count(record);
  }

  #count(record: ByteString): ByteString {
    this.globals[NR] = toNumber(this.globals[NR]) + 1;
    this.globals[FNR] = toNumber(this.globals[FNR]) + 1;
    return record;
  }

  async #nextSlowly(reading: ByteString | undefined | Promise<ByteString | undefined>): Promise<ByteString | undefined> {
    let pending = reading;
    for (;;) {
      if (pending instanceof Promise && this.streams.wantsFlush) await this.streams.flush();
      const record = await this.#guarded(pending);
      if (record !== undefined) return this.#count(record);
      this.skipFile();
      if (!(await this.#open())) return undefined;
      pending = this.#reader?.next(this.separator);
    }
  }

  async #guarded(reading: ByteString | undefined | Promise<ByteString | undefined>): Promise<ByteString | undefined> {
    try {
      return await reading;
    } catch (error) {
      if (error instanceof FsError) throw new AwkExit(`read error (${error.text})`);
      throw error;
    }
  }

  /** nextfile, and a file's end. */
  skipFile(): void {
    if (this.#reader && this.#reader.fd !== 0) this.io.process.close(this.#reader.fd);
    this.#reader = undefined;
  }

  /** The next file of ARGV; standard input when it names none. Assignments are made on the way. */
  async #open(): Promise<boolean> {
    const argv = this.arrays.get('ARGV');
    while (argv && this.#argument < toNumber(this.globals[ARGC])) {
      const index = this.#argument++;
      if (!argv.has(index, this.convfmt)) continue;
      const operand = this.text(argv.get(index, this.convfmt));
      if (operand === '') continue;
      const assignment = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(operand);
      if (assignment) {
        this.assign(assignment[1] ?? '', assignment[2] ?? '');
        continue;
      }
      await this.#openFile(operand);
      return true;
    }
    if (this.#readSomething) return false;
    await this.#openFile('-');
    return true;
  }

  async #openFile(name: ByteString): Promise<void> {
    this.#readSomething = true;
    this.globals[FILENAME] = name;
    this.globals[FNR] = 0;
    try {
      const isInput = name === '-' || name === '/dev/stdin';
      this.#reader = new RecordReader(this.io.process, isInput ? 0 : await this.io.process.open(name, { read: true, closeOnExec: true }));
    } catch (error) {
      if (error instanceof FsError) throw new AwkExit(`cannot open ${name} (${error.text})`);
      throw error;
    }
  }

  fail(text: string): never {
    throw new AwkRunTimeError(text);
  }

  /** Where the input stands, for run time errors. */
  where(): string {
    return `\tFILENAME="${this.text(this.globals[FILENAME])}" FNR=${toNumber(this.globals[FNR])} NR=${toNumber(this.globals[NR])}`;
  }
}
