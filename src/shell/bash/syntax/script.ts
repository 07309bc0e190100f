/**
 * Source → complete commands, one after the other, as bash reads them: earlier lines run before a later syntax error is found.
 * Error texts as GNU bash 5.2's parse.y.
 */
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
}

export interface ParsedSource {
  readonly chunks: readonly Chunk[];
  /** Here-documents that the end of the text has ended. */
  readonly openDocuments: LoweringProblems['open'];
  /** Found after the chunks. */
  readonly problem: SyntaxProblem | undefined;
}

/** Parses all of a source whose first line is `firstLine`. */
export function parseSource(source: string, firstLine: number): ParsedSource {
  const script = parseShell(source);
  const problems: LoweringProblems = { nested: [], open: [] };
  const lowering = createLowering(source, firstLine, problems);
  const firstError = script.errors?.[0];
  const limit = firstError ? source.lastIndexOf('\n', Math.min(firstError.pos, source.length) - 1) + 1 : source.length;
  const broken = firstError && !firstError.message.startsWith('unexpected token') ? script.commands.at(-1) : undefined;
  const usable = script.commands.filter((statement) =>
    statement === broken &&
    statement.pos < (firstError?.pos ?? 0) &&
    source.slice(statement.pos, firstError?.pos).includes('\n') &&
    isOpen(statement)
      ? false
      : firstError
        ? statement.end <= limit && endsBefore(source, statement.end, firstError.pos)
        : true,
  );
  const chunks: { items: ListItem[]; end: number }[] = [];
  let lastEnd = -1;
  for (const statement of usable) {
    const before = problems.nested.length;
    const item = lowerStatement(statement, lowering);
    const nested = problems.nested[before];
    if (nested) return { chunks, openDocuments: [], problem: nestedProblem(source, firstLine, nested) };
    const end = lineEndAfter(source, statement, usable, limit);
    const stray = strayParenthesis(source, statement);
    if (stray !== undefined)
      return { chunks, openDocuments: [], problem: unexpectedToken(source, firstLine, nextToken(source, stray + 1)) };
    const sameLine = lastEnd >= 0 && !source.slice(lastEnd, statement.pos).includes('\n');
    const last = chunks.at(-1);
    if (sameLine && last) {
      last.items.push(item);
      last.end = end;
    } else chunks.push({ items: [item], end });
    lastEnd = statement.end;
  }
  const problem = firstError ? describeError(source, firstLine, script, firstError) : trailing(source, firstLine);
  return { chunks, openDocuments: problems.open, problem };
}

