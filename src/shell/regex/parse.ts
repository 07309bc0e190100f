/** POSIX basic and extended regular expressions with GNU's additions → tree. https://pubs.opengroup.org/onlinepubs/9699919799/basedefs/V1_chap09.html */
import { parseBracket } from './bracket.ts';
import { classRanges, complement, foldCase, type Ranges } from './charset.ts';
import { codePointAt } from './parse-character.ts';
import { RegexError } from './regex-error.ts';
import { type Assertion, type RegexNode, setNode } from './tree.ts';

export interface ParseOptions {
  readonly extended: boolean;
  readonly ignoreCase: boolean;
  readonly utf8: boolean;
  /** regcomp(3)'s strictness: an operator with nothing before it is an error. */
  readonly strict: boolean;
}

export interface ParsedRegex {
  readonly root: RegexNode;
  readonly groups: number;
  readonly backreferences: boolean;
}

interface Parser {
  readonly text: string;
  readonly options: ParseOptions;
  at: number;
  groups: number;
  closed: Set<number>;
  backreferences: boolean;
  depth: number;
}

const EMPTY: RegexNode = { kind: 'sequence', items: [] };
const MAXIMUM_REPEAT = 32767;
const MAXIMUM_DEPTH = 500;

export function parseRegex(text: string, options: ParseOptions): ParsedRegex {
  const parser: Parser = { text, options, at: 0, groups: 0, closed: new Set(), backreferences: false, depth: 0 };
  const root = parseChoice(parser);
  if (parser.at < text.length) throw new RegexError('Unmatched ) or \\)');
  return { root, groups: parser.groups, backreferences: parser.backreferences };
}

function parseChoice(parser: Parser): RegexNode {
  if (++parser.depth > MAXIMUM_DEPTH) throw new RegexError('Regular expression too big');
  const branches = [parseSequence(parser)];
  while (takeOperator(parser, '|')) branches.push(parseSequence(parser));
  parser.depth--;
  return branches.length === 1 && branches[0] ? branches[0] : { kind: 'choice', branches };
}

/** Whether the operator (`\|` in basic, `|` in extended) stands here. */
function atOperator(parser: Parser, operator: string): boolean {
  const { text, at, options } = parser;
  return options.extended ? text[at] === operator : text[at] === '\\' && text[at + 1] === operator;
}

function takeOperator(parser: Parser, operator: string): boolean {
  if (!atOperator(parser, operator)) return false;
  parser.at += parser.options.extended ? 1 : 2;
  return true;
}

function parseSequence(parser: Parser): RegexNode {
  const items: RegexNode[] = [];
  const start = parser.at;
  while (parser.at < parser.text.length) {
    if (atOperator(parser, '|')) break;
    if (atOperator(parser, ')') && (parser.depth > 1 || !parser.options.extended)) break;
    const atStart = parser.at === start || (!parser.options.extended && onlyAnchors(items));
    items.push(parseRepeats(parser, parseAtom(parser, atStart), atStart));
  }
  if (items.length === 0) return EMPTY;
  return items.length === 1 && items[0] ? items[0] : { kind: 'sequence', items };
}

const onlyAnchors = (items: readonly RegexNode[]): boolean => items.every((item) => item.kind === 'assertion' && item.what === 'lineStart');

function parseAtom(parser: Parser, atStart: boolean): RegexNode {
  const { text, options } = parser;
  const char = text[parser.at] ?? '';
  if (char === '\\') return parseEscape(parser);
  if (options.extended && char === '(') return parseGroup(parser, 1);
  if (char === '[') {
    const bracket = parseBracket(text, parser.at, options.utf8);
    parser.at = bracket.end;
    return bracketNode(bracket.ranges, bracket.negated, options);
  }
  if (char === '.') return advance(parser, 1, setNode(complement([], options.utf8), options.utf8));
  if (char === '^' && (options.extended || atStart)) return advance(parser, 1, { kind: 'assertion', what: 'lineStart' });
  if (char === '$' && (options.extended || atSequenceEnd(parser))) return advance(parser, 1, { kind: 'assertion', what: 'lineEnd' });
  if (options.extended && atStart && (char === '*' || char === '+' || char === '?')) return leadingOperator(parser);
  return parseLiteral(parser);
}

function leadingOperator(parser: Parser): RegexNode {
  if (parser.options.strict) throw new RegexError('Invalid preceding regular expression');
  return advance(parser, 1, EMPTY);
}

function bracketNode(ranges: Ranges, negated: boolean, options: ParseOptions): RegexNode {
  const folded = options.ignoreCase ? foldCase(ranges, options.utf8) : ranges;
  return setNode(negated ? complement(folded, options.utf8) : folded, options.utf8);
}

