/** SHA-256, by itself: the bought hashes come in one module with five others, which no prompt needs. As FIPS 180-4. */
import { createHash, type Hash } from './block-hash.ts';

/** For content that comes in pieces. */
export const createSha256 = (): Hash => createHash({ initial: INITIAL, littleEndian: false, compress });

export const sha256 = (bytes: Uint8Array): Uint8Array => createSha256().update(bytes).digest();

/** The first 64 primes: what the constants are made of. */
const PRIMES = Array.from({ length: 310 }, (_, index) => index + 2).filter((number) => {
  for (let divisor = 2; divisor * divisor <= number; divisor++) if (number % divisor === 0) return false;
  return true;
});
const fraction = (number: number): number => Math.floor((number - Math.floor(number)) * 2 ** 32);
const INITIAL = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const ROUNDS = Int32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));
const schedule = new Int32Array(64);

function compress(state: Int32Array, bytes: Uint8Array, start: number): void {
  fillSchedule(schedule, bytes, start);
  const before = state.slice();
  let [a, b, c, d, e, f, g, h] = [
    word(state, 0),
    word(state, 1),
    word(state, 2),
    word(state, 3),
    word(state, 4),
    word(state, 5),
    word(state, 6),
    word(state, 7),
  ];
  for (let i = 0; i < 64; i++) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + word(ROUNDS, i) + word(schedule, i)) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  state.set([a, b, c, d, e, f, g, h]);
  for (let i = 0; i < 8; i++) state[i] = word(state, i) + word(before, i);
}

function fillSchedule(w: Int32Array, bytes: Uint8Array, start: number): void {
  for (let i = 0, at = start; i < 16; i++, at += 4) {
    w[i] = (byteAt(bytes, at) << 24) | (byteAt(bytes, at + 1) << 16) | (byteAt(bytes, at + 2) << 8) | byteAt(bytes, at + 3);
  }
  for (let i = 16; i < 64; i++) {
    const x = word(w, i - 15);
    const y = word(w, i - 2);
    w[i] = word(w, i - 16) + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + word(w, i - 7) + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10));
  }
}

const word = (words: Int32Array, index: number): number => words[index] as number;
const byteAt = (bytes: Uint8Array, index: number): number => bytes[index] as number;
const turn = (bits: number, by: number): number => (bits >>> by) | (bits << (32 - by));
