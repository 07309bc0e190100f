/** The parser's words → ours: quotes resolved, tildes found, braces expanded, substitutions lowered. */
import { expandBraces, mapped } from './braces.ts';
import { decodeAnsiC } from './ansi-c.ts';
import { lowerParameter, lowerSimpleExpansion } from './lower-parameter.ts';
import type { Lowering, WordMode } from './lowering.ts';
import { parseShell, type Word as ParsedWord, type WordPart } from './parse.ts';
import type { ArithmeticSource, Part, Word } from './tree.ts';

export function lowerWord(word: ParsedWord, lowering: Lowering, mode: WordMode = 'word'): Word {
  if (!word.parts && isPlain(word.text)) return plainWord(word.text);
  const source = word.parts ?? [literalPart(word.text, word.value)];
  const parts = lowerParts(source, lowering, mode);
  const braces = mode === 'word' ? findBraces(source, parts) : undefined;
  return { text: word.text, parts, literal: undefined, braces };
}

const literalPart = (text: string, value: string): WordPart => ({ type: 'Literal', pos: 0, end: 0, text, value });

/** A word without quotes, escapes, tildes, globs and expansions. */
export const plainWord = (text: string): Word => ({ text, parts: [{ kind: 'literal', text }], literal: text, braces: undefined });

/** A word that stands for exactly this text. */
export const quotedWord = (text: string): Word => ({ text, parts: [{ kind: 'quoted', text }], literal: text, braces: undefined });

const isPlain = (text: string): boolean => text !== '' && !/[\\'"$`*?[~{}()]/.test(text);

export function lowerParts(parts: readonly WordPart[], lowering: Lowering, mode: WordMode): Part[] {
  const out: Part[] = [];
  for (const [i, part] of parts.entries()) {
    if (part.type === 'Literal') lowerLiteral(part.text, mode, { first: i === 0, last: i === parts.length - 1 }, out);
    else lowerPart(part, lowering, mode, out);
  }
  return out;
}

function lowerPart(part: Exclude<WordPart, { type: 'Literal' }>, lowering: Lowering, mode: WordMode, out: Part[]): void {
  const quoted = mode === 'double' || mode === 'document' || mode === 'operand';
  switch (part.type) {
    case 'SingleQuoted':
      out.push({ kind: 'quoted', text: part.value });
      return;
    case 'AnsiCQuoted':
      out.push({ kind: 'quoted', text: decodeAnsiC(part.text.slice(2, -1)) });
      return;
    case 'DoubleQuoted':
    case 'LocaleString':
      out.push(lowerDouble(part.parts, lowering));
      return;
    case 'SimpleExpansion':
      out.push(lowerSimpleExpansion(part.text));
      return;
    case 'ParameterExpansion':
      out.push(lowerParameter(part, lowering, quoted));
      return;
    case 'CommandExpansion':
      out.push({ kind: 'command', script: lowering.script(part.script, part.text), source: part.text });
      return;
    case 'ArithmeticExpansion':
      out.push({
        kind: 'arithmetic',
        expression: arithmeticSource(part.text.startsWith('$[') ? part.text.slice(2, -1) : part.text.slice(3, -2), lowering),
      });
      return;
    case 'ProcessSubstitution':
      out.push({ kind: 'process', direction: part.operator, script: lowering.script(part.script, part.text), source: part.text });
      return;
    case 'Glob':
      if (part.kind === 'bracket') lowerNested('[', part.text, part.parts, ']', lowering, out);
      else out.push({ kind: 'literal', text: part.text });
      return;
    case 'ExtendedGlob':
      lowerNested(part.text.slice(0, 2), part.text, part.parts, ')', lowering, out);
      return;
    case 'BraceExpansion':
      lowerNested('{', part.text, part.parts, '}', lowering, out);
      return;
  }
}

/** A pattern's or a brace's inside stays a sequence of parts between its marks. */
function lowerNested(
  open: string,
  text: string,
  parts: readonly WordPart[] | undefined,
  close: string,
  lowering: Lowering,
  out: Part[],
): void {
  if (!parts) {
    lowerLiteral(text, 'pattern', { first: false, last: false }, out);
    return;
  }
  const covered = parts.reduce((sum, part) => sum + part.text.length, 0);
  const inside = text.length - open.length - close.length;
  const lead = inside > covered ? text.slice(open.length, text.length - close.length - covered) : '';
  out.push({ kind: 'literal', text: open + lead });
  out.push(...lowerParts(parts, lowering, 'pattern'));
  out.push({ kind: 'literal', text: close });
}

function lowerDouble(parts: readonly WordPart[], lowering: Lowering): Part {
  const lowered = lowerParts(parts, lowering, 'double');
  if (lowered.every((part) => part.kind === 'quoted'))
    return { kind: 'quoted', text: lowered.map((part) => (part.kind === 'quoted' ? part.text : '')).join('') };
  return { kind: 'double', parts: lowered };
}

function lowerLiteral(text: string, mode: WordMode, place: { readonly first: boolean; readonly last: boolean }, out: Part[]): void {
  if (mode === 'double') out.push({ kind: 'quoted', text: unescapeDouble(text, '$`"\\\n') });
  else if (mode === 'operand') out.push({ kind: 'quoted', text: unescapeDouble(text, '$`"\\\n}') });
  else if (mode === 'document') out.push({ kind: 'quoted', text: unescapeDouble(text, '$`\\\n') });
  else if (mode === 'pattern' || text[0] !== '~' || !place.first) pushUnescaped(text, mode, out);
  else pushUnescaped(pushTilde(text, place.last, out), mode, out);
}

/** Pushes a tilde part when `text` begins with one; returns what is left. */
function pushTilde(text: string, last: boolean, out: Part[]): string {
  const found = /^~([^/:\\]*)(?=[/:]|$)/.exec(text);
  if (!found || (found[0].length === text.length && !last)) return text;
  out.push({ kind: 'tilde', user: found[1] ?? '' });
  return text.slice(found[0].length);
}

function pushUnescaped(text: string, mode: WordMode, out: Part[]): void {
  let run = '';
  const flush = () => {
    if (run !== '') out.push({ kind: 'literal', text: run });
    run = '';
  };
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (char === '\\') {
      const next = text[++at];
      if (next === '\n') continue;
      flush();
      out.push({ kind: 'quoted', text: next ?? '\\' });
    } else if (
      text[at + 1] === '~' &&
      (mode === 'assignment' ? char === ':' : mode === 'word' && /^[A-Za-z_]\w*\+?=$/.test(text.slice(0, at + 1)))
    ) {
      run += char;
      flush();
      const rest = pushTilde(text.slice(at + 1), true, out);
      pushUnescaped(rest, rest[0] === '~' ? 'pattern' : mode, out);
      return;
    } else run += char;
  }
  flush();
}

