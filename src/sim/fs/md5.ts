/** MD5, by itself: what dpkg writes down of every file, and so what a base image is unpacked with. As RFC 1321. */
import { createHash } from './block-hash.ts';

export const md5 = (bytes: Uint8Array): Uint8Array =>
  createHash({ initial: [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476], littleEndian: true, compress })
    .update(bytes)
    .digest();

const SINES = Int32Array.from({ length: 64 }, (_, index) => Math.floor(Math.abs(Math.sin(index + 1)) * 2 ** 32));
/** How far each step turns, by round and step in a row of four. */
const TURNS = Int32Array.of(7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21);

function compress(state: Int32Array, bytes: Uint8Array, start: number): void {
  let [a, b, c, d] = [word(state, 0), word(state, 1), word(state, 2), word(state, 3)];
  for (let i = 0; i < 64; i++) {
    const round = i >> 4;
    const at = start + 4 * (round === 0 ? i : (round === 1 ? 5 * i + 1 : round === 2 ? 3 * i + 5 : 7 * i) & 15);
    const input = byteAt(bytes, at) | (byteAt(bytes, at + 1) << 8) | (byteAt(bytes, at + 2) << 16) | (byteAt(bytes, at + 3) << 24);
    const sum = (a + mix(round, b, c, d) + word(SINES, i) + input) | 0;
    const by = word(TURNS, 4 * round + (i & 3));
    a = d;
    d = c;
    c = b;
    b = (b + ((sum << by) | (sum >>> (32 - by)))) | 0;
  }
  state[0] = word(state, 0) + a;
  state[1] = word(state, 1) + b;
  state[2] = word(state, 2) + c;
  state[3] = word(state, 3) + d;
}

function mix(round: number, b: number, c: number, d: number): number {
  if (round === 0) return (b & c) | (~b & d);
  if (round === 1) return (d & b) | (~d & c);
  return round === 2 ? b ^ c ^ d : c ^ (b | ~d);
}

const word = (words: Int32Array, index: number): number => words[index] as number;
const byteAt = (bytes: Uint8Array, index: number): number => bytes[index] as number;
