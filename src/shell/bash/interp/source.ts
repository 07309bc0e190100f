/** Running text: command by command, aliases expanded as it is read, a syntax error told when it is reached. As eval.c and evalstring.c of GNU bash. */
import { type ByteString, fromBytes } from '../../../sim/fs/bytes.ts';
import type { MaybePromise } from '../../../sim/kernel/types.ts';
import { isUnwind, type RunTextOptions, type Shell, writeError } from '../shell.ts';
import { expandAliases } from '../syntax/find-error.ts';
import { type Chunk, completeness, type ParsedSource, parseSource, type SyntaxProblem } from '../syntax/script.ts';
import { runList } from './run.ts';

/** Runs all of a text; the status of its last command, 2 after a syntax error. */
export function runText(shell: Shell, text: ByteString, options: RunTextOptions = {}): MaybePromise<number> {
  const firstLine = options.firstLine ?? 1;
  if (usesAliases(shell)) return runAliased(shell, text, firstLine, options);
  const { chunks, problem, openDocuments } = parseSource(text, firstLine, readingOptions(shell));
  if (openDocuments.length > 0 && shell.dialect === 'bash')
    return warnOfDocuments(shell, openDocuments, firstLine + countNewlines(text)).then(() =>
      runChunks(shell, text, chunks, problem, options, 0, 0),
    );
  return runChunks(shell, text, chunks, problem, options, 0, 0);
}

async function warnOfDocuments(shell: Shell, documents: ParsedSource['openDocuments'], line: number): Promise<void> {
  for (const document of documents) {
    await writeError(
      shell,
      `${shell.state.title}: line ${line}: warning: here-document at line ${document.line} delimited by end-of-file (wanted \`${document.delimiter}')\n`,
    );
  }
}

const usesAliases = (shell: Shell): boolean =>
  shell.state.aliases.size > 0 &&
  (shell.state.interactive || shell.state.shopts.expand_aliases || shell.dialect === 'sh' || shell.state.options.posix);

function runChunks(
  shell: Shell,
  text: ByteString,
  chunks: readonly Chunk[],
  problem: SyntaxProblem | undefined,
  options: RunTextOptions,
  from: number,
  before: number,
): MaybePromise<number> {
  let status = before;
  for (let i = from; i < chunks.length; i++) {
    const chunk = chunks[i];
    if (!chunk) continue;
    const aliases = shell.state.aliasGeneration;
    const { extglob } = shell.state.shopts;
    const verbose =
      shell.state.options.verbose && options.fatal
        ? shell.process.write(2, ended(text.slice(chunks[i - 1]?.end ?? 0, chunk.end)))
        : undefined;
    const result = verbose instanceof Promise ? verbose.then(() => runChunk(shell, chunk)) : runChunk(shell, chunk);
    const rest = (value: number): MaybePromise<number> => {
      const readsOtherwise = (shell.state.aliasGeneration !== aliases && usesAliases(shell)) || shell.state.shopts.extglob !== extglob;
      if (!readsOtherwise) return runChunks(shell, text, chunks, problem, options, i + 1, value);
      if (i + 1 >= chunks.length && !problem) return value;
      const firstLine = (options.firstLine ?? 1) + countNewlines(text.slice(0, chunk.end));
      return runText(shell, text.slice(chunk.end), { ...options, firstLine });
    };
    if (result instanceof Promise) return result.then(rest);
    if (shell.state.aliasGeneration !== aliases || shell.state.shopts.extglob !== extglob) return rest(result);
    status = result;
  }
  return problem ? tellProblem(shell, problem, options) : status;
}

const ended = (text: ByteString): ByteString => (text.endsWith('\n') ? text : `${text}\n`);

