/**
 * Source → complete commands, one after the other, as bash reads them: earlier lines run before a later syntax error is found.
 * Error texts as GNU bash 5.2's parse.y.
 */
import type { Grammar } from './error-grammar.ts';
import { findError, type FoundError } from './find-error.ts';
import { createLowering, type LoweringProblems, lowerStatement } from './lower.ts';
import { parseShell, type ParsedScript } from './parse.ts';
import type { ListItem } from './tree.ts';

/** One complete command: what stands on its lines. `end`: the offset after its last line's newline. */
export interface Chunk {
  readonly items: readonly ListItem[];
  readonly end: number;
}

export interface SyntaxProblem {
  /** Lines to be printed, each with the shell's prefix: `syntax error near unexpected token `fi'`. */
  readonly messages: readonly { readonly text: string; readonly line: number }[];
  readonly incomplete: boolean;
  /** What dash says that it was waiting for, or what was to be closed. */
  readonly expecting?: string | undefined;
  /** It stands in a `$( … )`. */
  readonly nested?: boolean;
  /** In a `[[ … ]]`, of which bash thinks less of. */
  readonly conditional?: boolean;
}

export interface ParsedSource {
  readonly chunks: readonly Chunk[];
  /** Here-documents that the end of the text has ended. */
  readonly openDocuments: LoweringProblems['open'];
  /** Found after the chunks. */
  readonly problem: SyntaxProblem | undefined;
}

/** How the text is read: `extended`: patterns like `@(a|b)` are known; `dash`: dash's grammar. */
export interface ReadingOptions {
  readonly extended?: boolean;
  readonly dash?: boolean;
}

/** Parses all of a source whose first line is `firstLine`. */
export function parseSource(source: string, firstLine: number, { extended = true, dash = false }: ReadingOptions = {}): ParsedSource {
  const script = parseShell(source);
  const problems: LoweringProblems = { nested: [], open: [] };
  const lowering = createLowering(source, firstLine, problems);
  const error = script.errors || isSuspicious(source, script, { extended, dash }) ? locate(source, script, { extended, dash }) : undefined;
  const usable = error ? script.commands.filter(({ pos, end }) => pos < error.commandStart && end <= error.commandStart) : script.commands;
  const limit = error ? source.lastIndexOf('\n', error.commandStart - 1) + 1 : source.length;
  const chunks: { items: ListItem[]; end: number }[] = [];
  let lastEnd = -1;
  for (const [index, statement] of usable.entries()) {
    const before = problems.nested.length;
    const item = lowerStatement(statement, lowering);
    const nested = problems.nested[before];
    if (nested) return { chunks, openDocuments: [], problem: nestedProblem(source, firstLine, nested, { extended, dash }) };
    const end = lineEndAfter(source, statement, usable[index + 1], limit);
    const sameLine = lastEnd >= 0 && !source.slice(lastEnd, statement.pos).includes('\n');
    const last = chunks.at(-1);
    if (sameLine && last) {
      last.items.push(item);
      last.end = end;
    } else chunks.push({ items: [item], end });
    lastEnd = statement.end;
  }
  return { chunks, openDocuments: problems.open, problem: error && describeError(source, firstLine, error, dash) };
}

