/** Smushing: what becomes of two characters that meet. As figfont.txt, "LAYOUT MODES" and FIGlet 2.2.5. */
import { Layout } from './font.ts';

export interface SmushRules {
  readonly layout: number;
  readonly hardblank: number;
  readonly rightToLeft: boolean;
}

const BLANK = 32;
const code = (character: string) => character.charCodeAt(0);
const UNDERSCORE = code('_');
/** Each class is replaced by any later one. */
const HIERARCHY = ['|', '/\\', '[]', '{}', '()', '<>'];
const rank = new Map(HIERARCHY.flatMap((group, index) => [...group].map((character) => [code(character), index] as const)));
const PAIRS = new Set(['[]', '][', '{}', '}{', '()', ')(']);
const BIG_X = new Map([
  ['/\\', '|'],
  ['\\/', 'Y'],
  ['><', 'X'],
]);

/** The one code that `left` and `right` become, or 0 when they cannot share a place. `wide`: both characters have at least two columns. */
export function smush(left: number, right: number, rules: SmushRules, wide: boolean): number {
  if (left === BLANK) return right;
  if (right === BLANK) return left;
  if (!wide || (rules.layout & Layout.smush) === 0) return 0;
  return (rules.layout & 63) === 0 ? overlap(left, right, rules) : controlled(left, right, rules);
}

/** Universal smushing: the later character of the text wins, a hardblank never does. */
function overlap(left: number, right: number, rules: SmushRules): number {
  if (left === rules.hardblank) return right;
  if (right === rules.hardblank) return left;
  return rules.rightToLeft ? left : right;
}

function controlled(left: number, right: number, { layout, hardblank }: SmushRules): number {
  if (left === hardblank || right === hardblank) return layout & Layout.hardblank && left === right ? left : 0;
  if (layout & Layout.equal && left === right) return left;
  const [leftRank, rightRank] = [rank.get(left), rank.get(right)];
  if (layout & Layout.lowLine) {
    if (left === UNDERSCORE && rightRank !== undefined) return right;
    if (right === UNDERSCORE && leftRank !== undefined) return left;
  }
  if (layout & Layout.hierarchy && leftRank !== undefined && rightRank !== undefined && leftRank !== rightRank) {
    return leftRank < rightRank ? right : left;
  }
  const both = String.fromCharCode(left, right);
  if (layout & Layout.pair && PAIRS.has(both)) return code('|');
  const crossed = layout & Layout.bigX ? BIG_X.get(both) : undefined;
  return crossed === undefined ? 0 : code(crossed);
}
