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
  let a = word(state, 0);
  let b = word(state, 1);
  let c = word(state, 2);
  let d = word(state, 3);
  let e = word(state, 4);
  let f = word(state, 5);
  let g = word(state, 6);
  let h = word(state, 7);
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
  add(state, 0, a, b, c, d);
  add(state, 4, e, f, g, h);
}

function add(state: Int32Array, at: number, a: number, b: number, c: number, d: number): void {
  state[at] = word(state, at) + a;
  state[at + 1] = word(state, at + 1) + b;
  state[at + 2] = word(state, at + 2) + c;
  state[at + 3] = word(state, at + 3) + d;
}

function fillSchedule(w: Int32Array, bytes: Uint8Array, start: number): void {
  for (let i = 0, at = start; i < 16; i++, at += 4) {
    w[i] = (byteAt(bytes, at) << 24) | (byteAt(bytes, at + 1) << 16) | (byteAt(bytes, at + 2) << 8) | byteAt(bytes, at + 3);
  }
  for (let i = 16; i < 64; i++) {
    const x = word(w, i - 15);
    const y = word(w, i - 2);
    w[i] = (word(w, i - 16) + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + word(w, i - 7) + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10))) | 0;
  }
}

const word = (words: Int32Array, index: number): number => words[index] as number;
const byteAt = (bytes: Uint8Array, index: number): number => bytes[index] as number;
const turn = (bits: number, by: number): number => (bits >>> by) | (bits << (32 - by));
