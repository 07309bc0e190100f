/** split: a file in pieces. As GNU coreutils 9.4 split. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { parseSize } from '../../formats/sizes.ts';
import { LineReader } from '../../text/line-reader.ts';
import { defineProgram } from '../define-program.ts';
import { checkOperands } from '../operands.ts';
import { blocks, type ProgramIo, readAll } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

const count =
  (what: string) =>
  (text: ByteString): number => {
    const size = /^\d/.test(text) ? parseSize(text) : undefined;
    if (size === undefined) throw new UsageError(`invalid ${what}: ${localeQuoted(text)}`, { hint: false });
    if (size === 0) throw new UsageError(`invalid ${what}: ${localeQuoted(text)}: Numerical result out of range`, { hint: false });
    return size;
  };

export default defineProgram({
  name: 'split',
  usage: '[OPTION]... [FILE [PREFIX]]',
  summary: "Output pieces of FILE to PREFIXaa, PREFIXab, ...; default size is 1000 lines, and default PREFIX is 'x'.",
  suite: 'GNU coreutils 9.4',
  rewrite: (words) => words.map((word) => word.replace(/^-(\d+)$/, '-l$1')),
  options: {
    suffixLength: {
      short: 'a',
      long: 'suffix-length',
      argument: 'N',
      type: count('suffix length'),
      help: 'generate suffixes of length N (default 2)',
    },
    suffix: { long: 'additional-suffix', argument: 'SUFFIX', help: 'append an additional SUFFIX to file names' },
    bytes: { short: 'b', long: 'bytes', argument: 'SIZE', type: count('number of bytes'), help: 'put SIZE bytes per output file' },
    lineBytes: {
      short: 'C',
      long: 'line-bytes',
      argument: 'SIZE',
      type: count('number of bytes'),
      help: 'put at most SIZE bytes of records per output file',
    },
    decimal: { short: 'd', help: 'use numeric suffixes starting at 0, not alphabetic' },
    decimalFrom: { long: 'numeric-suffixes', argument: 'FROM', optional: true, help: 'same as -d, but allow setting the start value' },
    hexadecimal: { short: 'x', help: 'use hex suffixes starting at 0, not alphabetic' },
    filter: { long: 'filter', argument: 'COMMAND', notSimulated: true, help: 'write to shell COMMAND' },
    lines: {
      short: 'l',
      long: 'lines',
      argument: 'NUMBER',
      type: count('number of lines'),
      help: 'put NUMBER lines/records per output file',
    },
    chunks: { short: 'n', long: 'number', argument: 'CHUNKS', type: chunksOf, help: 'generate CHUNKS output files' },
    separator: { short: 't', long: 'separator', argument: 'SEP', help: 'use SEP instead of newline as the record separator' },
    verbose: { long: 'verbose', help: 'print a diagnostic just before each output file is opened' },
  },
  async run(io, options, operands) {
    checkOperands(operands, 0, 2);
    const ways = [options.bytes, options.lineBytes, options.lines, options.chunks].filter((way) => way !== undefined);
    if (ways.length > 1) throw new UsageError('cannot split in more than one way');
    const [name = '-', prefix = 'x'] = operands;
    const fd = await open(io, name);
    const alphabet = options.hexadecimal
      ? '0123456789abcdef'
      : options.decimal || options.decimalFrom !== undefined
        ? '0123456789'
        : 'abcdefghijklmnopqrstuvwxyz';
    const first = typeof options.decimalFrom === 'string' ? Number(options.decimalFrom) : 0;
    const pieces = new Pieces(io, prefix, {
      alphabet,
      first,
      length: options.suffixLength,
      suffix: options.suffix ?? '',
      verbose: options.verbose,
    });
    const end = options.separator === '\\0' ? '\0' : (options.separator ?? '\n');
    if (options.chunks !== undefined) await byChunks(io, fd, options.chunks, pieces);
    else if (options.bytes !== undefined) await byBytes(io, fd, options.bytes, pieces);
    else await byLines(io, fd, end, options.lines ?? 1000, options.lineBytes, pieces);
    pieces.close();
    return 0;
  },
});

async function open(io: ProgramIo, name: ByteString): Promise<number> {
  if (name === '-') return 0;
  try {
    return await io.process.open(name, { read: true });
  } catch (error) {
    if (error instanceof FsError) throw new UsageError(`cannot open ${io.quoted(name)} for reading: ${error.text}`, { hint: false });
    throw error;
  }
}

interface Naming {
  readonly alphabet: string;
  readonly first: number;
  readonly length: number | undefined;
  readonly suffix: ByteString;
  readonly verbose: boolean;
}

/** The files that are written one after the other. */
class Pieces {
  readonly #io: ProgramIo;
  readonly #prefix: ByteString;
  readonly #naming: Naming;
  #number: number;
  #fd: number | undefined;