/** `a ( b`: the parser lets a parenthesis pass that begins no function. */
function strayParenthesis(source: string, statement: ParsedScript['commands'][number]): number | undefined {
  const { command } = statement;
  if (command.type !== 'Command' || !command.name) return undefined;
  const found = /^[ \t]*\(/.exec(source.slice(command.name.end, command.name.end + 40));
  return found ? command.name.end + found[0].length - 1 : undefined;
}

/** Whether a statement is a compound command, that can be missing its end. */
const isOpen = (statement: { readonly command: { readonly type: string } }): boolean => statement.command.type !== 'Command';

/** A statement counts as complete when a newline (or the text's end) stands between it and the error. */
function endsBefore(source: string, end: number, errorAt: number): boolean {
  return source.slice(end, errorAt).includes('\n');
}

/** Where the line that completes a statement ends, here-documents included; after the last one `limit`, where what is wrong begins. */
function lineEndAfter(
  source: string,
  statement: { readonly end: number },
  all: readonly { readonly pos: number }[],
  limit: number,
): number {
  const next = all.find(({ pos }) => pos >= statement.end);
  const newline = source.indexOf('\n', statement.end);
  if (newline < 0) return next?.pos ?? source.length;
  if (!next) return Math.max(newline + 1, limit);
  return newline >= next.pos ? next.pos : Math.max(newline + 1, source.lastIndexOf('\n', next.pos - 1) + 1);
}

function trailing(source: string, firstLine: number): SyntaxProblem | undefined {
  if (/(^|[^\\])(\\\\)*\\$/.test(source)) return undefined;
  if (/(^|[;&|\n(]|&&|\|\|)[ \t]*!?[ \t]*(?:function)$/.test(source)) return unexpectedEnd(source, firstLine);
  return undefined;
}

const countLines = (text: string): number => {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
};

function unexpectedEnd(source: string, firstLine: number): SyntaxProblem {
  const line = firstLine + countLines(source) + (source.endsWith('\n') ? 0 : 1);
  return { incomplete: true, messages: [{ text: 'syntax error: unexpected end of file', line }] };
}

const CLOSERS: readonly (readonly [RegExp, string])[] = [
  [/double quote/, '"'],
  [/single quote/, "'"],
  [/backtick/, '`'],
  [/parameter expansion/, '}'],
  [/command substitution|process substitution|arithmetic|extended glob|array/, ')'],
];

function describeError(
  source: string,
  firstLine: number,
  script: ParsedScript,
  error: { readonly message: string; readonly pos: number },
): SyntaxProblem {
  if (error.message.startsWith('unterminated')) {
    const closer = CLOSERS.find(([pattern]) => pattern.test(error.message))?.[1];
    if (closer) {
      const line = firstLine + countLines(source.slice(0, error.pos));
      return { incomplete: true, messages: [{ text: `unexpected EOF while looking for matching \`${closer}'`, line }] };
    }
    return unexpectedEnd(source, firstLine);
  }
  const rest = source.slice(lastErrorAt(script));
  const isToken = error.message.startsWith('unexpected token') || error.message === 'expected redirect target';
  if (!isToken && rest.trim() === '') return atEnd(source, firstLine, script);
  return unexpectedToken(source, firstLine, isToken ? error.pos : nextToken(source, error.pos));
}

/** The parser complains of an empty body where it began, and then where it should have ended. */
const lastErrorAt = (script: ParsedScript): number => Math.max(0, ...(script.errors ?? []).map(({ pos }) => pos));

/** The parser met the end. Inside a command that is incomplete; after a last word such as `fi` it is the word that was wrong. */
function atEnd(source: string, firstLine: number, script: ParsedScript): SyntaxProblem {
  const text = source.trimEnd();
  const closer = /(?:^|[\s;&|])(fi|done|esac|\}|\)|then|do|elif|else)$/.exec(text)?.[1];
  const missing = script.errors?.[0]?.message ?? '';
  if (closer && /^expected '(then|do)'/.test(missing)) return unexpectedToken(source, firstLine, text.length - closer.length);
  if (/(?:^|[\s;&|])(?:function|select|for|case)$/.test(text) || /\bcase\s+\S+\s+in\b[^\n]*;;\s*[^\s()]+$/.test(text))
    return unexpectedToken(source, firstLine, source.length);
  return unexpectedEnd(source, firstLine);
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

function nestedProblem(source: string, firstLine: number, nested: LoweringProblems['nested'][number]): SyntaxProblem {
  const [error] = nested.inner.errors ?? [];
  const from = nested.inner.source ?? source;
  const line = firstLine + (nested.inner.source === undefined ? 0 : countLines(source.slice(0, nested.offset)));
  const problem = describeError(from, line, nested.inner, error ?? { message: '', pos: 0 });
  return { ...problem, incomplete: false };
}

/** Whether a text is a whole command line, needs more, or is wrong: for reading line by line and for the prompt. */
export function completeness(source: string): 'complete' | 'incomplete' | 'wrong' {
  if (/(^|[^\\])(\\\\)*\\\n?$/.test(source)) return 'incomplete';
  const script = parseShell(source);
  const [error] = script.errors ?? [];
  if (!error) return openDocument(script) ? 'incomplete' : 'complete';
  if (error.message.startsWith('unexpected token') || error.message === 'expected redirect target') return 'wrong';
  if (error.message.startsWith('unterminated')) return 'incomplete';
  if (source.slice(lastErrorAt(script)).trim() !== '') return 'wrong';
  const problem = atEnd(source, 1, script);
  return problem.incomplete ? 'incomplete' : 'wrong';
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
