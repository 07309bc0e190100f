/** Startup files: profiles of login shells, bashrc of interactive ones, BASH_ENV and ENV. As bash(1) INVOCATION, with Debian's /etc/bash.bashrc. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import type { CommandLine } from './command-line.ts';
import { documentWord } from './syntax/lower-word.ts';
import { createLowering } from './syntax/lower.ts';
import { expandText } from './expand/word.ts';
import { runFile } from './interp/source.ts';
import { complain, isUnwind, type Shell } from './shell.ts';
import { getValue } from './variables.ts';

export async function runStartupFiles(shell: Shell, line: CommandLine): Promise<void> {
  const { state } = shell;
  const home = getValue(shell, 'HOME') ?? '';
  if (state.login && !line.noProfile) {
    await runIfThere(shell, '/etc/profile');
    const personal = shell.dialect === 'sh' ? [`${home}/.profile`] : [`${home}/.bash_profile`, `${home}/.bash_login`, `${home}/.profile`];
    const first = personal.find((path) => shell.process.fs.exists(path));
    if (first !== undefined) await runIfThere(shell, first);
  }
  if (shell.dialect === 'sh' || state.options.posix) {
    if (state.interactive) await runNamed(shell, 'ENV');
    return;
  }
  if (!state.interactive) {
    if (!state.login || line.command !== undefined) await runNamed(shell, 'BASH_ENV');
    return;
  }
  if (state.login || line.noRc) return;
  if (line.rcFile === undefined) await runIfThere(shell, '/etc/bash.bashrc');
  await runIfThere(shell, line.rcFile ?? `${home}/.bashrc`);
}

/** The file that a variable names. */
async function runNamed(shell: Shell, variable: ByteString): Promise<void> {
  const value = getValue(shell, variable);
  if (!value) return;
  await runIfThere(shell, await expandText(shell, documentWord(value, createLowering(value, 1, { nested: [], open: [] }))));
}

async function runIfThere(shell: Shell, path: ByteString): Promise<void> {
  const { state, process } = shell;
  if (!process.fs.exists(path)) return;
  state.frames.push({ kind: 'source', name: 'source', sourceName: path, callLine: 0 });
  try {
    await runFile(shell, path);
  } catch (error) {
    if (error instanceof FsError) await complain(shell, `${path}: ${error.text}`);
    else if (!isUnwind(error) || error.unwind === 'exit') throw error;
  } finally {
    state.frames.pop();
    state.line = 0;
  }
}