/** Whether the parser may have let pass what bash, or dash, would not. */
function isSuspicious(source: string, script: ParsedScript, { extended, dash }: Grammar): boolean {
  return (
    dash ||
    (!extended && /[@?*+!]\(/.test(source)) ||
    hasOpenConditional(source) ||
    script.commands.some((statement) => hasStrayParenthesis(source, statement)) ||
    (source.endsWith('function') && /(?:^|[;&|\n(])[ \t]*function$/.test(source))
  );
}

/** Whether a `[[` is not closed on its line. */
function hasOpenConditional(source: string): boolean {
  for (let at = source.indexOf('[['); at >= 0; ) {
    const newline = source.indexOf('\n', at);
    if (newline < 0) return false;
    const close = source.indexOf(']]', at);
    if (close < 0 || close > newline) return true;
    at = source.indexOf('[[', close);
  }
  return false;
}

/** The error as bash finds it; where only the parser finds one, that. */
function locate(source: string, script: ParsedScript, grammar: Grammar): FoundError | undefined {
  const found = findError(source, grammar);
  const [first] = script.errors ?? [];
  if (found || !first) return found;
  const commandStart = script.commands.findLast(({ pos }) => pos <= first.pos)?.pos ?? first.pos;
  const pos = nextToken(source, first.pos);
  return { kind: pos >= source.length ? 'end' : 'token', pos, text: '', expecting: undefined, commandStart, nested: false };
}

/** `a ( b`: the parser lets a parenthesis pass that begins no function. */
function hasStrayParenthesis(source: string, { command }: ParsedScript['commands'][number]): boolean {
  return (
    command.type === 'Command' && command.name !== undefined && /^[ \t]*\(/.test(source.slice(command.name.end, command.name.end + 40))
  );
}

/** Where the line that completes a statement ends, here-documents included; after the last one `limit`, where what is wrong begins. */
function lineEndAfter(
  source: string,
  statement: { readonly end: number },
  next: { readonly pos: number } | undefined,
  limit: number,
): number {
  const newline = source.indexOf('\n', statement.end);
  if (newline < 0) return next?.pos ?? source.length;
  if (!next) return Math.max(newline + 1, limit);
  if (newline >= next.pos) return next.pos;
  // only here-documents stand between
  if (/^(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*$/.test(source.slice(newline + 1, next.pos))) return newline + 1;
  return Math.max(newline + 1, source.lastIndexOf('\n', next.pos - 1) + 1);
}

const countLines = (text: string): number => {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
};

function unexpectedEnd(source: string, firstLine: number, dash = false): SyntaxProblem {
  const line = firstLine + countLines(source) + (source.endsWith('\n') || dash ? 0 : 1);
  return { incomplete: true, messages: [{ text: 'syntax error: unexpected end of file', line }] };
}

function describeError(source: string, firstLine: number, error: FoundError, dash = false): SyntaxProblem {
  const expecting = error.expecting;
  const lineOf = (pos: number): number => firstLine + countLines(source.slice(0, pos));
  if (error.kind === 'open') {
    const line = error.atEnd ? firstLine + countLines(source) + (source.endsWith('\n') || dash ? 0 : 1) : lineOf(error.pos);
    return {
      incomplete: true,
      messages: [{ text: `unexpected EOF while looking for matching \`${error.text}'`, line }],
      expecting: error.text,
    };
  }
  if (error.kind === 'end') return { ...unexpectedEnd(source, firstLine, dash), expecting };
  if (error.kind === 'conditional')
    return {
      incomplete: false,
      conditional: !error.text.includes("`newline'"),
      messages: error.text === '' ? [] : [{ text: error.text, line: lineOf(error.pos) }],
    };
  return { ...unexpectedToken(source, firstLine, error.pos), expecting, nested: error.nested };
}

function nextToken(source: string, at: number): number {
  const found = /[^ \t]/.exec(source.slice(at));
  return found ? at + found.index : at;
}

function unexpectedToken(source: string, firstLine: number, at: number): SyntaxProblem {
  const token =
    /^(?:\n|;;&|;;|;&|&&|\|\||&>>|&>|\|&|<<<|<<-|<<|>>|<&|>&|<>|>\||[;&|()<>]|[^\s;&|()<>]+)/.exec(source.slice(at))?.[0] ?? '\n';
  const line = firstLine + countLines(source.slice(0, at));
  const start = source.lastIndexOf('\n', at - 1) + 1;
  const end = source.indexOf('\n', at);
  const words = source.slice(start, end < 0 ? source.length : end);
  return {
    incomplete: false,
    messages: [
      { text: `syntax error near unexpected token \`${token === '\n' ? 'newline' : token}'`, line },
      { text: `\`${words}'`, line },
    ],
  };
}

function nestedProblem(
  source: string,
  firstLine: number,
  { inner, offset }: LoweringProblems['nested'][number],
  grammar: Grammar,
): SyntaxProblem {
  const from = inner.source ?? source;
  const line = firstLine + (inner.source === undefined ? 0 : countLines(source.slice(0, offset)));
  const error = locate(from, inner, grammar);
  return error ? { ...describeError(from, line, error), incomplete: false, nested: true } : unexpectedEnd(source, firstLine);
}

/** Whether a text is a whole command line, needs more, or is wrong: for reading line by line and for the prompt. */
export function completeness(source: string, { extended = true, dash = false }: ReadingOptions = {}): 'complete' | 'incomplete' | 'wrong' {
  if (/(^|[^\\])(\\\\)*\\\n?$/.test(source)) return 'incomplete';
  const script = parseShell(source);
  const error = script.errors ? locate(source, script, { extended, dash }) : undefined;
  if (!error) return openDocument(script) ? 'incomplete' : 'complete';
  return error.kind === 'open' || error.kind === 'end' ? 'incomplete' : 'wrong';
}

/** Whether a here-document's delimiter has not come yet. */
function openDocument(script: ParsedScript): boolean {
  let open = false;
  const visit = (value: unknown, depth: number): void => {
    if (open || depth > 40 || typeof value !== 'object' || value === null) return;
    if ('type' in value && value.type === 'HereDoc' && 'closing' in value && value.closing === undefined) {
      open = true;
      return;
    }
    for (const inner of Object.values(value)) visit(inner, depth + 1);
  };
  visit(script.commands, 0);
  return open;
}
