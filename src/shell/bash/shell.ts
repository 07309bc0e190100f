/** A running shell: its state, its process, and what the layers below call back. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import type { MaybePromise, Process } from '../../sim/kernel/types.ts';
import type { Builtin } from './define-builtin.ts';
import type { FieldBuilder } from './expand/fields.ts';
import type { ShellState } from './state.ts';
import type { ArithmeticSource, CommandTree, List, Part, SimpleCommand, Word } from './syntax/tree.ts';

/** What expansion and builtins need from the interpreter; given by interp, so that neither imports it. */
export interface ShellActions {
  /** Runs a script in a subshell and gives what it wrote, NULs and trailing newlines removed. */
  substitute(shell: Shell, script: List, source: ByteString): MaybePromise<ByteString>;
  /** Starts a script at the other end of a pipe; gives `/dev/fd/N`. */
  processSubstitution(shell: Shell, direction: '<' | '>', script: List, source: ByteString): ByteString;
  /** Runs text as if it stood in a script. `name`: for messages. */
  runText(shell: Shell, text: ByteString, options?: RunTextOptions): MaybePromise<number>;
  /** Becomes a fresh shell that runs a file: for text files without `#!`. */
  runScriptFile(shell: Shell, path: ByteString, words: readonly ByteString[]): Promise<number>;
  /** A simple command that is all this process has to do: a program may take its place. */
  runSimpleTail(shell: Shell, command: SimpleCommand): MaybePromise<number>;
  runScript(shell: Shell, script: List): MaybePromise<number>;
  runCommand(shell: Shell, command: CommandTree): MaybePromise<number>;
  /** Evaluates an arithmetic expression whose expansions are done. */
  evaluate(shell: Shell, text: ByteString, command?: ByteString): number | bigint;
  /** Prints a line of `set -x`. */
  trace(shell: Shell, text: ByteString): MaybePromise<void>;
  /** Runs a command by its words: function, builtin, program. */
  runWords(shell: Shell, words: readonly ByteString[], options?: RunWordsOptions): MaybePromise<number>;
}

export interface RunTextOptions {
  /** Line number of its first line. */
  readonly firstLine?: number;
  /** Said before `line N:` in syntax errors: `-c`, `eval`. */
  readonly label?: ByteString;
  /** Syntax errors end the whole shell (a script's own text). */
  readonly fatal?: boolean;
  /** Instead of the shell's title, in syntax errors: a sourced file. */
  readonly name?: ByteString;
}

export interface RunWordsOptions {
  readonly skipFunctions?: boolean;
  readonly onlyBuiltins?: boolean;
  readonly standardPath?: boolean;
}

/** Expansion's own functions, for those of its files that the others import. */
export interface Expander {
  text(shell: Shell, word: Word): MaybePromise<ByteString>;
  pattern(shell: Shell, word: Word): MaybePromise<ByteString>;
  parts(shell: Shell, parts: readonly Part[], builder: FieldBuilder, quoted: boolean): MaybePromise<void>;
  arithmetic(shell: Shell, source: ArithmeticSource): MaybePromise<number | bigint>;
}

export interface Shell {
  readonly process: Process;
  readonly state: ShellState;
  readonly builtins: ReadonlyMap<string, Builtin>;
  readonly dialect: 'bash' | 'sh';
  readonly actions: ShellActions;
  readonly expand: Expander;
  readonly caches: Caches;
  /** Where a builtin's output goes instead of descriptor 1, while a substitution runs in place. */
  sink: { text: ByteString } | undefined;
}

/** Compiled patterns and expressions, by text. Holds nothing that counts. */
export interface Caches {
  readonly patterns: Map<string, unknown>;
  readonly arithmetic: Map<string, unknown>;
  readonly regexes: Map<string, unknown>;
  utf8: { readonly key: string; readonly value: boolean } | undefined;
}

/** Ends a loop, a function, or the shell; thrown, so that everything between is left. */
export type Unwind =
  /** `status`: the loop's, when it is not 0. */
  | { readonly unwind: 'break' | 'continue'; count: number; readonly status?: number }
  | { readonly unwind: 'return'; readonly status: number }
  /** `status` of the shell. */
  | { readonly unwind: 'exit'; readonly status: number }
  /** An error that ends a script and, in an interactive shell, the command line. */
  | {
      readonly unwind: 'abandon';
      readonly status: number /** ^C: nothing survives it. */;
      readonly interrupted?: boolean /** All of the text of `-c` is left. */;
      readonly all?: boolean;
    };

export const isUnwind = (value: unknown): value is Unwind => typeof value === 'object' && value !== null && 'unwind' in value;

/** An expansion that cannot be done: said by the interpreter, the command fails; `fatal` also ends a shell that is not interactive. */
export class ExpansionError extends Error {
  readonly text: ByteString;
  readonly fatal: boolean;
  readonly status: number;

  constructor(text: ByteString, options: { readonly fatal?: boolean; readonly status?: number } = {}) {
    super(text);
    this.name = 'ExpansionError';
    this.text = text;
    this.fatal = options.fatal ?? false;
    this.status = options.status ?? 1;
  }
}

/** Goes on with a value that may have to be awaited. */
export function after<T, R>(value: MaybePromise<T>, next: (value: T) => MaybePromise<R>): MaybePromise<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** `bash: line 3: `: what this shell's messages begin with. */
export function messagePrefix(shell: Shell): ByteString {
  const { state } = shell;
  if (shell.dialect === 'sh') return state.interactive ? `${state.title}: ` : `${state.title}: ${state.line}: `;
  return state.interactiveShell ? `${state.title}: ` : `${sourceName(shell)}: line ${state.line}: `;
}

function sourceName(shell: Shell): ByteString {
  const frames = shell.state.frames;
  for (let i = frames.length - 1; i >= 0; i--) {
    const frame = frames[i];
    if (frame?.kind === 'source') return frame.sourceName;
    if (frame?.kind === 'function') return frame.sourceName;
  }
  return shell.state.title;
}

/** Says something on standard error, with the shell's prefix. When that cannot be written, nobody hears of it. */
export function complain(shell: Shell, text: ByteString): MaybePromise<void> {
  return writeError(shell, `${messagePrefix(shell)}${text}\n`);
}

/** Writes to a descriptor (standard error); a full disk or a closed descriptor is no reason to fail. */
export function writeError(shell: Shell, text: ByteString, fd = 2): MaybePromise<void> {
  if (!shell.process.isOpen(fd)) return;
  try {
    const written = shell.process.write(fd, text);
    return written instanceof Promise ? written.catch(ignoreFileError) : written;
  } catch (error) {
    ignoreFileError(error);
  }
}

function ignoreFileError(error: unknown): void {
  if (!(error instanceof FsError)) throw error;
}

/** Whether the locale's characters are UTF-8's. */
export function isUtf8(shell: Shell): boolean {
  const { caches } = shell;
  const scope = shell.state.scopes[0]?.variables;
  const locale = scope?.get('LC_ALL')?.value || scope?.get('LC_CTYPE')?.value || scope?.get('LANG')?.value || '';
  if (caches.utf8?.key !== locale) caches.utf8 = { key: locale, value: /utf-?8/i.test(locale) };
  return caches.utf8.value;
}
