/** hexdump: bytes in hexadecimal. As util-linux 2.39 hexdump (its -e formats are not simulated). */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { parseSize } from '../../formats/sizes.ts';
import { defineProgram } from '../define-program.ts';
import { lastOf } from '../getopt.ts';
import { forEachInput } from '../inputs.ts';
import { blocks, type ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';
import { Excerpt } from '../../text/od/excerpt.ts';

type Format = 'canonical' | 'words' | 'octal' | 'characters' | 'decimal' | 'octalWords' | 'bytes';

export default defineProgram({
  name: 'hexdump',
  usage: '[options] <file>...',
  summary: 'Display file contents in hexadecimal, decimal, octal, or ascii.',
  suite: 'util-linux 2.39.3',
  options: {
    format: lastOf({
      octal: { short: 'b', long: 'one-byte-octal', help: 'one-byte octal display' },
      characters: { short: 'c', long: 'one-byte-char', help: 'one-byte character display' },
      canonical: { short: 'C', long: 'canonical', help: 'canonical hex+ASCII display' },
      decimal: { short: 'd', long: 'two-bytes-decimal', help: 'two-byte decimal display' },
      octalWords: { short: 'o', long: 'two-bytes-octal', help: 'two-byte octal display' },
      words: { short: 'x', long: 'two-bytes-hex', help: 'two-byte hexadecimal display' },
      bytes: { short: 'X', long: 'one-byte-hex', help: 'one-byte hexadecimal display' },
    }),
    strings: { short: 'e', long: 'format', argument: 'format', notSimulated: true, help: 'format string to be used for displaying data' },
    file: { short: 'f', long: 'format-file', argument: 'file', notSimulated: true, help: 'file that contains format strings' },
    length: { short: 'n', long: 'length', argument: 'length', type: amount, help: 'interpret only length bytes of input' },
    skip: { short: 's', long: 'skip', argument: 'offset', type: amount, help: 'skip offset bytes from the beginning' },
    all: { short: 'v', long: 'no-squeezing', help: 'output identical lines' },
  },
  async run(io, options, operands) {
    const excerpt = new Excerpt(options.skip, options.length);
    const dump = new Dump(io, options.format ?? 'plain', options.all, excerpt.skip);
    const status = await forEachInput(
      io,
      operands,
      async ({ fd }) => {
        if (excerpt.skip > 0 && fd === 0) io.process.seek(0, 0, 'current');
        for await (const block of blocks(io.process, fd)) {
          await dump.take(excerpt.take(block));
          if (excerpt.isFull) return;
        }
      },
      { describe: (name) => (name === '-' ? 'stdin' : name) },
    );
    await dump.finish();
    return status;
  },
});

const WIDTH = 16;
const ESCAPES: Readonly<Record<number, string>> = { 0: '\\0', 7: '\\a', 8: '\\b', 9: '\\t', 10: '\\n', 11: '\\v', 12: '\\f', 13: '\\r' };

class Dump {
  readonly #io: ProgramIo;
  readonly #format: Format | 'plain';
  readonly #all: boolean;
  #offset: number;
  #rest: number[] = [];
  #previous: string | undefined;
  #starred = false;
  #printed = false;

  constructor(io: ProgramIo, format: Format | 'plain', all: boolean, offset: number) {
    this.#io = io;
    this.#format = format;
    this.#all = all;
    this.#offset = offset;
  }

  async take(bytes: Uint8Array): Promise<void> {
    const data = [...this.#rest, ...bytes];
    let at = 0;
    for (; at + WIDTH <= data.length; at += WIDTH) await this.#line(data.slice(at, at + WIDTH));
    this.#rest = data.slice(at);
    const pause = this.#io.process.tick(1 + (bytes.length >> 4));
    if (pause) await pause;
  }

  async finish(): Promise<void> {
    if (this.#rest.length > 0) await this.#line(this.#rest);
    if (this.#printed) await this.#io.out(`${this.#address(this.#offset)}\n`);
  }

  #address(offset: number): string {
    return offset.toString(16).padStart(this.#format === 'canonical' ? 8 : 7, '0');
  }

  async #line(bytes: readonly number[]): Promise<void> {
    this.#printed = true;
    const key = this.#all || bytes.length < WIDTH ? undefined : bytes.join();
    const offset = this.#offset;
    this.#offset += bytes.length;
    if (key !== undefined && key === this.#previous) {
      if (!this.#starred) await this.#io.out('*\n');
      this.#starred = true;
      return;
    }
    this.#previous = key;
    this.#starred = false;
    await this.#io.out(`${this.#address(offset)}${show(bytes, this.#format)}\n`);
  }
}

function show(bytes: readonly number[], format: Format | 'plain'): string {
  if (format === 'canonical') {
    const pairs = bytes.map((byte, i) => `${i === 8 ? ' ' : ''} ${byte.toString(16).padStart(2, '0')}`).join('');
    const text = bytes.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
    return ` ${pairs}`.padEnd(51) + ` |${text}|`.padStart(text.length + 3);
  }
  if (format === 'octal' || format === 'characters' || format === 'bytes') {
    const one = (byte: number): string => {
      if (format === 'octal') return ` ${byte.toString(8).padStart(3, '0')}`;
      if (format === 'bytes') return `  ${byte.toString(16).padStart(2, '0')}`;
      return (ESCAPES[byte] ?? (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : byte.toString(8).padStart(3, '0'))).padStart(4);
    };
    return bytes
      .map(one)
      .join('')
      .padEnd(WIDTH * 4);
  }
  const words: string[] = [];
  for (let i = 0; i < bytes.length; i += 2) {
    const value = (bytes[i] ?? 0) + 256 * (bytes[i + 1] ?? 0);
    if (format === 'decimal') words.push(`   ${String(value).padStart(5, '0')}`);
    else if (format === 'octalWords') words.push(`  ${value.toString(8).padStart(6, '0')}`);
    else words.push(`${format === 'words' ? '    ' : ' '}${value.toString(16).padStart(4, '0')}`);
  }
  return words.join('').padEnd(8 * (format === 'plain' ? 5 : 8));
}

function amount(text: ByteString): number {
  const size = /^0x[0-9a-fA-F]+$/.test(text) ? Number(text) : parseSize(text);
  if (size === undefined) throw new UsageError(`failed to parse length: '${text}'`, { hint: false });
  return size;
}
