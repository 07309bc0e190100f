/** What Tab offers at a place in a command line: commands, variables, users, files, or what a program says of itself. As bash 5.2's bashline.c. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import type { FileSystem } from '../../../sim/fs/types.ts';
import type { Candidate, Completion } from './completion.ts';

/** What the shell can say of itself, and of programs. */
export interface CompletionSources {
  readonly fs: FileSystem;
  /** Folders of PATH. */
  readonly path: readonly ByteString[];
  readonly home: ByteString | undefined;
  /** Builtins, functions, aliases, reserved words. */
  readonly shellCommands: readonly ByteString[];
  readonly variables: readonly ByteString[];
  /** Candidates for the word at the end of `words`; undefined: files. */
  readonly ofProgram: (words: readonly ByteString[]) => readonly ByteString[] | undefined | Promise<readonly ByteString[] | undefined>;
}

export async function completeShellWord(line: ByteString, point: number, sources: CompletionSources): Promise<Completion> {
  const { start, text, quote, words } = wordAt(line, point);
  const plain = quote === "'" ? text : unquote(text);
  if (/^\$\{?[A-Za-z_0-9]*$/.test(text) && quote !== "'") return { start, candidates: variables(text, sources) };
  if (/^~[A-Za-z0-9_-]*$/.test(text) && quote === '') return { start, candidates: users(text, sources) };
  const style: Style = { quote, typed: text };
  if (words.length === 0) return { start, candidates: commands(plain, style, sources) };
  const offered = plain.includes('/') && !plain.startsWith('-') ? undefined : await sources.ofProgram([...words, plain]);
  if (!offered) return { start, candidates: files(plain, style, sources, () => true) };
  const found = offered
    .filter((word) => word.startsWith(plain))
    .map((word): Candidate => ({ text: quoted(word, style), label: word, suffix: closing(style, ' ') }));
  return { start, candidates: found };
}

interface WordAt {
  /** Where the word (with its opening quote) begins. */
  readonly start: number;
  /** The word as typed, without the opening quote. */
  readonly text: ByteString;
  readonly quote: '' | "'" | '"';
  /** The words of its command before it, unquoted. */
  readonly words: readonly ByteString[];
}

const BREAK = /[\s;|&()<>`]/;
const NEW_COMMAND = /[;|&(`\n]/;
const PREFIX = /^(?:[A-Za-z_][A-Za-z0-9_]*\+?=.*|if|then|else|elif|while|until|do|!|time|\{)$/;

function wordAt(line: ByteString, point: number): WordAt {
  let words: ByteString[] = [];
  let [start, quote, inWord] = [0, '' as WordAt['quote'], false];
  let quoteAt = -1;
  for (let i = 0; i < point; i++) {
    const character = line.charAt(i);
    if (quote !== '') {
      if (character === '\\' && quote === '"') i++;
      else if (character === quote) quote = '';
      continue;
    }
    if (BREAK.test(character) || (character === '$' && line[i + 1] === '(')) {
      if (inWord) words.push(unquote(line.slice(start, i)));
      inWord = false;
      if (NEW_COMMAND.test(character) || character === '$') words = [];
      if (character === '<' || character === '>') words.push('');
      continue;
    }
    if (!inWord) {
      start = i;
      inWord = true;
    }
    if (character === '\\') i++;
    else if (character === "'" || character === '"') {
      quote = character;
      quoteAt = i;
    }
  }
  while (words[0] !== undefined && PREFIX.test(words[0])) words.shift();
  if (!inWord) return { start: point, text: '', quote: '', words };
  const opened = quote !== '' && quoteAt === start;
  return { start, text: line.slice(opened ? start + 1 : start, point), quote: opened ? quote : '', words };
}

interface Style {
  readonly quote: WordAt['quote'];
  readonly typed: ByteString;
}

const unquote = (text: ByteString): ByteString =>
  text.replace(/\\([\s\S])|'([^']*)'?|"([^"]*)"?/g, (_, escaped, single, double) => escaped ?? single ?? double ?? '');

/** A word as the shell needs it typed: in the quotes that were begun, or with backslashes. */
function quoted(word: ByteString, { quote }: Style): ByteString {
  if (quote === "'") return quote + word.replaceAll("'", "'\\''");
  if (quote === '"') return quote + word.replace(/[$"\\`]/g, '\\$&');
  return word.replace(/[\s'"\\$`&;|<>()*?[\]{}!#=]/g, (c, at: number) => (c === '#' && at > 0 ? c : c === '=' ? c : `\\${c}`));
}

const closing = ({ quote }: Style, suffix: string): string => quote + suffix;

function variables(typed: ByteString, sources: CompletionSources): Candidate[] {
  const [, sign = '$', name = ''] = /^(\$\{?)(.*)$/.exec(typed) ?? [];
  const end = sign === '${' ? '}' : '';
  return sources.variables
    .filter((variable) => variable.startsWith(name))
    .map((variable) => ({ text: `${sign}${variable}${end}`, label: `${sign}${variable}${end}`, suffix: end === '' ? ' ' : '' }));
}

function users(typed: ByteString, { fs }: CompletionSources): Candidate[] {
  const name = typed.slice(1);
  let lines: readonly ByteString[] = [];
  try {
    lines = String.fromCharCode(...fs.readFile('/etc/passwd')).split('\n');
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
  }
  return lines
    .map((line) => line.split(':')[0] ?? '')
    .filter((user) => user !== '' && user.startsWith(name))
    .map((user) => ({ text: `~${user}`, label: `~${user}`, suffix: '/' }));
}

function commands(typed: ByteString, style: Style, sources: CompletionSources): Candidate[] {
  if (typed.includes('/')) return files(typed, style, sources, (type, mode) => type === 'directory' || (mode & 0o111) !== 0);
  const names = new Set(sources.shellCommands.filter((name) => name.startsWith(typed)));
  for (const folder of sources.path) for (const name of executables(sources.fs, folder, typed)) names.add(name);
  const folders = files(typed, style, sources, (type) => type === 'directory').filter(() => names.size === 0);
  return [...[...names].map((name): Candidate => ({ text: quoted(name, style), label: name, suffix: closing(style, ' ') })), ...folders];
}

function executables(fs: FileSystem, folder: ByteString, typed: ByteString): ByteString[] {
  return entriesOf(fs, folder)
    .map(({ name }) => name)
    .filter((name) => name.startsWith(typed) && isExecutable(fs, `${folder}/${name}`));
}

function isExecutable(fs: FileSystem, path: ByteString): boolean {
  try {
    const { type, mode } = fs.stat(path);
    return type === 'file' && (mode & 0o111) !== 0;
  } catch (error) {
    if (error instanceof FsError) return false;
    throw error;
  }
}

function entriesOf(fs: FileSystem, folder: ByteString) {
  try {
    return fs.readDir(folder);
  } catch (error) {
    if (error instanceof FsError) return [];
    throw error;
  }
}

function files(typed: ByteString, style: Style, sources: CompletionSources, wanted: (type: string, mode: number) => boolean): Candidate[] {
  const slash = typed.lastIndexOf('/') + 1;
  const [shownFolder, prefix] = [typed.slice(0, slash), typed.slice(slash)];
  const folder = expandHome(shownFolder, sources.home) || '.';
  const candidates: Candidate[] = [];
  for (const { name } of entriesOf(sources.fs, folder)) {
    if (!name.startsWith(prefix) || (name.startsWith('.') && !prefix.startsWith('.'))) continue;
    const kind = kindOf(sources.fs, `${folder}/${name}`);
    if (!kind || !wanted(kind.type, kind.mode)) continue;
    const isFolder = kind.type === 'directory';
    const text =
      slash > 0 && style.quote === '' && /^~/.test(shownFolder) ? shownFolder + quoted(name, style) : quoted(shownFolder + name, style);
    candidates.push({ text, label: isFolder ? `${name}/` : name, suffix: isFolder ? '/' : closing(style, ' ') });
  }
  return candidates;
}

function kindOf(fs: FileSystem, path: ByteString): { type: string; mode: number } | undefined {
  for (const look of [() => fs.stat(path), () => fs.lstat(path)]) {
    try {
      return look();
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
    }
  }
  return undefined;
}

function expandHome(folder: ByteString, home: ByteString | undefined): ByteString {
  return home !== undefined && folder.startsWith('~/') ? home + folder.slice(1) : folder;
}
