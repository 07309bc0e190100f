/** The prompt: reads commands from a terminal until the learner leaves. As GNU bash 5.2's eval.c (reader_loop) and dash's plain one. */
import { type ByteString, fromBytes } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import type { Terminal, TerminalAttributes } from '../../sim/kernel/types.ts';
import { notifyJobs, reapJobs } from './interp/jobs.ts';
import { runPendingTraps, runTrap } from './interp/traps.ts';
import type { Completion } from './line/completion.ts';
import { type LineResult, readLine } from './line/editor.ts';
import type { ExpansionMemory } from './line/history-expansion.ts';
import { joinLines, loadHistory, remember, saveHistory } from './line/history-file.ts';
import type { KillRing } from './line/line-buffer.ts';
import { decodePrompt } from './prompt.ts';
import { complain, isUnwind, isUtf8, type Shell } from './shell.ts';
import { completenessAsRead } from './interp/source.ts';
import { KEYWORDS } from './keywords.ts';
import { getValue, valuesOf, variableNames } from './variables.ts';

/** What programs offer for the word at the end of a command line; undefined: files. */
export type ProgramCompletion = (
  shell: Shell,
  words: readonly ByteString[],
) => readonly ByteString[] | undefined | Promise<readonly ByteString[] | undefined>;

/** Runs the shell at its terminal (descriptor 0). The exit status. */
export async function runInteractive(shell: Shell, completion: ProgramCompletion = () => undefined): Promise<number> {
  const session = new Session(shell, completion);
  if (shell.dialect === 'bash') loadHistory(shell);
  try {
    return await session.run();
  } finally {
    if (shell.dialect === 'bash') saveHistory(shell);
  }
}

/** How a command line ended. */
type Command =
  | { readonly kind: 'text'; readonly text: ByteString; readonly lines: readonly ByteString[] }
  | { readonly kind: 'none' | 'endOfFile' };

/** A class, for it has a life: kill ring, counters, what the terminal was like. */
class Session {
  readonly #shell: Shell;
  readonly #completion: ProgramCompletion;
  readonly #kills: KillRing = { texts: [] };
  readonly #expansions: ExpansionMemory = {};
  readonly #terminal: Terminal | undefined;
  readonly #attributes: TerminalAttributes | undefined;
  #historyStart: number | undefined;
  #hungUp = false;

