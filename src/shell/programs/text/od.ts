/** od: bytes as numbers and characters. As GNU coreutils 9.4 od. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { parseSize } from '../../formats/sizes.ts';
import { type OutputType, parseTypes } from '../../text/od/types.ts';
import { defineProgram } from '../define-program.ts';
import type { OptionValues } from '../getopt.ts';
import { forEachInput } from '../inputs.ts';
import { blocks, type ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';
import { Excerpt } from '../../text/od/excerpt.ts';

const amount =
  (option: string) =>
  (text: ByteString): number => {
    const size = /^0x[0-9a-fA-F]+$/.test(text) ? Number(text) : parseSize(text);
    if (size === undefined) throw new UsageError(`invalid ${option} argument '${text}'`, { hint: false });
    return size;
  };

const options = {
  radix: { short: 'A', long: 'address-radix', argument: 'RADIX', help: 'output format for file offsets: d, o, x or n' },
  skip: { short: 'j', long: 'skip-bytes', argument: 'BYTES', type: amount('-j'), help: 'skip BYTES input bytes first' },
  limit: { short: 'N', long: 'read-bytes', argument: 'BYTES', type: amount('-N'), help: 'limit dump to BYTES input bytes' },
  types: { short: 't', long: 'format', argument: 'TYPE', repeat: true, help: 'select output format or formats' },
  all: { short: 'v', long: 'output-duplicates', help: 'do not use * to mark line suppression' },
  width: {
    short: 'w',
    long: 'width',
    argument: 'BYTES',
    optional: true,
    type: amount('-w'),
    help: 'output BYTES bytes per output line; 32 is implied when BYTES is not specified',
  },
} as const;
type Values = OptionValues<typeof options>;

/** Historic letters. */
const LETTERS: Readonly<Record<string, string>> = {
  a: 'a',
  b: 'o1',
  c: 'c',
  d: 'u2',
  f: 'fF',
  h: 'x2',
  i: 'dI',
  l: 'dL',
  o: 'o2',
  s: 'd2',
  x: 'x2',
};

export default defineProgram({
  name: 'od',
  usage: '[OPTION]... [FILE]...',
  summary: 'Write an unambiguous representation, octal bytes by default, of FILE to standard output.',
  suite: 'GNU coreutils 9.4',
  rewrite: (words) => words.flatMap(expandLetters),
  options,
  async run(io, values, operands) {
    const given = values.types.flatMap((text) => parseTypes(text));
    const types = given.length === 0 ? parseTypes('o2') : given;
    const step = types.reduce((least, { size }) => (least % size === 0 ? least : least * size), 1);
    const width = values.width === true ? 32 : (values.width ?? 16 - (16 % step || 0));
    if (width === 0 || width % step !== 0) throw new UsageError(`warning: invalid width ${width}; using ${step} instead`, { hint: false });
    const dump = new Dump(io, values, types, width);
    const excerpt = new Excerpt(values.skip, values.limit);
    const status = await forEachInput(io, operands, async ({ fd }) => {
      for await (const block of blocks(io.process, fd)) {
        await dump.take(excerpt.take(block));
        if (excerpt.isFull) return;
      }
    });
    if (excerpt.skip > 0) throw new UsageError('cannot skip past end of combined input', { hint: false });
    if (status === 0 || dump.hasRead) await dump.finish();
    return status;
  },
});

/** `-bc` becomes `-t o1 -t c`; letters of other options stay. */
function expandLetters(word: ByteString): readonly ByteString[] {
  if (!/^-[abcdfhiloxsv]+$/.test(word)) return [word];
  return [...word.slice(1)].flatMap((letter) => (letter === 'v' ? ['-v'] : ['-t', LETTERS[letter] ?? letter]));
}

class Dump {
  readonly #io: ProgramIo;
  readonly #types: readonly OutputType[];
  readonly #width: number;
  readonly #all: boolean;
  readonly #address: (offset: number) => string;
  readonly #columns: number;
  #offset: number;
  #rest = new Uint8Array(0);
  #previous: string | undefined;
  #starred = false;
  hasRead = false;

  constructor(io: ProgramIo, values: Values, types: readonly OutputType[], width: number) {
    this.#io = io;
    this.#types = types;
    this.#width = width;
    this.#all = values.all;
    this.#offset = values.skip ?? 0;
    this.#address = addressOf(values.radix ?? 'o');
    // all types share the widest one's place per byte
    this.#columns = Math.max(...types.map((type) => (type.width + 1) * (width / type.size)));
  }

  async take(bytes: Uint8Array): Promise<void> {
    this.hasRead = true;
    const data = new Uint8Array(this.#rest.length + bytes.length);
    data.set(this.#rest);
    data.set(bytes, this.#rest.length);
    let at = 0;
    for (; at + this.#width <= data.length; at += this.#width) {
      const writing = this.#line(data.subarray(at, at + this.#width));
      if (writing) await writing;
    }
    this.#rest = data.slice(at);
    const pause = this.#io.process.tick(1 + (bytes.length >> 4));
    if (pause) await pause;
  }

  async finish(): Promise<void> {
    if (this.#rest.length > 0) await this.#line(this.#rest);
    await this.#io.out(this.#address(this.#offset) === '' ? '' : `${this.#address(this.#offset)}\n`);
  }

  #line(bytes: Uint8Array): Promise<void> | void {
    const key = bytes.length === this.#width && !this.#all ? bytes.join() : undefined;
    const offset = this.#offset;
    this.#offset += bytes.length;
    if (key !== undefined && key === this.#previous) {
      if (this.#starred) return;
      this.#starred = true;
      return this.#io.out('*\n') || undefined;
    }
    this.#previous = key;
    this.#starred = false;
    const lines = this.#types.map((type, i) => {
      const lead = this.#address(offset);
      return `${i === 0 ? lead : ' '.repeat(lead.length)}${this.#numbers(bytes, type)}\n`;
    });
    return this.#io.out(lines.join('')) || undefined;
  }

  #numbers(bytes: Uint8Array, { size, width, trailer, show }: OutputType): string {
    const padded = new Uint8Array(Math.ceil(bytes.length / size) * size);
    padded.set(bytes);
    const view = new DataView(padded.buffer);
    const count = this.#width / size;
    let text = '';
    for (let i = 0; i * size < padded.length; i++) {
      const place = Math.floor((this.#columns * (i + 1)) / count) - Math.floor((this.#columns * i) / count);
      text += show(view, i * size).padStart(Math.max(place, width + 1));
    }
    if (!trailer) return text;
    const printable = [...bytes].map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
    return `${text.padEnd(this.#columns)}  >${printable}<`;
  }
}

function addressOf(radix: ByteString): (offset: number) => string {
  switch (radix.charAt(0)) {
    case 'n':
      return () => '';
    case 'd':
      return (offset) => String(offset).padStart(7, '0');
    case 'x':
      return (offset) => offset.toString(16).padStart(6, '0');
    case 'o':
      return (offset) => offset.toString(8).padStart(7, '0');
    default:
      throw new UsageError(`invalid output address radix '${radix}'; it must be one character from [doxn]`, { hint: false });
  }
}