/** Backslashes inside double quotes: only before these characters do they quote. */
function unescapeDouble(text: string, special: string): string {
  if (!text.includes('\\')) return text;
  let out = '';
  for (let at = 0; at < text.length; at++) {
    const next = text[at + 1];
    if (text[at] !== '\\' || next === undefined || !special.includes(next)) out += text[at];
    else {
      at++;
      if (next !== '\n') out += next;
    }
  }
  return out;
}

function findBraces(source: readonly WordPart[], parts: readonly Part[]): Iterable<Word> | undefined {
  if (
    !source.some(
      (part) => part.type === 'BraceExpansion' || ((part.type === 'Literal' || part.type === 'ExtendedGlob') && part.text.includes('{')),
    )
  )
    return undefined;
  const words = expandBraces(parts);
  return words && mapped(words, wordOf);
}

function wordOf(expanded: readonly Part[]): Word {
  const [only] = expanded;
  if (only?.kind === 'literal' && expanded.length === 1 && isPlain(only.text)) return plainWord(only.text);
  const tilde = only?.kind === 'literal' && only.text.startsWith('~') ? /^~[^/]*/.exec(only.text)?.[0] : undefined;
  const withTilde: readonly Part[] = tilde
    ? [
        { kind: 'tilde', user: tilde.slice(1) },
        { kind: 'literal', text: (only?.kind === 'literal' ? only.text : '').slice(tilde.length) },
        ...expanded.slice(1),
      ]
    : expanded;
  return { text: '', parts: withTilde, literal: undefined, braces: undefined };
}

/** An arithmetic expression's text. What has to be expanded first is read as a here-document, where quotes are plain text, and they then vanish. */
export function arithmeticSource(text: string, lowering: Lowering): ArithmeticSource {
  if (!/[$`"'\\]/.test(text)) return { text, word: undefined };
  return { text, word: documentWord(text, lowering, true) };
}

/** Text in which only `$` and backquotes mean anything: prompts, arithmetic, `${x@P}`. */
export function documentWord(text: string, lowering: Lowering, dropQuotes = false): Word {
  const [statement] = parseShell(`:<<\x01\n${text}\n\x01\n`).commands;
  const command = statement?.command;
  const document = command?.type === 'Command' ? command.redirects[0] : undefined;
  if (document?.type !== 'HereDoc' || !document.body.parts)
    return quotedWord(dropQuotes ? text.replace(/["\\']/g, '') : unescapeDouble(text, '$`\\\n'));
  const parts = lowerParts(document.body.parts, lowering, 'document').map((part) =>
    dropQuotes && part.kind === 'quoted' ? ({ kind: 'quoted', text: part.text.replace(/["\\']/g, '') } as const) : part,
  );
  const last = parts.at(-1);
  if (last?.kind === 'quoted' && last.text.endsWith('\n')) parts[parts.length - 1] = { kind: 'quoted', text: last.text.slice(0, -1) };
  return { text, parts, literal: undefined, braces: undefined };
}
