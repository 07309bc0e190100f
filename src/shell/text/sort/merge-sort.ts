/** A stable sort that lets other processes run: runs of some thousands sorted at once, then merged step by step. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import type { Process } from '../../../sim/kernel/types.ts';

const RUN = 4096;

export async function mergeSort<T>(process: Process, items: readonly T[], compare: (a: T, b: T) => number): Promise<readonly T[]> {
  let runs: (readonly T[])[] = [];
  for (let start = 0; start < items.length; start += RUN) {
    runs.push(items.slice(start, start + RUN).sort(compare));
    const pause = process.tick(RUN >> 3);
    if (pause) await pause;
  }
  while (runs.length > 1) {
    const merged: (readonly T[])[] = [];
    for (let i = 0; i < runs.length; i += 2) {
      const [left, right] = [runs[i] ?? [], runs[i + 1]];
      merged.push(right ? await merge(process, left, right, compare) : left);
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

/** What is equal keeps the order left, right. */
export async function merge<T>(
  process: Process,
  left: readonly T[],
  right: readonly T[],
  compare: (a: T, b: T) => number,
): Promise<readonly T[]> {
  const out: T[] = [];
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    const [a, b] = [left[i] as T, right[j] as T];
    if (compare(a, b) <= 0) {
      out.push(a);
      i++;
    } else {
      out.push(b);
      j++;
    }
    if ((out.length & 1023) === 0) {
      const pause = process.tick(64);
      if (pause) await pause;
    }
  }
  while (i < left.length) out.push(left[i++] as T);
  while (j < right.length) out.push(right[j++] as T);
  return out;
}

/** Texts by their bytes: what is equal is the same, so it need not be stable. */
export async function sortTexts(process: Process, texts: readonly ByteString[]): Promise<readonly ByteString[]> {
  let runs: ByteString[][] = [];
  for (let start = 0; start < texts.length; start += RUN) {
    runs.push(texts.slice(start, start + RUN).sort());
    const pause = process.tick(RUN >> 3);
    if (pause) await pause;
  }
  while (runs.length > 1) {
    const merged: ByteString[][] = [];
    for (let i = 0; i < runs.length; i += 2) {
      const [left = [], right] = [runs[i], runs[i + 1]];
      merged.push(right ? mergeTexts(left, right) : left);
      const pause = process.tick(left.length >> 6);
      if (pause) await pause;
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

function mergeTexts(left: readonly ByteString[], right: readonly ByteString[]): ByteString[] {
  const out: ByteString[] = new Array(left.length + right.length);
  let [i, j, k] = [0, 0, 0];
  while (i < left.length && j < right.length) {
    const [a = '', b = ''] = [left[i], right[j]];
    if (a <= b) {
      out[k++] = a;
      i++;
    } else {
      out[k++] = b;
      j++;
    }
  }
  while (i < left.length) out[k++] = left[i++] ?? '';
  while (j < right.length) out[k++] = right[j++] ?? '';
  return out;
}