/** One character, of several bytes perhaps. */
function parseLiteral(parser: Parser): RegexNode {
  const { options } = parser;
  const point = options.utf8 ? codePointAt(parser.text, parser.at) : undefined;
  if (point && point.length > 1) {
    const ranges: Ranges = [[point.code, point.code]];
    return advance(parser, point.length, setNode(options.ignoreCase ? foldCase(ranges, true) : ranges, true));
  }
  const code = parser.text.charCodeAt(parser.at);
  const ranges: Ranges = [[code, code]];
  return advance(parser, 1, { kind: 'bytes', ranges: options.ignoreCase && code < 128 ? foldCase(ranges, false) : ranges });
}

function advance(parser: Parser, by: number, node: RegexNode): RegexNode {
  parser.at += by;
  return node;
}

function atSequenceEnd(parser: Parser): boolean {
  const rest = parser.text.slice(parser.at + 1, parser.at + 3);
  return rest === '' || rest === '\\)' || rest === '\\|';
}

const ESCAPED_ASSERTIONS: Readonly<Record<string, Assertion>> = {
  '`': 'textStart',
  "'": 'textEnd',
  b: 'wordBoundary',
  B: 'notWordBoundary',
  '<': 'wordStart',
  '>': 'wordEnd',
};

function parseEscape(parser: Parser): RegexNode {
  const { text, options } = parser;
  const char = text[parser.at + 1];
  if (char === undefined) throw new RegexError('Trailing backslash');
  const assertion = ESCAPED_ASSERTIONS[char];
  if (assertion) return advance(parser, 2, { kind: 'assertion', what: assertion });
  if (char === 'w' || char === 'W') return advance(parser, 2, namedSet(['alnum', '_'], char === 'W', options));
  if (char === 's' || char === 'S') return advance(parser, 2, namedSet(['space'], char === 'S', options));
  if (char >= '1' && char <= '9') return parseBackreference(parser, Number(char));
  if (!options.extended && char === '(') return parseGroup(parser, 2);
  if (!options.extended && char === '{') throw new RegexError('Invalid preceding regular expression');
  parser.at++;
  return parseLiteral(parser);
}

function namedSet(names: readonly string[], negated: boolean, options: ParseOptions): RegexNode {
  const ranges = names.flatMap((name): Ranges => classRanges(name, options.utf8) ?? [[95, 95]]);
  return setNode(negated ? complement(ranges, options.utf8) : ranges, options.utf8);
}

function parseBackreference(parser: Parser, index: number): RegexNode {
  if (!parser.closed.has(index)) throw new RegexError('Invalid back reference');
  parser.backreferences = true;
  return advance(parser, 2, { kind: 'backreference', index });
}

function parseGroup(parser: Parser, width: number): RegexNode {
  parser.at += width;
  const index = ++parser.groups;
  const body = parseChoice(parser);
  if (!takeOperator(parser, ')')) throw new RegexError('Unmatched ( or \\(');
  parser.closed.add(index);
  return { kind: 'group', index, body };
}

function parseRepeats(parser: Parser, atom: RegexNode, atStart: boolean): RegexNode {
  let node = atom;
  const basicLiteralStar = !parser.options.extended && atom.kind === 'assertion' && atStart;
  if (basicLiteralStar) return node;
  for (;;) {
    const bounds = takeBounds(parser);
    if (!bounds) return node;
    if (parser.options.extended && atom.kind === 'assertion' && atom.what === 'lineStart') {
      if (parser.options.strict) throw new RegexError('Invalid preceding regular expression');
      continue;
    }
    node = { kind: 'repeat', body: node, min: bounds[0], max: bounds[1] };
  }
}

function takeBounds(parser: Parser): readonly [number, number] | undefined {
  if (parser.text[parser.at] === '*') {
    parser.at++;
    return [0, Number.POSITIVE_INFINITY];
  }
  if (takeOperator(parser, '+')) return [1, Number.POSITIVE_INFINITY];
  if (takeOperator(parser, '?')) return [0, 1];
  return atOperator(parser, '{') ? takeInterval(parser) : undefined;
}

/** `{n}`, `{n,}`, `{,m}`, `{n,m}`; in extended syntax anything else is literal text. */
function takeInterval(parser: Parser): readonly [number, number] | undefined {
  const { extended } = parser.options;
  const close = extended ? '}' : '\\}';
  const open = parser.at + (extended ? 1 : 2);
  const end = parser.text.indexOf(close, open);
  const inside = end < 0 ? undefined : parser.text.slice(open, end);
  const parts = inside === undefined ? null : /^(\d*)(,?)(\d*)$/.exec(inside);
  if (!parts || inside === '') {
    if (extended && !parser.options.strict) return undefined;
    throw new RegexError(end < 0 ? (extended ? 'Unmatched { or \\{' : 'Unmatched \\{') : 'Invalid content of \\{\\}');
  }
  const min = Number(parts[1] || 0);
  const max = parts[2] === '' ? min : parts[3] === '' ? Number.POSITIVE_INFINITY : Number(parts[3]);
  if (min > max) throw new RegexError('Invalid content of \\{\\}');
  if (min > MAXIMUM_REPEAT || (max !== Number.POSITIVE_INFINITY && max > MAXIMUM_REPEAT))
    throw new RegexError('Regular expression too big');
  parser.at = end + close.length;
  return [min, max];
}
