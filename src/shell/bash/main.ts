/** bash's and sh's command line and start: options, startup files, where commands come from. As shell.c of GNU bash, dash's main.c. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import type { Process } from '../../sim/kernel/types.ts';
import { SIGNALS } from '../formats/signals.ts';
import { createShell } from './create-shell.ts';
import type { Builtin } from './define-builtin.ts';
import { initializeVariables } from './initialize.ts';
import { runToExit } from './interp/fork.ts';
import { runScript, runStandardInput } from './interp/script.ts';
import { installInteractiveSignals } from './interp/traps.ts';
import { type CommandLine, parseCommandLine } from './command-line.ts';
import type { Shell } from './shell.ts';
import { runStartupFiles } from './startup.ts';
import { getValue } from './variables.ts';
import { setValue } from './set-variables.ts';

/** Runs prompts and lines until the end of input; its status. Written elsewhere: this module does not know the line editor. */
export type RunInteractive = (shell: Shell) => Promise<number>;

export interface ShellProgramOptions {
  readonly builtins: ReadonlyMap<string, Builtin>;
  readonly dialect: 'bash' | 'sh';
  readonly runInteractive: RunInteractive;
}

const VERSION = `GNU bash, version 5.2.21(1)-release (x86_64-pc-linux-gnu)
Copyright (C) 2022 Free Software Foundation, Inc.
License GPLv3+: GNU GPL version 3 or later <http://gnu.org/licenses/gpl.html>

This is free software; you are free to change and redistribute it.
There is NO WARRANTY, to the extent permitted by law.
`;

/** The whole life of a shell process. */
export async function shellMain(process: Process, options: ShellProgramOptions): Promise<number> {
  const title = process.argv[0] ?? options.dialect;
  const line = parseCommandLine(process.argv.slice(1), options.dialect);
  if ('problem' in line) {
    await process.write(2, `${title}: ${line.early ? 'line 0: ' : ''}${line.problem}\n${line.usage ? usageText(title) : ''}`);
    return 2;
  }
  if (line.version || line.help) {
    await process.write(1, line.version ? VERSION : usageText(title));
    return 0;
  }
  const shell = createShell(process, options.builtins, options.dialect, title);
  prepare(shell, line);
  return runToExit(shell, () => start(shell, line, options.runInteractive));
}

const usageText = (title: ByteString): ByteString =>
  `Usage:\t${title} [GNU long option] [option] ...\n\t${title} [GNU long option] [option] script-file ...\nGNU long options:\n\t--debug\n\t--debugger\n\t--dump-po-strings\n\t--dump-strings\n\t--help\n\t--init-file\n\t--login\n\t--noediting\n\t--noprofile\n\t--norc\n\t--posix\n\t--pretty-print\n\t--rcfile\n\t--restricted\n\t--verbose\n\t--version\nShell options:\n\t-ilrsD or -c command or -O shopt_option\t\t(invocation only)\n\t-abefhkmnptuvxBCEHPT or -o option\n`;

function prepare(shell: Shell, line: CommandLine): void {
  const { process, state } = shell;
  for (const signal of SIGNALS)
    if (signal !== 'KILL' && signal !== 'STOP' && process.disposition(signal) === 'ignore') state.ignoredAtStart.add(signal);
  initializeVariables(shell, process.environment);
  for (const [name, on] of line.options) state.options[name] = on;
  for (const [name, on] of line.shopts) state.shopts[name] = on;
  state.login = line.login || (process.argv[0] ?? '').startsWith('-');
  state.shopts.login_shell = state.login;
  const fromTerminal =
    line.command === undefined && (line.operands.length === 0 || line.standardInput) && isTerminal(process, 0) && isTerminal(process, 2);
  state.interactive = line.interactive || fromTerminal;
  state.interactiveShell = state.interactive;
  if (state.interactive) {
    state.shopts.expand_aliases = true;
    state.readsStandardInput = line.command === undefined;
    state.options.emacs = shell.dialect === 'bash';
    state.options.history = shell.dialect === 'bash';
    state.options.histexpand = shell.dialect === 'bash';
    state.ignoredAtStart.clear();
    setPromptVariables(shell);
  }
  const parts = (process.argv[0] ?? '').replace(/^-/, '');
  if (state.interactive) state.title = state.login ? (process.argv[0] ?? parts) : (parts.split('/').at(-1) ?? parts);
}

/** What only a shell with prompts has, before its startup files: they ask for PS1 to know. */
function setPromptVariables(shell: Shell): void {
  const home = getValue(shell, 'HOME') ?? '/root';
  const isRoot = shell.process.credentials.uid === 0;
  const defaults: Readonly<Record<string, ByteString>> =
    shell.dialect === 'sh'
      ? { PS1: isRoot ? '# ' : '$ ', PS2: '> ' }
      : { PS1: '\\s-\\v\\$ ', PS2: '> ', HISTFILE: `${home}/.bash_history`, HISTSIZE: '500', HISTFILESIZE: '500' };
  for (const [name, value] of Object.entries(defaults)) if (getValue(shell, name) === undefined) setValue(shell, name, value);
}

const isTerminal = (process: Process, fd: number): boolean => process.isOpen(fd) && process.terminal(fd) !== undefined;

async function start(shell: Shell, line: CommandLine, runInteractive: RunInteractive): Promise<number> {
  const { state } = shell;
  if (state.interactive) startJobControl(shell, line);
  const [first, ...rest] = line.operands;
  if (line.command !== undefined) {
    state.commandString = line.command;
    if (shell.dialect === 'bash') setValue(shell, 'BASH_EXECUTION_STRING', line.command);
    if (first !== undefined) {
      state.name = first;
      state.title = first;
    }
    state.positional = rest;
  } else if (first !== undefined && !line.standardInput) state.positional = rest;
  else state.positional = [...line.operands];
  await runStartupFiles(shell, line);
  if (line.command !== undefined) return runCommandString(shell, line.command);
  if (first !== undefined && !line.standardInput) return runScript(shell, first);
  return state.interactive ? runInteractive(shell) : runStandardInput(shell);
}

/** `-c`: what abandons a command line abandons all of it. */
async function runCommandString(shell: Shell, text: ByteString): Promise<number> {
  return shell.actions.runText(shell, text, { fatal: true, label: '-c' });
}

/** Puts the shell into a group of its own, with the terminal, as long as there is one. */
function startJobControl(shell: Shell, line: CommandLine): void {
  const { process, state } = shell;
  installInteractiveSignals(shell);
  const terminal = [2, 0]
    .filter((fd) => process.isOpen(fd))
    .map((fd) => process.terminal(fd))
    .find((found) => found !== undefined);
  if (!terminal || line.command !== undefined) return;
  try {
    if (process.group !== process.pid && process.session !== process.pid) process.setGroup(0, process.pid);
    terminal.setForegroundGroup(process.group);
    state.options.monitor = true;
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
  }
}
