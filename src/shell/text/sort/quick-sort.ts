/** The short ways of sort: whole lines by bytes or by number, for which no keys need to be cut out. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import type { Process } from '../../../sim/kernel/types.ts';
import { createComparison, readNumber } from './compare.ts';
import { type KeySpec, plainOrdering } from './key-spec.ts';
import { mergeSort, sortTexts } from './merge-sort.ts';
import { sortByNumber } from './sort-numbers.ts';

export interface QuickOptions {
  readonly way: 'text' | 'number';
  readonly reverse: boolean;
  /** Equal numbers stay as they came. */
  readonly stable: boolean;
}

export async function sortQuickly(process: Process, lines: readonly ByteString[], options: QuickOptions): Promise<readonly ByteString[]> {
  const { way, reverse, stable } = options;
  if (way === 'text') return turned(await sortTexts(process, lines), reverse);
  // a stable sort cannot be turned over: equal ones would change places
  return turned(await sortNumbers(process, lines, stable, stable && reverse), reverse && !stable);
}

const turned = (lines: readonly ByteString[], reverse: boolean): readonly ByteString[] => (reverse ? lines.toReversed() : lines);

async function sortNumbers(
  process: Process,
  lines: readonly ByteString[],
  stable: boolean,
  descending: boolean,
): Promise<readonly ByteString[]> {
  const numbers = new Float64Array(lines.length);
  for (let i = 0; i < lines.length; i++) {
    const number = readNumber(lines[i] ?? '');
    if (typeof number !== 'number') return sortLongNumbers(process, lines, stable, descending);
    numbers[i] = descending ? -number : number;
  }
  return sortByNumber(process, lines, numbers, stable);
}

/** Some have more digits than a double holds. */
async function sortLongNumbers(
  process: Process,
  lines: readonly ByteString[],
  stable: boolean,
  reverse: boolean,
): Promise<readonly ByteString[]> {
  const place = { startField: 0, startCharacter: 0, endField: Number.POSITIVE_INFINITY, endCharacter: 0 };
  const whole: KeySpec = { ...plainOrdering(), kind: 'number', reverse, ...place };
  const { record, compare } = createComparison([whole], { tab: undefined, keysOnly: stable, reverse: false, salt: 0 });
  const sorted = await mergeSort(process, lines.map(record), compare);
  return sorted.map(({ line }) => line);
}
