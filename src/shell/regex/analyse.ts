/** Tells when JavaScript's first match is POSIX's longest one, and when JavaScript's backtracking could take for ever. */
import type { RegexNode } from './tree.ts';

export interface Analysis {
  /** The first match found by backtracking is the leftmost-longest. */
  readonly firstIsLongest: boolean;
  /** Backtracking may be exponential: a repeat of something that can be repeated in several ways. */
  readonly explosive: boolean;
}

/** What may come after a node: its first bytes, whether it always has the same length and no choices, whether the end is settled anyway. */
interface Follow {
  readonly first: Uint8Array;
  readonly fixed: boolean;
  readonly settled: boolean;
}

interface Shape {
  readonly first: Uint8Array;
  readonly nullable: boolean;
  /** The one length it can have, or undefined. */
  readonly length: number | undefined;
}

const NOTHING: Uint8Array = new Uint8Array(256);

export function analyse(root: RegexNode): Analysis {
  const state = { longest: true, explosive: false };
  walk(root, { first: NOTHING, fixed: true, settled: endIsSettled(root) }, false, state);
  return { firstIsLongest: state.longest, explosive: state.explosive };
}

/** Ends in `$` or in `.*`: every match that begins at one place ends at the same place. */
function endIsSettled(root: RegexNode): boolean {
  const last = root.kind === 'sequence' ? root.items.at(-1) : root;
  if (!last) return false;
  if (last.kind === 'group') return endIsSettled(last.body);
  if (last.kind === 'assertion') return last.what === 'lineEnd' || last.what === 'textEnd';
  return isAnyStar(last);
}

function isAnyStar(node: RegexNode): boolean {
  return node.kind === 'repeat' && node.max === Number.POSITIVE_INFINITY && isAny(node.body);
}

function isAny(node: RegexNode): boolean {
  if (node.kind === 'bytes') return node.ranges.length === 1 && node.ranges[0]?.[0] === 0 && (node.ranges[0]?.[1] ?? 0) >= 127;
  return node.kind === 'choice' && node.branches[0] !== undefined && isAny(node.branches[0]);
}

function walk(node: RegexNode, follow: Follow, repeated: boolean, state: { longest: boolean; explosive: boolean }): void {
  if (node.kind === 'group') walk(node.body, follow, repeated, state);
  else if (node.kind === 'sequence') walkSequence(node.items, follow, repeated, state);
  else if (node.kind === 'choice') {
    if (!branchesDiffer(node.branches, follow)) {
      if (repeated) state.explosive = true;
      if (!(follow.settled || (sameLength(node.branches) && follow.fixed))) state.longest = false;
    }
    for (const branch of node.branches) walk(branch, follow, repeated, state);
  } else if (node.kind === 'repeat' && node.min !== node.max) walkRepeat(node, follow, repeated, state);
  else if (node.kind === 'repeat')
    walk(node.body, { ...follow, first: joined(follow.first, shapeOf(node.body).first), fixed: false }, repeated, state);
  else if (node.kind === 'backreference' && !follow.settled) state.longest = false;
}

function walkSequence(
  items: readonly RegexNode[],
  follow: Follow,
  repeated: boolean,
  state: { longest: boolean; explosive: boolean },
): void {
  let rest = follow;
  for (let i = items.length - 1; i >= 0; i--) {
    const item = items[i];
    if (!item) continue;
    walk(item, rest, repeated, state);
    const shape = shapeOf(item);
    rest = {
      first: shape.nullable ? joined(shape.first, rest.first) : shape.first,
      fixed: rest.fixed && shape.length !== undefined,
      settled: rest.settled,
    };
  }
}

function walkRepeat(
  node: Extract<RegexNode, { kind: 'repeat' }>,
  follow: Follow,
  repeated: boolean,
  state: { longest: boolean; explosive: boolean },
): void {
  const body = shapeOf(node.body);
  const decided = disjoint(body.first, follow.first) && !body.nullable;
  if (!decided) {
    if (repeated) state.explosive = true;
    if (!(follow.settled || isAnyStar(node) || (body.length !== undefined && follow.fixed))) state.longest = false;
  }
  walk(node.body, { first: joined(body.first, follow.first), fixed: false, settled: follow.settled }, repeated || node.max > 8, state);
}

function branchesDiffer(branches: readonly RegexNode[], follow: Follow): boolean {
  let seen: Uint8Array = NOTHING;
  for (const branch of branches) {
    const shape = shapeOf(branch);
    const first = shape.nullable ? joined(shape.first, follow.first) : shape.first;
    if (shape.nullable && follow.first === NOTHING && branches.length > 1) return false;
    if (!disjoint(seen, first)) return false;
    seen = joined(seen, first);
  }
  return true;
}

function sameLength(branches: readonly RegexNode[]): boolean {
  const lengths = new Set(branches.map((branch) => shapeOf(branch).length));
  return lengths.size === 1 && !lengths.has(undefined);
}

function shapeOf(node: RegexNode): Shape {
  switch (node.kind) {
    case 'bytes':
      return { first: byteSet(node.ranges), nullable: false, length: 1 };
    case 'group':
      return shapeOf(node.body);
    case 'assertion':
      return { first: NOTHING, nullable: true, length: 0 };
    case 'backreference':
      return { first: new Uint8Array(256).fill(1), nullable: true, length: undefined };
    case 'repeat': {
      const body = shapeOf(node.body);
      const length = node.min === node.max && body.length !== undefined ? body.length * node.min : undefined;
      return { first: body.first, nullable: body.nullable || node.min === 0, length };
    }
    case 'choice': {
      const shapes = node.branches.map(shapeOf);
      const lengths = new Set(shapes.map(({ length }) => length));
      return {
        first: shapes.reduce<Uint8Array>((sum, { first }) => joined(sum, first), NOTHING),
        nullable: shapes.some(({ nullable }) => nullable),
        length: lengths.size === 1 ? shapes[0]?.length : undefined,
      };
    }
    case 'sequence':
      return sequenceShape(node.items);
  }
}

function sequenceShape(items: readonly RegexNode[]): Shape {
  let first: Uint8Array = NOTHING;
  let nullable = true;
  let length: number | undefined = 0;
  for (const item of items) {
    const shape = shapeOf(item);
    if (nullable) first = joined(first, shape.first);
    nullable = nullable && shape.nullable;
    length = length === undefined || shape.length === undefined ? undefined : length + shape.length;
  }
  return { first, nullable, length };
}

function byteSet(ranges: readonly (readonly [number, number])[]): Uint8Array {
  const set = new Uint8Array(256);
  for (const [low, high] of ranges) set.fill(1, low, high + 1);
  return set;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a === NOTHING) return b;
  if (b === NOTHING) return a;
  return a.map((value, i) => value | (b[i] ?? 0));
}

function disjoint(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < 256; i++) if (a[i] && b[i]) return false;
  return true;
}
