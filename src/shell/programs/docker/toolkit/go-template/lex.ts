/** Cuts a Go template into text and the tokens of its actions. As Go's text/template/parse/lex.go. */
import type { ByteString } from '../../../../../sim/fs/bytes.ts';
import { goQuote } from '../go-strconv.ts';

export type TokenKind =
  | 'text'
  | 'open'
  | 'close'
  | 'space'
  | 'string'
  | 'character'
  | 'number'
  | 'identifier'
  | 'keyword'
  | 'field'
  | 'variable'
  | 'dot'
  | 'bool'
  | 'nil'
  | 'pipe'
  | 'declare'
  | 'assign'
  | 'comma'
  | 'leftParen'
  | 'rightParen'
  | 'other'
  | 'error'
  | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly text: ByteString;
  /** Offset in the template. */
  readonly at: number;
}

const KEYWORDS = new Set(['block', 'break', 'continue', 'define', 'else', 'end', 'if', 'range', 'template', 'with']);

/** What `unexpected …` shows of a token. */
export function tokenShown(token: Token): string {
  if (token.kind === 'end') return 'EOF';
  if (token.kind === 'error') return token.text;
  if (token.kind === 'keyword') return `<${token.text}>`;
  return token.text.length > 10 ? `${goQuote(token.text.slice(0, 10))}...` : goQuote(token.text);
}

/** All tokens; the last is `end` or `error`. Trims text beside `{{-` and `-}}`, leaves comments out. */
export function lex(source: ByteString): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let trimNext = false;
  while (at < source.length) {
    const open = source.indexOf('{{', at);
    const end = open < 0 ? source.length : open;
    const trimHere = open >= 0 && /^\{\{- /.test(source.slice(open, open + 4));
    pushText(tokens, source.slice(at, end), at, trimNext, trimHere);
    if (open < 0) break;
    const start = open + (trimHere ? 3 : 2);
    const comment = /^\s*\/\*/.exec(source.slice(start));
    const action = comment ? lexComment(source, start) : lexAction(source, start);
    if (!comment) tokens.push({ kind: 'open', text: '{{', at: open });
    tokens.push(...action.tokens);
    if (action.end === undefined) return tokens;
    trimNext = action.trim;
    at = action.end;
  }
  tokens.push({ kind: 'end', text: '', at: source.length });
  return tokens;
}

function pushText(tokens: Token[], text: ByteString, at: number, trimStart: boolean, trimEnd: boolean): void {
  let kept = trimStart ? text.replace(/^[ \t\r\n]+/, '') : text;
  const from = at + text.length - kept.length;
  if (trimEnd) kept = kept.replace(/[ \t\r\n]+$/, '');
  if (kept !== '') tokens.push({ kind: 'text', text: kept, at: from });
}

interface Lexed {
  readonly tokens: readonly Token[];
  /** Where text goes on; undefined after an error. */
  readonly end: number | undefined;
  readonly trim: boolean;
}

function lexComment(source: ByteString, start: number): Lexed {
  const close = source.indexOf('*/', start);
  if (close < 0) return { tokens: [{ kind: 'error', text: 'unclosed comment', at: start }], end: undefined, trim: false };
  const after = /^( -)?\}\}/.exec(source.slice(close + 2));
  if (!after) return { tokens: [{ kind: 'error', text: 'comment ends before closing delimiter', at: start }], end: undefined, trim: false };
  return { tokens: [], end: close + 2 + after[0].length, trim: after[1] !== undefined };
}

/** Order matters: the first that fits wins. */
const RULES: readonly (readonly [TokenKind, RegExp])[] = [
  ['space', /^[ \t\r\n]+/],
  ['declare', /^:=/],
  ['assign', /^=/],
  ['pipe', /^\|/],
  ['comma', /^,/],
  ['string', /^"(?:[^"\\\n]|\\.)*"/],
  ['string', /^`[^`]*`/],
  ['character', /^'(?:[^'\\\n]|\\.)+'/],
  ['number', /^[+-]?(?:0[xX][0-9a-fA-F_]+|0[bBoO][0-7_]+|(?:[0-9][0-9_]*\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)/],
  ['field', /^\.[A-Za-z_][A-Za-z0-9_]*/],
  ['dot', /^\./],
  ['variable', /^\$[A-Za-z0-9_]*/],
  ['identifier', /^[A-Za-z_\x80-\xff][A-Za-z0-9_\x80-\xff]*/],
  ['leftParen', /^\(/],
  ['rightParen', /^\)/],
];

function lexAction(source: ByteString, start: number): Lexed {
  const tokens: Token[] = [];
  const broken = (text: string, at: number): Lexed => ({ tokens: [...tokens, { kind: 'error', text, at }], end: undefined, trim: false });
  let depth = 0;
  for (let at = start; ; ) {
    const rest = source.slice(at);
    const close = /^(?:\s-)?\}\}/.exec(rest);
    if (close) {
      if (depth > 0) return broken('unclosed left paren', at);
      tokens.push({ kind: 'close', text: '}}', at: at + close[0].length - 2 });
      return { tokens, end: at + close[0].length, trim: close[0].length > 2 };
    }
    if (rest === '') return broken('unclosed action', at);
    const token = lexToken(rest, at);
    if (token.kind === 'error') return broken(token.text, at);
    if (token.kind === 'leftParen') depth++;
    if (token.kind === 'rightParen' && --depth < 0) return broken('unexpected right paren', at);
    tokens.push(token);
    at += token.text.length;
  }
}

function lexToken(rest: ByteString, at: number): Token {
  for (const [kind, pattern] of RULES) {
    const text = pattern.exec(rest)?.[0];
    if (text === undefined) continue;
    const after = rest.slice(text.length);
    if (kind === 'number' && /^[A-Za-z0-9_]/.test(after))
      return { kind: 'error', text: `bad number syntax: ${goQuote(/^[^\s}|)]+/.exec(rest)?.[0] ?? text)}`, at };
    if (NAMES.has(kind) && !/^(?:[\s.,|:()]|-?\}\}|$)/.test(after))
      return { kind: 'error', text: `bad character ${shownCharacter(after)}`, at };
    return { kind: kind === 'identifier' ? word(text) : kind, text, at };
  }
  const first = rest.charAt(0);
  if (first === '"') return { kind: 'error', text: 'unterminated quoted string', at };
  if (first === '`') return { kind: 'error', text: 'unterminated raw quoted string', at };
  if (first === "'") return { kind: 'error', text: 'unterminated character constant', at };
  if (first === ':') return { kind: 'error', text: 'expected :=', at };
  if (first >= '!' && first <= '~') return { kind: 'other', text: first, at };
  return { kind: 'error', text: `unrecognized character in action: ${shownCharacter(rest)}`, at };
}

/** Kinds after which only certain characters may follow. */
const NAMES: ReadonlySet<TokenKind> = new Set(['field', 'variable', 'identifier']);

/** `%#U`. */
const shownCharacter = (rest: ByteString): string =>
  `U+${rest.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')} '${rest.charAt(0)}'`;

function word(text: ByteString): TokenKind {
  if (KEYWORDS.has(text)) return 'keyword';
  if (text === 'true' || text === 'false') return 'bool';
  return text === 'nil' ? 'nil' : 'identifier';
}
