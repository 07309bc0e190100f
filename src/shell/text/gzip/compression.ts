/** gzip's format over fflate's deflate, piece by piece so that others may run. As RFC 1952, gzip 1.12. */
import { Gunzip, Gzip } from 'fflate';
import { concatBytes } from '../../../sim/fs/bytes.ts';
import type { Process } from '../../../sim/kernel/types.ts';

const PIECE = 32_768;
const TRAILER = 8;

export type Level = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

export interface CompressOptions {
  readonly level: Level;
  /** Kept in the header: seconds and the file's name; 0 and '' for none. */
  readonly mtime: number;
  readonly name: string;
}

/** `write` gets the pieces as they come. */
export async function compress(
  process: Process,
  source: AsyncIterable<Uint8Array>,
  { level, mtime, name }: CompressOptions,
  write: (piece: Uint8Array) => Promise<void> | void | undefined,
): Promise<{ readonly from: number; readonly to: number }> {
  const pieces: Uint8Array[] = [];
  const stream = new Gzip({ level, mtime: mtime === 0 ? 0 : mtime * 1000, ...(name === '' ? {} : { filename: name }) }, (piece) => {
    pieces.push(piece);
  });
  let [from, to] = [0, 0];
  const flush = async (): Promise<void> => {
    for (const piece of pieces.splice(0)) {
      to += piece.length;
      if (piece.length > 0) await write(piece);
    }
  };
  for await (const block of source) {
    from += block.length;
    for (let at = 0; at < block.length; at += PIECE) {
      stream.push(block.slice(at, at + PIECE), false);
      await flush();
      const pause = process.tick(Math.min(PIECE, block.length - at) >> 4);
      if (pause) await pause;
    }
  }
  stream.push(new Uint8Array(0), true);
  await flush();
  return { from, to };
}

/** What is wrong with compressed data; `trailing` is only a warning. */
export type Damage = 'format' | 'end' | 'data' | 'crc' | 'crc and length' | 'trailing';

export interface Decompressed {
  readonly bytes: Uint8Array;
  readonly damage: Damage | undefined;
}

/** Of all members that follow each other. What was good before the damage is given too. */
export async function decompress(process: Process, data: Uint8Array): Promise<Decompressed> {
  if (!isGzip(data)) return { bytes: new Uint8Array(0), damage: data.length < 2 ? 'end' : 'format' };
  const members: { readonly start: number; readonly pieces: Uint8Array[] }[] = [{ start: 0, pieces: [] }];
  const stream = new Gunzip((piece) => {
    if (piece.length > 0) members.at(-1)?.pieces.push(piece);
  });
  stream.onmember = (start) => {
    members.push({ start, pieces: [] });
  };
  let damage: Damage | undefined;
  try {
    for (let at = 0; at < data.length && !damage; at += PIECE) {
      stream.push(data.slice(at, at + PIECE), at + PIECE >= data.length);
      const pause = process.tick(PIECE >> 3);
      if (pause) await pause;
    }
  } catch (error) {
    damage = damageOf(error, members.length);
  }
  const bytes = concatBytes(members.flatMap(({ pieces }) => pieces));
  return { bytes, damage: damage ?? checkTrailers(data, members) };
}

export const isGzip = (data: Uint8Array): boolean => data.length > 2 && data[0] === 0x1f && data[1] === 0x8b;

/** fflate says with its code what it met: 0 is a premature end, 6 a header that is none. */
function damageOf(error: unknown, members: number): Damage {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 6) return members > 0 ? 'trailing' : 'format';
  return code === 0 ? 'end' : 'data';
}

function checkTrailers(
  data: Uint8Array,
  members: readonly { readonly start: number; readonly pieces: readonly Uint8Array[] }[],
): Damage | undefined {
  for (const [i, { pieces }] of members.entries()) {
    const end = members[i + 1]?.start ?? data.length;
    if (end - TRAILER < 0) return 'end';
    const view = new DataView(data.buffer, data.byteOffset + end - TRAILER, TRAILER);
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    const isWrong = view.getUint32(0, true) !== crc32(pieces);
    const isCut = view.getUint32(4, true) !== length % 2 ** 32;
    if (isWrong) return isCut ? 'crc and length' : 'crc';
  }
  return undefined;
}

function crc32(pieces: readonly Uint8Array[]): number {
  const table = Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value;
  });
  let crc = 0xffffffff;
  for (const piece of pieces) for (const byte of piece) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}

/** gzip's own lines for damage, without its name. */
export const DAMAGE_WORDS: Readonly<Record<Damage, readonly string[]>> = {
  format: ['not in gzip format'],
  end: ['unexpected end of file'],
  data: ['invalid compressed data--format violated'],
  crc: ['invalid compressed data--crc error'],
  'crc and length': ['invalid compressed data--crc error', 'invalid compressed data--length error'],
  trailing: ['decompression OK, trailing garbage ignored'],
};