  constructor(io: ProgramIo, prefix: ByteString, naming: Naming) {
    this.#io = io;
    this.#prefix = prefix;
    this.#naming = naming;
    this.#number = naming.first;
  }

  /** Letters count up; without a fixed length the last first letter leads to longer ones (xyz → xzaaa). */
  #name(): ByteString {
    const { alphabet, length, suffix } = this.#naming;
    const base = alphabet.length;
    let [number, digits, lead] = [this.#number, length ?? 2, ''];
    if (length === undefined) {
      while (number >= base ** digits - base ** (digits - 1)) {
        number -= base ** digits - base ** (digits - 1);
        lead += alphabet.charAt(base - 1);
        digits++;
      }
      digits = lead === '' ? 2 : digits;
    } else if (number >= base ** digits) throw new UsageError('output file suffixes exhausted', { hint: false });
    let text = '';
    for (let i = 0; i < digits; i++) {
      text = alphabet.charAt(number % base) + text;
      number = Math.floor(number / base);
    }
    return this.#prefix + lead + text + suffix;
  }

  async start(): Promise<void> {
    this.close();
    const name = this.#name();
    this.#number++;
    if (this.#naming.verbose) await this.#io.out(`creating file ${this.#io.quoted(name)}\n`);
    this.#fd = await this.#io.process.open(name, { write: true, create: true, truncate: true });
  }

  async write(data: ByteString | Uint8Array): Promise<void> {
    if (this.#fd === undefined) await this.start();
    await this.#io.process.write(this.#fd ?? 1, data);
  }

  close(): void {
    if (this.#fd !== undefined) this.#io.process.close(this.#fd);
    this.#fd = undefined;
  }
}

async function byBytes(io: ProgramIo, fd: number, size: number, pieces: Pieces): Promise<void> {
  let left = 0;
  for await (const block of blocks(io.process, fd)) {
    for (let at = 0; at < block.length; ) {
      if (left === 0) {
        await pieces.start();
        left = size;
      }
      const end = Math.min(block.length, at + left);
      await pieces.write(block.slice(at, end));
      left -= end - at;
      at = end;
    }
  }
}

async function byLines(
  io: ProgramIo,
  fd: number,
  end: string,
  lines: number,
  lineBytes: number | undefined,
  pieces: Pieces,
): Promise<void> {
  const reader = new LineReader(io.process, fd, end);
  let [count, size, text] = [0, 0, ''];
  const flush = async (): Promise<void> => {
    if (text !== '') await pieces.write(text);
    text = '';
  };
  for (let line = await reader.next(); line !== undefined; line = await reader.next()) {
    const whole = reader.terminated ? line + end : line;
    const isFull = lineBytes === undefined ? count === lines : size + whole.length > lineBytes && size > 0;
    if (count === 0 || isFull) {
      await flush();
      await pieces.start();
      [count, size] = [0, 0];
    }
    count++;
    size += whole.length;
    text += whole;
    if (text.length > 65_536) await flush();
  }
  await flush();
}

/** N pieces of equal size; what is left over goes one byte each to the first ones. */
async function byChunks(io: ProgramIo, fd: number, chunks: number, pieces: Pieces): Promise<void> {
  const data = await readAll(io.process, fd);
  const size = Math.floor(data.length / chunks);
  const extra = data.length % chunks;
  for (let [i, at] = [0, 0]; i < chunks; i++) {
    const end = at + size + (i < extra ? 1 : 0);
    await pieces.start();
    if (end > at) await pieces.write(data.slice(at, end));
    at = end;
  }
}

function chunksOf(text: ByteString): number {
  if (!/^\d+$/.test(text) || Number(text) === 0) throw new UsageError(`invalid number of chunks: ${localeQuoted(text)}`, { hint: false });
  return Number(text);
}
