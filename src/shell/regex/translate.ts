/** A regex tree as the source of a JavaScript regular expression over byte strings. */
import type { Ranges } from './charset.ts';
import type { Assertion, RegexNode } from './tree.ts';

const WORD = '[A-Za-z0-9_]';
const ASSERTIONS: Readonly<Record<Assertion, string>> = {
  lineStart: '^',
  lineEnd: '$',
  textStart: '(?<![^])',
  textEnd: '(?![^])',
  wordBoundary: '\\b',
  notWordBoundary: '\\B',
  wordStart: `(?<!${WORD})(?=${WORD})`,
  wordEnd: `(?<=${WORD})(?!${WORD})`,
};

export function translate(node: RegexNode): string {
  switch (node.kind) {
    case 'bytes':
      return bytesSource(node.ranges);
    case 'sequence':
      return node.items.map((item) => (item.kind === 'choice' ? `(?:${translate(item)})` : translate(item))).join('');
    case 'choice':
      return node.branches.map(translate).join('|');
    case 'repeat':
      return `${atomSource(node.body)}${boundsSource(node.min, node.max)}`;
    case 'group':
      return `(${translate(node.body)})`;
    case 'backreference':
      return `(?:\\${node.index})`;
    case 'assertion':
      return ASSERTIONS[node.what];
  }
}

function atomSource(body: RegexNode): string {
  return body.kind === 'bytes' || body.kind === 'group' ? translate(body) : `(?:${translate(body)})`;
}

function boundsSource(min: number, max: number): string {
  if (max === Number.POSITIVE_INFINITY) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`;
  if (min === 0 && max === 1) return '?';
  return min === max ? `{${min}}` : `{${min},${max}}`;
}

function bytesSource(ranges: Ranges): string {
  const [only] = ranges;
  if (!only) return '[]';
  if (ranges.length === 1) {
    if (only[0] === 0 && only[1] === 255) return '[^]';
    if (only[0] === only[1]) return byteSource(only[0]);
  }
  return `[${ranges.map(([low, high]) => (low === high ? byteSource(low) : `${byteSource(low)}-${byteSource(high)}`)).join('')}]`;
}

function byteSource(byte: number): string {
  const char = String.fromCharCode(byte);
  return /[A-Za-z0-9 _]/.test(char) ? char : `\\x${byte.toString(16).padStart(2, '0')}`;
}
