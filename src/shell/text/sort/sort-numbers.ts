/** Sorting by one number a line without comparing: a radix sort of the doubles' bits, then equal numbers by their lines. For sort -n. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import type { Process } from '../../../sim/kernel/types.ts';
import { compareBytes } from './compare.ts';

const DIGITS = 65_536;

/** The lines by ascending number; equal ones by bytes, or as they were when `stable`. */
export async function sortByNumber(
  process: Process,
  lines: readonly ByteString[],
  numbers: Float64Array,
  stable: boolean,
): Promise<readonly ByteString[]> {
  const order = await radixOrder(process, numbers);
  const sorted: ByteString[] = new Array(lines.length);
  for (let i = 0; i < order.length; i++) sorted[i] = lines[order[i] ?? 0] ?? '';
  if (!stable) orderTies(sorted, numbers, order);
  return sorted;
}

function orderTies(sorted: ByteString[], numbers: Float64Array, order: Uint32Array): void {
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    const number = numbers[order[start] ?? 0];
    while (end < sorted.length && numbers[order[end] ?? 0] === number) end++;
    if (end - start > 1) {
      const tie = sorted.slice(start, end).sort(compareBytes);
      for (let i = 0; i < tie.length; i++) sorted[start + i] = tie[i] ?? '';
    }
    start = end;
  }
}

/** The places of the numbers in ascending order, equal ones in their own. */
async function radixOrder(process: Process, numbers: Float64Array): Promise<Uint32Array> {
  const keys = integerKeys(numbers) ?? doubleKeys(numbers);
  const { length } = numbers;
  let order = new Uint32Array(length);
  for (let i = 0; i < length; i++) order[i] = i;
  let next = new Uint32Array(length);
  for (const digits of keys) {
    if (!sortByDigit(digits, order, next)) continue;
    [order, next] = [next, order];
    const pause = process.tick(length >> 6);
    if (pause) await pause;
  }
  return order;
}

/** False when all digits are the same. */
function sortByDigit(digits: Uint16Array, order: Uint32Array, next: Uint32Array): boolean {
  const { length } = digits;
  const counts = new Uint32Array(DIGITS + 1);
  for (let i = 0; i < length; i++) {
    const at = (digits[i] as number) + 1;
    counts[at] = (counts[at] as number) + 1;
  }
  if (counts[(digits[0] ?? 0) + 1] === length) return false;
  for (let i = 1; i <= DIGITS; i++) counts[i] = (counts[i] as number) + (counts[i - 1] as number);
  for (let i = 0; i < length; i++) {
    const place = order[i] as number;
    const digit = digits[place] as number;
    const to = counts[digit] as number;
    counts[digit] = to + 1;
    next[to] = place;
  }
  return true;
}

/** Whole numbers that lie near each other: two digits are enough. */
function integerKeys(numbers: Float64Array): readonly Uint16Array[] | undefined {
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i] as number;
    if (!Number.isInteger(number)) return undefined;
    if (number < least) least = number;
    if (number > greatest) greatest = number;
  }
  if (greatest - least >= 2 ** 32) return undefined;
  const [low, high] = [new Uint16Array(numbers.length), new Uint16Array(numbers.length)];
  for (let i = 0; i < numbers.length; i++) {
    const key = (numbers[i] as number) - least;
    low[i] = key & 0xffff;
    high[i] = key >>> 16;
  }
  return [low, high];
}

/** Any doubles: their four halves of words, made to order as unsigned numbers do (negative ones turned over, the others above them). */
function doubleKeys(numbers: Float64Array): readonly Uint16Array[] {
  const plain = numbers.map((number) => number + 0);
  const bits = new Uint16Array(plain.buffer);
  const keys = [0, 1, 2, 3].map(() => new Uint16Array(numbers.length));
  for (let i = 0; i < numbers.length; i++) {
    const isNegative = (bits[4 * i + 3] as number) >= 0x8000;
    for (let digit = 0; digit < 4; digit++) {
      const half = bits[4 * i + digit] as number;
      (keys[digit] as Uint16Array)[i] = isNegative ? ~half : digit === 3 ? half | 0x8000 : half;
    }
  }
  return keys;
}
