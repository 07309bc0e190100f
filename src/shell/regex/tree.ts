/** What a parsed POSIX regular expression is: a tree whose leaves are sets of bytes. */
import { type ByteSequence, byteSequences, type Ranges } from './charset.ts';

export type Assertion = 'lineStart' | 'lineEnd' | 'textStart' | 'textEnd' | 'wordBoundary' | 'notWordBoundary' | 'wordStart' | 'wordEnd';

export type RegexNode =
  | { readonly kind: 'bytes'; readonly ranges: Ranges }
  | { readonly kind: 'sequence'; readonly items: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly branches: readonly RegexNode[] }
  | { readonly kind: 'repeat'; readonly body: RegexNode; readonly min: number; readonly max: number }
  | { readonly kind: 'group'; readonly index: number; readonly body: RegexNode }
  | { readonly kind: 'backreference'; readonly index: number }
  | { readonly kind: 'assertion'; readonly what: Assertion };

/** A set of characters as a node over bytes. */
export function setNode(ranges: Ranges, utf8: boolean): RegexNode {
  if (!utf8 || ranges.every(([, high]) => high < 128)) return { kind: 'bytes', ranges };
  const ascii = ranges.filter(([low]) => low < 128).map(([low, high]) => [low, Math.min(high, 127)] as const);
  const beyond = ranges.filter(([, high]) => high > 127).map(([low, high]) => [Math.max(low, 128), high] as const);
  const branches = byteSequences(beyond).map(sequenceNode);
  if (ascii.length > 0) branches.unshift({ kind: 'bytes', ranges: ascii });
  return branches.length === 1 && branches[0] ? branches[0] : { kind: 'choice', branches };
}

function sequenceNode(sequence: ByteSequence): RegexNode {
  return { kind: 'sequence', items: sequence.map((range) => ({ kind: 'bytes', ranges: [range] }) as const) };
}
