/** Which lines of two files are changed: the shortest edit, then moved to where GNU diff shows it. As GNU diffutils 3.10 analyze.c. */
import { markEdits } from './shortest-edit.ts';

/** Lines `from`–`to` (from 0, end exclusive) of the old file become those of the new one. */
export interface Change {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** Lines are given by their keys: equal keys are equal lines. */
export function findChanges(oldKeys: readonly string[], newKeys: readonly string[]): readonly Change[] {
  const oldChanged = new Uint8Array(oldKeys.length + 1);
  const newChanged = new Uint8Array(newKeys.length + 1);
  markChanged(oldKeys, newKeys, oldChanged, newChanged);
  shiftBoundaries(oldKeys, oldChanged, newChanged);
  shiftBoundaries(newKeys, newChanged, oldChanged);
  return collect(oldChanged, newChanged, oldKeys.length, newKeys.length);
}

/** Lines that the other file does not have at all are changed for sure; the rest is searched. */
function markChanged(oldKeys: readonly string[], newKeys: readonly string[], oldChanged: Uint8Array, newChanged: Uint8Array): void {
  let start = 0;
  while (start < oldKeys.length && start < newKeys.length && oldKeys[start] === newKeys[start]) start++;
  let [oldEnd, newEnd] = [oldKeys.length, newKeys.length];
  while (oldEnd > start && newEnd > start && oldKeys[oldEnd - 1] === newKeys[newEnd - 1]) {
    oldEnd--;
    newEnd--;
  }
  const numbers = new Map<string, number>();
  const numberOf = (key: string): number => {
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  };
  const before = withCounterpart(oldKeys, start, oldEnd, new Set(newKeys.slice(start, newEnd)), oldChanged);
  const after = withCounterpart(newKeys, start, newEnd, new Set(oldKeys.slice(start, oldEnd)), newChanged);
  markEdits(
    before.map((line) => numberOf(oldKeys[line] ?? '')),
    after.map((line) => numberOf(newKeys[line] ?? '')),
    (index) => (oldChanged[before[index] ?? 0] = 1),
    (index) => (newChanged[after[index] ?? 0] = 1),
  );
}

/** The lines whose keys are among `others`; all other ones are marked. */
function withCounterpart(
  keys: readonly string[],
  start: number,
  end: number,
  others: ReadonlySet<string>,
  changed: Uint8Array,
): readonly number[] {
  const lines: number[] = [];
  for (let line = start; line < end; line++) {
    if (others.has(keys[line] ?? '')) lines.push(line);
    else changed[line] = 1;
  }
  return lines;
}

/**
 * Moves each run of changed lines as far down as it can go while it stays the same change, joins it with runs that it meets, and puts it
 * beside a run of the other file when there is one on the way.
 */
function shiftBoundaries(keys: readonly string[], changed: Uint8Array, other: Uint8Array): void {
  const end = keys.length;
  let [i, j] = [0, 0];
  for (;;) {
    while (i < end && !changed[i]) {
      while (other[j++]);
      i++;
    }
    if (i >= end) return;
    let start = i;
    while (changed[++i]);
    while (other[j]) j++;
    let corresponding: number;
    let length: number;
    do {
      length = i - start;
      while (start > 0 && keys[start - 1] === keys[i - 1]) {
        changed[--start] = 1;
        changed[--i] = 0;
        while (start > 0 && changed[start - 1]) start--;
        while (other[--j]);
      }
      corresponding = j > 0 && other[j - 1] ? i : end;
      while (i !== end && keys[start] === keys[i]) {
        changed[start++] = 0;
        changed[i++] = 1;
        while (changed[i]) i++;
        while (other[++j]) corresponding = i;
      }
    } while (length !== i - start);
    while (corresponding < i) {
      changed[--start] = 1;
      changed[--i] = 0;
      while (other[--j]);
    }
  }
}

function collect(oldChanged: Uint8Array, newChanged: Uint8Array, oldLength: number, newLength: number): readonly Change[] {
  const changes: Change[] = [];
  for (let [i, j] = [0, 0]; i < oldLength || j < newLength; ) {
    if (!oldChanged[i] && !newChanged[j]) {
      i++;
      j++;
      continue;
    }
    const [oldStart, newStart] = [i, j];
    while (oldChanged[i]) i++;
    while (newChanged[j]) j++;
    changes.push({ oldStart, oldEnd: i, newStart, newEnd: j });
  }
  return changes;
}