/** What abandons a command line ends the commands that stand on it; those after it still run. */
function runChunk(shell: Shell, chunk: Chunk): MaybePromise<number> {
  const survive = (error: unknown): number => {
    if (!isUnwind(error) || error.unwind !== 'abandon' || error.interrupted) throw error;
    if (error.all && shell.state.commandString !== undefined) throw error;
    shell.state.lastStatus = error.status;
    shell.state.pipeStatus = [error.status];
    return error.status;
  };
  try {
    const result = runList(shell, chunk);
    return result instanceof Promise ? result.catch(survive) : result;
  } catch (error) {
    return survive(error);
  }
}

const countNewlines = (text: ByteString): number => text.split('\n').length - 1;

/** With aliases in force: command by command, so that each sees what those before it have defined. */
async function runAliased(shell: Shell, text: ByteString, firstLine: number, options: RunTextOptions): Promise<number> {
  let rest = text;
  let line = firstLine;
  let status = shell.state.lastStatus;
  while (rest.trim() !== '') {
    const reading = readingOptions(shell);
    const command = expandAliases(rest, { ...reading, aliases: shell.state.aliases });
    const { chunks, problem, openDocuments } = parseSource(command.text, line, reading);
    const consumed = countNewlines(rest) - countNewlines(command.rest);
    if (openDocuments.length > 0 && shell.dialect === 'bash') await warnOfDocuments(shell, openDocuments, line + consumed);
    for (const chunk of chunks) status = await runChunk(shell, chunk);
    if (problem) return tellProblem(shell, problem, options);
    line += consumed;
    rest = command.rest;
  }
  return status;
}

/** Whether a text that is typed is whole, its aliases expanded. */
export function completenessAsRead(shell: Shell, text: ByteString): ReturnType<typeof completeness> {
  const reading = readingOptions(shell);
  if (!usesAliases(shell)) return completeness(text, reading);
  const { text: first, rest } = expandAliases(text, { ...reading, aliases: shell.state.aliases });
  return completeness(first + rest, reading);
}

/** How this shell reads text now. */
export const readingOptions = ({ dialect, state }: Shell): { readonly extended: boolean; readonly dash: boolean } => ({
  extended: state.shopts.extglob,
  dash: dialect === 'sh',
});

async function tellProblem(shell: Shell, problem: SyntaxProblem, options: RunTextOptions): Promise<number> {
  const { state } = shell;
  // at a prompt the line stands above; it is not said again
  const typed = state.interactive && options.label === undefined;
  const messages = shell.dialect === 'sh' || typed ? problem.messages.slice(0, 1) : problem.messages;
  const dash = shell.dialect === 'sh' ? await shell.process.hold(import('../dash-words.ts')) : undefined;
  for (const { text, line } of messages)
    await shell.process.write(2, `${problemPrefix(shell, line, options)}${dash?.dashSyntaxWords(text, problem.expecting) ?? text}\n`);
  if (shell.dialect === 'sh' && !state.interactive) throw { unwind: 'exit', status: 2 };
  if (options.fatal && !state.interactive) {
    // bash thinks little of a wrong `[[ ]]`, and much of an error in `$( )` when it was asked with -c
    if (problem.conditional) throw { unwind: 'exit', status: state.lastStatus };
    throw { unwind: 'exit', status: problem.nested && state.commandString !== undefined && shell.dialect === 'bash' ? 127 : 2 };
  }
  state.lastStatus = 2;
  return 2;
}

function problemPrefix(shell: Shell, line: number, options: RunTextOptions): ByteString {
  const { state } = shell;
  if (shell.dialect === 'sh') return `${state.title}: ${line}: ${options.label === 'eval' ? 'eval: ' : ''}`;
  const label = options.label === undefined ? '' : `${options.label}: `;
  if (state.interactive && options.label === undefined) return `${options.name ?? state.title}: `;
  return `${options.name ?? state.title}: ${label}line ${line}: `;
}

/** Runs a file's text in this shell (`.`, startup files). */
export async function runFile(shell: Shell, path: ByteString, name = path): Promise<number> {
  const text = fromBytes(shell.process.fs.readFile(path));
  return runText(shell, text, { name });
}