  constructor(shell: Shell, completion: ProgramCompletion) {
    this.#shell = shell;
    this.#completion = completion;
    this.#terminal = shell.process.terminal(0);
    this.#attributes = this.#terminal?.attributes;
    shell.process.on('HUP', { handle: () => (this.#hungUp = true), restart: false });
  }

  async run(): Promise<number> {
    const { state } = this.#shell;
    for (;;) {
      await this.#beforePrompt();
      const command = await this.#readCommand();
      if (this.#hungUp) return 129;
      if (command.kind === 'endOfFile') {
        const status = await this.#leave();
        if (status !== undefined) return status;
      } else if (command.kind === 'text') {
        const status = await this.#execute(command);
        if (status !== undefined) return status;
      }
      state.promptCount++;
    }
  }

  async #beforePrompt(): Promise<void> {
    const shell = this.#shell;
    reapJobs(shell);
    await notifyJobs(shell);
    await runPendingTraps(shell);
    if (shell.dialect === 'sh') return;
    const { lastStatus } = shell.state;
    for (const command of valuesOf(shell, 'PROMPT_COMMAND')) {
      if (command !== '') await this.#guarded(() => shell.actions.runText(shell, command, { label: 'PROMPT_COMMAND' }));
      shell.state.lastStatus = lastStatus;
    }
  }

  /** One whole command, over as many lines as it takes. */
  async #readCommand(): Promise<Command> {
    const lines: ByteString[] = [];
    for (;;) {
      const result = await this.#readLine(lines.length === 0 ? 'PS1' : 'PS2');
      if (result.kind === 'interrupted') {
        this.#shell.state.lastStatus = 130;
        this.#shell.state.interrupted = false;
        await runTrap(this.#shell, 'INT');
        return { kind: 'none' };
      }
      if (result.kind === 'endOfFile') return lines.length === 0 ? { kind: 'endOfFile' } : { kind: 'text', text: lines.join('\n'), lines };
      const line = await this.#expand(result.line);
      if (line === undefined) return { kind: 'none' };
      lines.push(line);
      const text = `${lines.join('\n')}\n`;
      if (completenessAsRead(this.#shell, text) !== 'incomplete') return { kind: 'text', text, lines };
    }
  }

  async #readLine(prompt: 'PS1' | 'PS2'): Promise<LineResult> {
    const shell = this.#shell;
    const decoded = await decodePrompt(shell, getValue(shell, prompt) ?? '', true);
    if (!this.#terminal || shell.dialect === 'sh') return readPlainLine(shell, decoded);
    // what a command that was killed left behind must not stay
    if (shell.state.lastStatus > 128 && this.#attributes) this.#terminal.setAttributes(this.#attributes);
    const result = await readLine(shell.process, this.#terminal, {
      prompt: decoded,
      history: shell.state.history,
      kills: this.#kills,
      utf8: isUtf8(shell),
      terminalName: getValue(shell, 'TERM'),
      complete: (line, point) => this.#complete(line, point),
      ...(this.#historyStart === undefined ? {} : { historyStart: this.#historyStart }),
    });
    this.#historyStart = result.kind === 'line' ? result.next : undefined;
    return result;
  }

  /** Its code comes at the first Tab. */
  async #complete(line: ByteString, point: number): Promise<Completion> {
    const { completeShellWord } = await this.#shell.process.hold(import('./line/shell-completion.ts'));
    return completeShellWord(line, point, this.#sources());
  }

  #sources() {
    const shell = this.#shell;
    const { functions, aliases } = shell.state;
    return {
      fs: shell.process.fs,
      path: (getValue(shell, 'PATH') ?? '').split(':').filter(Boolean),
      home: getValue(shell, 'HOME'),
      shellCommands: [...new Set([...shell.builtins.keys(), ...functions.keys(), ...aliases.keys(), ...KEYWORDS])],
      variables: variableNames(shell),
      ofProgram: (words: readonly ByteString[]) => this.#completion(shell, words),
    };
  }

  /** History expansion; what it made is shown. Undefined: there is nothing to run. */
  async #expand(line: ByteString): Promise<ByteString | undefined> {
    const shell = this.#shell;
    const { state } = shell;
    if (shell.dialect === 'sh' || !state.options.histexpand || !/[!^]/.test(line)) return line;
    const { ExpansionError, expandHistory } = await shell.process.hold(import('./line/history-expansion.ts'));
    try {
      const { line: expanded, changed, printOnly } = expandHistory(line, state.history, state.historyBase, this.#expansions);
      if (changed) await shell.process.write(2, `${expanded}\n`);
      if (!printOnly) return expanded;
      this.#remember(expanded);
      return undefined;
    } catch (error) {
      if (!(error instanceof ExpansionError)) throw error;
      await complain(shell, error.message);
      return undefined;
    }
  }

  #remember(command: ByteString): void {
    if (this.#shell.dialect === 'bash' && this.#shell.state.options.history !== false) remember(this.#shell, command);
  }

  /** The exit status when the shell ends. */
  async #execute({ text, lines }: Extract<Command, { kind: 'text' }>): Promise<number | undefined> {
    const shell = this.#shell;
    if (text.trim() === '') return undefined;
    const line = joinLines(lines);
    this.#remember(line);
    const ended = await this.#guarded(() => shell.actions.runText(shell, text));
    shell.process.report({ type: 'commandRun', line, status: ended ?? shell.state.lastStatus });
    await this.#settleInterrupt();
    return ended;
  }

  /** ^C came when there was nothing left to give up: all the same a new row. */
  async #settleInterrupt(): Promise<void> {
    const { state, process } = this.#shell;
    if (!state.interrupted) return;
    state.interrupted = false;
    state.lastStatus = 130;
    await process.write(2, '\n');
  }

  /** Runs something; the status when it ended the shell. */
  async #guarded(run: () => Promise<number> | number): Promise<number | undefined> {
    const { state } = this.#shell;
    try {
      state.lastStatus = await run();
      return undefined;
    } catch (error) {
      if (!isUnwind(error)) throw error;
      if (error.unwind === 'exit') return error.status;
      if (error.unwind === 'abandon' && error.interrupted) await this.#shell.process.write(2, '\n');
      if (error.unwind === 'abandon' || error.unwind === 'return') state.lastStatus = error.status;
      return undefined;
    }
  }

  /** ^D: as `exit`, which says `logout` in a login shell, where `logout` itself says nothing. */
  #leave(): Promise<number | undefined> {
    const shell = this.#shell;
    return this.#guarded(() => shell.actions.runWords(shell, ['exit'], { onlyBuiltins: true }));
  }
}

/** Without an editor: the terminal's own line, or a pipe's. */
async function readPlainLine(shell: Shell, prompt: ByteString): Promise<LineResult> {
  await shell.process.write(2, prompt.replace(/[\x01\x02]/g, ''));
  let line = '';
  for (;;) {
    let bytes: Uint8Array;
    try {
      bytes = await shell.process.read(0, 1);
    } catch (error) {
      if (!(error instanceof FsError) || error.errno !== 'EINTR') throw error;
      if (!shell.state.interrupted) return { kind: 'endOfFile' };
      await shell.process.write(2, '\n');
      return { kind: 'interrupted' };
    }
    if (bytes.length === 0) return line === '' ? { kind: 'endOfFile' } : { kind: 'line', line };
    const text = fromBytes(bytes);
    if (text === '\n') return { kind: 'line', line };
    line += text;
  }
}
