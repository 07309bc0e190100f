/** The history over sessions: HISTFILE, HISTSIZE, HISTCONTROL. As bash 5.2's bashhist.c. */
import { type ByteString, fromBytes, toBytes } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import type { Shell } from '../shell.ts';
import { getValue } from '../variables.ts';

/** Reads HISTFILE into the shell's history; a file that is not there is none. */
export function loadHistory(shell: Shell): void {
  const text = readFile(shell);
  if (text === undefined) return;
  shell.state.history.push(...text.split('\n').filter((line) => line !== '' && !/^#\d+$/.test(line)));
  keepSize(shell);
}

function readFile(shell: Shell): ByteString | undefined {
  const file = getValue(shell, 'HISTFILE');
  if (!file) return undefined;
  try {
    return fromBytes(shell.process.fs.readFile(file));
  } catch (error) {
    if (error instanceof FsError) return undefined;
    throw error;
  }
}

/** Writes this session's lines to HISTFILE: added with histappend, else with all that is remembered. */
export function saveHistory(shell: Shell): void {
  const fresh = shell.state.historyAdded;
  const file = getValue(shell, 'HISTFILE');
  if (!file || fresh <= 0) return;
  const { history, shopts } = shell.state;
  const { fs } = shell.process;
  const lines = (count: number) =>
    toBytes(
      history
        .slice(-count)
        .map((line) => `${line}\n`)
        .join(''),
    );
  try {
    if (shopts.histappend && fs.exists(file)) fs.append(file, lines(Math.min(fresh, history.length)), 0o600);
    else fs.writeFile(file, history.length === 0 ? new Uint8Array(0) : lines(history.length), 0o600);
    truncateFile(shell, file);
  } catch (error) {
    // a history that cannot be kept is no reason not to leave
    if (!(error instanceof FsError)) throw error;
  }
}

function truncateFile(shell: Shell, file: ByteString): void {
  const most = Number(getValue(shell, 'HISTFILESIZE') ?? getValue(shell, 'HISTSIZE') ?? 500);
  if (!Number.isInteger(most) || most < 0) return;
  const lines = fromBytes(shell.process.fs.readFile(file)).split('\n').slice(0, -1);
  if (lines.length > most)
    shell.process.fs.writeFile(
      file,
      toBytes(
        lines
          .slice(-most)
          .map((line) => `${line}\n`)
          .join(''),
      ),
    );
}

/** Adds a command as HISTCONTROL and HISTIGNORE say. */
export function remember(shell: Shell, command: ByteString): void {
  const { history } = shell.state;
  const control = (getValue(shell, 'HISTCONTROL') ?? '').split(':');
  const has = (name: string) => control.includes(name) || (name !== 'erasedups' && control.includes('ignoreboth'));
  if (command.trim() === '' || (has('ignorespace') && command.startsWith(' ')) || (has('ignoredups') && history.at(-1) === command)) return;
  if (has('erasedups')) shell.state.history = history.filter((line) => line !== command);
  shell.state.history.push(command);
  shell.state.historyAdded++;
  keepSize(shell);
}

function keepSize(shell: Shell): void {
  const most = Number(getValue(shell, 'HISTSIZE') ?? 500);
  const { history } = shell.state;
  if (!Number.isInteger(most) || most < 0 || history.length <= most) return;
  shell.state.historyBase += history.length - most;
  shell.state.history = history.slice(history.length - most);
}

/** The lines of one command as the history keeps them: joined by `; ` or a blank, by newlines inside quotes and here-documents. */
export function joinLines(lines: readonly ByteString[]): ByteString {
  let joined = lines[0] ?? '';
  for (const line of lines.slice(1)) joined += delimiterAfter(joined, line) + line;
  return joined;
}

function delimiterAfter(before: ByteString, line: ByteString): string {
  if (isOpen(before) || /<<-?\s*['"]?\w/.test(before)) return '\n';
  if (before.endsWith('\\')) return '';
  if (line.trim() === '') return '';
  return /(?:^|[\s;&|({])(?:do|then|else|elif|in|\{|\(|\||&&|\|\||;|&)\s*$|[;&|({]\s*$|\)\s*$(?<=^[^(]*\))/.test(before) ? ' ' : '; ';
}

/** Whether a quote is open at the end. */
function isOpen(text: ByteString): boolean {
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (quote === "'") {
      if (character === "'") quote = '';
    } else if (character === '\\') i++;
    else if (quote === '"') {
      if (character === '"') quote = '';
    } else if (character === "'" || character === '"') quote = character;
  }
  return quote !== '';
}
