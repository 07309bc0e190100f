/** xxd: a hexadecimal dump, and back again. As xxd 2023-10-25 of vim 9.1. */
import { type ByteString, fromBytes } from '../../../sim/fs/bytes.ts';
import { defineProgram } from '../define-program.ts';
import { openInput } from '../../text/open-input.ts';
import { blocks, type ProgramIo, readAll } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'xxd',
  usage: '[options] [infile [outfile]]',
  summary: 'Make a hex dump or do the reverse.',
  rewrite: (words) =>
    words.flatMap((word) =>
      /^-(?:ps|plain|postscript)$/.test(word)
        ? ['-p']
        : /^-(?:revert)$/.test(word)
          ? ['-r']
          : /^-[bpriu]{2,}$/.test(word)
            ? [...word.slice(1)].map((letter) => `-${letter}`)
            : [word],
    ),
  options: {
    bits: { short: 'b', help: 'binary digit dump' },
    columns: { short: 'c', long: 'cols', argument: 'cols', type: number, help: 'format <cols> octets per line' },
    group: { short: 'g', argument: 'bytes', type: number, help: 'number of octets per group' },
    include: { short: 'i', help: 'output in C include file style' },
    length: { short: 'l', long: 'len', argument: 'len', type: number, help: 'stop after <len> octets' },
    plain: { short: 'p', help: 'output in postscript plain hexdump style' },
    revert: { short: 'r', help: 'reverse operation: convert hexdump into binary' },
    seek: { short: 's', long: 'seek', argument: 'seek', type: number, help: 'start at <seek> bytes' },
    upper: { short: 'u', help: 'use upper case hex letters' },
  },
  async run(io, options, operands) {
    const [name = '-', output] = operands;
    const fd = await openInput(io, name);
    if (output !== undefined && output !== '-')
      io.process.dup2(await io.process.open(output, { write: true, create: true, truncate: true }), 1);
    if (options.revert) return revert(io, fd, options.plain);
    const digits = (byte: number): string => {
      const text = options.bits ? byte.toString(2).padStart(8, '0') : byte.toString(16).padStart(2, '0');
      return options.upper ? text.toUpperCase() : text;
    };
    const columns = options.columns ?? (options.plain ? 30 : options.bits ? 6 : options.include ? 12 : 16);
    const group = options.group ?? (options.bits ? 1 : 2);
    const seek = options.seek ?? 0;
    const data = await read(io, fd, seek, options.length);
    if (options.include) return include(io, data, name, columns, digits);
    for (let at = 0; at < data.length; at += columns) {
      const bytes = data.subarray(at, at + columns);
      const line = options.plain ? [...bytes].map(digits).join('') : dumpLine(bytes, seek + at, columns, group, digits, options.upper);
      const writing = io.out(`${line}\n`);
      if (writing) await writing;
      const pause = io.process.tick();
      if (pause) await pause;
    }
    return 0;
  },
});

async function read(io: ProgramIo, fd: number, seek: number, length: number | undefined): Promise<Uint8Array> {
  const end = length === undefined ? Number.POSITIVE_INFINITY : seek + length;
  const parts: number[] = [];
  for await (const block of blocks(io.process, fd)) {
    for (const byte of block) if (parts.length < end) parts.push(byte);
    if (parts.length >= end) break;
  }
  return Uint8Array.from(parts.slice(seek));
}

function dumpLine(
  bytes: Uint8Array,
  offset: number,
  columns: number,
  group: number,
  digits: (byte: number) => string,
  upper: boolean,
): string {
  let hexadecimal = '';
  const each = digits(0).length;
  for (let i = 0; i < columns; i++) {
    hexadecimal += i < bytes.length ? digits(bytes[i] ?? 0) : ' '.repeat(each);
    if (group > 0 && (i + 1) % group === 0) hexadecimal += ' ';
  }
  if (group === 0 || columns % group !== 0) hexadecimal += ' ';
  const text = [...bytes].map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
  const address = offset.toString(16).padStart(8, '0');
  return `${upper ? address.toUpperCase() : address}: ${hexadecimal} ${text}`;
}

async function include(
  io: ProgramIo,
  data: Uint8Array,
  name: ByteString,
  columns: number,
  digits: (byte: number) => string,
): Promise<number> {
  const rows: string[] = [];
  for (let at = 0; at < data.length; at += columns)
    rows.push(`  ${[...data.subarray(at, at + columns)].map((byte) => `0x${digits(byte)}`).join(', ')}`);
  if (name === '-') {
    await io.out(`${rows.join(',\n')}\n`);
    return 0;
  }
  const variable = name.replace(/^(?=\d)/, '__').replace(/[^A-Za-z0-9_]/g, '_');
  await io.out(`unsigned char ${variable}[] = {\n${rows.join(',\n')}\n};\nunsigned int ${variable}_len = ${data.length};\n`);
  return 0;
}

/** Hexadecimal digits as bytes; with addresses unless plain. */
async function revert(io: ProgramIo, fd: number, plain: boolean): Promise<number> {
  const text = fromBytes(await readAll(io.process, fd));
  const bytes: number[] = [];
  for (const line of plain ? [text] : text.split('\n')) {
    const match = plain ? undefined : /^[^0-9a-fA-F]*([0-9a-fA-F]+):\s?((?:[0-9a-fA-F]{2,} ?)*)/.exec(line);
    if (!plain && !match) continue;
    if (match) while (bytes.length < Number.parseInt(match[1] ?? '0', 16)) bytes.push(0);
    const digits = (match ? (match[2] ?? '') : line).replace(/[^0-9a-fA-F]/g, '');
    for (let i = 0; i + 1 < digits.length; i += 2) bytes.push(Number.parseInt(digits.slice(i, i + 2), 16));
  }
  await io.out(Uint8Array.from(bytes));
  return 0;
}

function number(text: ByteString): number {
  const value = /^0x[0-9a-fA-F]+$/.test(text) ? Number(text) : Number.parseInt(text.replace(/^\+/, ''), /^0\d/.test(text) ? 8 : 10);
  if (!Number.isFinite(value)) throw new UsageError('invalid number of columns (max. 256).', { hint: false });
  return Math.max(0, value);
}
