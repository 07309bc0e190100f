/**
 * The shortest edit of one sequence into another, found from both ends at once in little memory. As E. Myers, "An O(ND) Difference
 * Algorithm and Its Variations", section 4b; where several edits are equally short it takes the one that gnulib's diffseq takes.
 */

/** After so many steps from both ends the search takes the best that it has. */
const MOST_STEPS = 4096;

interface Search {
  readonly old: readonly number[];
  readonly new: readonly number[];
  /** Per diagonal (offset so that none is negative) the furthest place in the old sequence, from the front and from the back. */
  readonly forward: Int32Array;
  readonly backward: Int32Array;
  readonly origin: number;
  deleted(index: number): void;
  inserted(index: number): void;
}

/** Calls `deleted` and `inserted` for the places that change. */
export function markEdits(
  old: readonly number[],
  now: readonly number[],
  deleted: (index: number) => void,
  inserted: (index: number) => void,
): void {
  const diagonals = old.length + now.length + 3;
  const search: Search = {
    ...{ old, new: now, deleted, inserted },
    forward: new Int32Array(diagonals),
    backward: new Int32Array(diagonals),
    origin: now.length + 1,
  };
  divide(search, 0, old.length, 0, now.length);
}

function divide(search: Search, oldFrom: number, oldTo: number, newFrom: number, newTo: number): void {
  let [x, xEnd, y, yEnd] = [oldFrom, oldTo, newFrom, newTo];
  while (x < xEnd && y < yEnd && search.old[x] === search.new[y]) {
    x++;
    y++;
  }
  while (x < xEnd && y < yEnd && search.old[xEnd - 1] === search.new[yEnd - 1]) {
    xEnd--;
    yEnd--;
  }
  if (x === xEnd) for (; y < yEnd; y++) search.inserted(y);
  else if (y === yEnd) for (; x < xEnd; x++) search.deleted(x);
  else {
    const [middleX, middleY] = middle(search, x, xEnd, y, yEnd);
    divide(search, x, middleX, y, middleY);
    divide(search, middleX, xEnd, middleY, yEnd);
  }
}

const BEYOND = 2 ** 30;

/** A point that the shortest edit passes. */
function middle(search: Search, x: number, xEnd: number, y: number, yEnd: number): readonly [number, number] {
  const { forward, backward, origin } = search;
  const [least, most] = [x - yEnd, xEnd - y];
  const [front, back] = [x - y, xEnd - yEnd];
  const isOdd = ((front - back) & 1) !== 0;
  const ahead = { from: front, to: front };
  const behind = { from: back, to: back };
  forward[front + origin] = x;
  backward[back + origin] = xEnd;
  for (let steps = 1; ; steps++) {
    widen(ahead, least, most, forward, origin, -1);
    for (let d = ahead.to; d >= ahead.from; d -= 2) {
      const at = goForward(search, d, xEnd, yEnd);
      if (isOdd && behind.from <= d && d <= behind.to && (backward[d + origin] ?? 0) <= at) return [at, at - d];
    }
    widen(behind, least, most, backward, origin, BEYOND);
    for (let d = behind.to; d >= behind.from; d -= 2) {
      const at = goBackward(search, d, x, y);
      if (!isOdd && ahead.from <= d && d <= ahead.to && at <= (forward[d + origin] ?? 0)) return [at, at - d];
    }
    if (steps >= MOST_STEPS) return furthest(search, ahead, xEnd, yEnd);
  }
}

function widen(range: { from: number; to: number }, least: number, most: number, places: Int32Array, origin: number, empty: number): void {
  if (range.from > least) places[--range.from - 1 + origin] = empty;
  else range.from++;
  if (range.to < most) places[++range.to + 1 + origin] = empty;
  else range.to--;
}

function goForward({ old, new: now, forward, origin }: Search, diagonal: number, xEnd: number, yEnd: number): number {
  const [low, high] = [forward[diagonal - 1 + origin] ?? 0, forward[diagonal + 1 + origin] ?? 0];
  let x = low < high ? high : low + 1;
  let y = x - diagonal;
  while (x < xEnd && y < yEnd && old[x] === now[y]) {
    x++;
    y++;
  }
  forward[diagonal + origin] = x;
  return x;
}

function goBackward({ old, new: now, backward, origin }: Search, diagonal: number, xStart: number, yStart: number): number {
  const [low, high] = [backward[diagonal - 1 + origin] ?? 0, backward[diagonal + 1 + origin] ?? 0];
  let x = low < high ? low : high - 1;
  let y = x - diagonal;
  while (xStart < x && yStart < y && old[x - 1] === now[y - 1]) {
    x--;
    y--;
  }
  backward[diagonal + origin] = x;
  return x;
}

function furthest({ forward, origin }: Search, ahead: { from: number; to: number }, xEnd: number, yEnd: number): readonly [number, number] {
  let [bestX, bestSum] = [-1, -1];
  for (let d = ahead.to; d >= ahead.from; d -= 2) {
    let x = Math.min(forward[d + origin] ?? 0, xEnd);
    if (x - d > yEnd) x = yEnd + d;
    if (2 * x - d > bestSum) {
      bestSum = 2 * x - d;
      bestX = x;
    }
  }
  return [bestX, bestSum - bestX];
}
