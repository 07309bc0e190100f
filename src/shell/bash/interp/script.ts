/** Where a shell's commands come from: a file, standard input, `-c`. As shell.c of GNU bash. */
import { type ByteString, fromBytes } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { initializeVariables } from '../initialize.ts';
import { joinLines, remember } from '../line/history-file.ts';
import { isUnwind, type Shell } from '../shell.ts';
import { createState } from '../state.ts';
import { completeness, parseSource } from '../syntax/script.ts';
import { exportedEnvironment } from '../variables.ts';
import { readingOptions, runText } from './source.ts';

/** Runs a script file to its end in this shell. Status 127, 126 when it cannot be read. */
export async function runScript(shell: Shell, path: ByteString): Promise<number> {
  const { process, state } = shell;
  let text: ByteString;
  try {
    if (process.fs.stat(path).type === 'directory') throw new FsError('EISDIR', path);
    text = await readFile(shell, path);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    return cannotOpen(shell, path, error);
  }
  if (text.slice(0, 80).split('\n')[0]?.includes('\0')) {
    await process.write(2, `${path}: ${path}: cannot execute binary file\n`);
    return 126;
  }
  state.title = path;
  state.name = path;
  state.script = path;
  return runText(shell, text, { fatal: true });
}

async function cannotOpen(shell: Shell, path: ByteString, error: FsError): Promise<number> {
  const { state } = shell;
  if (shell.dialect === 'sh') {
    await shell.process.write(2, `${state.title}: 0: cannot open ${path}: ${error.errno === 'ENOENT' ? 'No such file' : error.text}\n`);
    return 2;
  }
  await shell.process.write(2, `${state.title}: ${path}: ${error.errno === 'EISDIR' ? 'Is a directory' : error.text}\n`);
  return error.errno === 'ENOENT' ? 127 : 126;
}

/** A file's text, devices and pipes too. Throws FsError. */
export async function readFile(shell: Shell, path: ByteString): Promise<ByteString> {
  const opened = await shell.process.open(path, { read: true });
  try {
    return await readWhole(shell, opened);
  } finally {
    shell.process.close(opened);
  }
}

async function readWhole(shell: Shell, fd: number): Promise<ByteString> {
  let text = '';
  for (;;) {
    const block = await shell.process.read(fd);
    if (block.length === 0) return text;
    text += fromBytes(block);
  }
}

/** Commands from standard input, read so that what follows a command is still there for it. */
export async function runStandardInput(shell: Shell): Promise<number> {
  shell.state.readsStandardInput = true;
  return isSeekable(shell) ? runSeekable(shell) : runStream(shell);
}

function isSeekable(shell: Shell): boolean {
  try {
    shell.process.seek(0, 0, 'current');
    return shell.process.fstat(0).type === 'file';
  } catch {
    return false;
  }
}

async function runSeekable(shell: Shell): Promise<number> {
  const { process, state } = shell;
  let line = 1;
  for (;;) {
    const start = process.seek(0, 0, 'current');
    const text = await readWhole(shell, 0);
    if (text === '') return state.lastStatus;
    const { chunks, problem } = parseSource(text, line, readingOptions(shell));
    const [first] = chunks;
    if (!first) {
      if (problem) await runText(shell, text, { firstLine: line, fatal: true });
      return state.lastStatus;
    }
    process.seek(0, start + first.end, 'set');
    const piece = text.slice(0, first.end);
    await runText(shell, piece, { firstLine: line, fatal: true });
    line += piece.split('\n').length - 1;
  }
}

/** From a pipe or terminal: a byte at a time, a line at a time, until a command is complete. */
async function runStream(shell: Shell): Promise<number> {
  const { state } = shell;
  let line = 1;
  for (;;) {
    const { text, ended } = await readCommand(shell);
    if (state.options.history && text.trim() !== '') remember(shell, joinLines(text.replace(/\n$/, '').split('\n')));
    if (text.trim() !== '') await runText(shell, text, { firstLine: line, fatal: true });
    line += text.split('\n').length - 1;
    if (ended || (state.options.onecmd && text.trim() !== '')) return state.lastStatus;
  }
}

async function readCommand(shell: Shell): Promise<{ readonly text: ByteString; readonly ended: boolean }> {
  let text = '';
  for (let lines = 1; ; lines++) {
    const { line, ended } = await readLine(shell);
    text += line;
    if (ended) return { text, ended };
    if (line.trim() === '' && text.trim() === '') return { text, ended: false };
    if (lines > 50 && lines % 8 !== 0 && !/^(?:\}|fi|done|esac|\)|[A-Za-z_0-9]+)/.test(line)) continue;
    if (completeness(text, readingOptions(shell)) !== 'incomplete') return { text, ended: false };
  }
}

async function readLine(shell: Shell): Promise<{ readonly line: ByteString; readonly ended: boolean }> {
  let line = '';
  for (;;) {
    const reading = readByte(shell);
    const byte = reading instanceof Promise ? await reading : reading;
    if (byte === undefined) return { line, ended: true };
    const char = String.fromCharCode(byte);
    if (char !== '\0') line += char;
    if (char === '\n') return { line, ended: false };
  }
}

function readByte(shell: Shell): number | undefined | Promise<number | undefined> {
  try {
    const reading = shell.process.read(0, 1);
    return reading instanceof Promise ? reading.then((bytes) => bytes[0]).catch((error: unknown) => again(shell, error)) : reading[0];
  } catch (error) {
    return again(shell, error);
  }
}

function again(shell: Shell, error: unknown): number | undefined | Promise<number | undefined> {
  if (error instanceof FsError && error.errno === 'EINTR') return readByte(shell);
  if (error instanceof FsError) return undefined;
  throw error;
}

/** Becomes a fresh shell that runs a file. Its process may go on from where it was. */
export async function runScriptFile(shell: Shell, path: ByteString, words: readonly ByteString[]): Promise<number> {
  const environment = exportedEnvironment(shell);
  const fresh: Shell = { ...shell, state: createState(path, shell.process.pid), caches: { ...shell.caches, utf8: undefined } };
  fresh.state.title = path;
  initializeVariables(fresh, environment);
  fresh.state.positional = [...words];
  try {
    return await runScript(fresh, path);
  } catch (error) {
    if (isUnwind(error) && 'status' in error) return error.status;
    throw error;
  }
}
