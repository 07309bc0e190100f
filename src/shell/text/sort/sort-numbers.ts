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
  const { length } = numbers;
  const bits = new Uint16Array(numbers.slice().map((number) => number + 0).buffer);
  flipSigns(bits);
  let order = Uint32Array.from({ length }, (_, i) => i);
  let next = new Uint32Array(length);
  const counts = new Uint32Array(DIGITS + 1);
  for (let digit = 0; digit < 4; digit++) {
    counts.fill(0);
    for (let i = digit; i < bits.length; i += 4) {
      const at = (bits[i] ?? 0) + 1;
      counts[at] = (counts[at] ?? 0) + 1;
    }
    if (counts[(bits[digit] ?? 0) + 1] === length) continue;
    for (let i = 1; i <= DIGITS; i++) counts[i] = (counts[i] ?? 0) + (counts[i - 1] ?? 0);
    for (let i = 0; i < length; i++) {
      const place = order[i] ?? 0;
      const key = bits[place * 4 + digit] ?? 0;
      const to = counts[key] ?? 0;
      counts[key] = to + 1;
      next[to] = place;
    }
    [order, next] = [next, order];
    const pause = process.tick(length >> 6);
    if (pause) await pause;
  }
  return order;
}

/** Makes the bits of doubles order as unsigned numbers do: negative ones are turned over, the others get the highest bit. */
function flipSigns(bits: Uint16Array): void {
  for (let i = 3; i < bits.length; i += 4) {
    const high = bits[i] ?? 0;
    if (high < 0x8000) bits[i] = high | 0x8000;
    else for (let j = i - 3; j <= i; j++) bits[j] = ~(bits[j] ?? 0);
  }
}
