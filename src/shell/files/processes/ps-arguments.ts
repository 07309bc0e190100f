/** ps' three languages of options turned into one request. As procps-ng 4.0.4 parser.c. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import type { Accounts } from '../../formats/accounts.ts';
import { type Column, columns } from './columns.ts';
import type { ProcessRow } from './process-row.ts';
import { isSortKey } from './ps-sort.ts';

/** Printed after `error: `, before the usage. */
export class PsError extends Error {
  readonly notSimulated: boolean;
  constructor(text: string, notSimulated = false) {
    super(text);
    this.name = 'PsError';
    this.notSimulated = notSimulated;
  }
}

type Select = (row: ProcessRow, self: ProcessRow | undefined) => boolean;

export interface PsRequest {
  readonly answer: 'help' | 'version' | undefined;
  readonly selects: Select;
  readonly negated: boolean;
  readonly columns: readonly Column[];
  readonly headings: boolean;
  readonly tree: 'none' | 'indent' | 'art';
  readonly sort: readonly string[];
  /** How often -w was given. */
  readonly wide: number;
  readonly columnsGiven: number | undefined;
}

interface State {
  readonly accounts: Accounts;
  readonly words: readonly ByteString[];
  next: number;
  answer: 'help' | 'version' | undefined;
  readonly selections: Select[];
  negated: boolean;
  /** BSD's a and x widen the default selection. */
  bsdAll: boolean;
  bsdNoTerminal: boolean;
  bsd: boolean;
  readonly formats: Set<string>;
  readonly own: Column[];
  headings: boolean;
  tree: 'none' | 'indent' | 'art';
  readonly sort: string[];
  wide: number;
  columnsGiven: number | undefined;
  plainNames: boolean;
}

export function parsePsArguments(words: readonly ByteString[], accounts: Accounts): PsRequest {
  const state: State = {
    ...{ accounts, words, next: 0, answer: undefined, selections: [], negated: false, bsdAll: false, bsdNoTerminal: false, bsd: false },
    ...{ formats: new Set<string>(), own: [], headings: true, tree: 'none', sort: [], wide: 0, columnsGiven: undefined, plainNames: false },
  };
  while (state.next < words.length && state.answer === undefined) {
    const word = words[state.next++] ?? '';
    if (word.startsWith('--')) gnuOption(state, word);
    else if (word.startsWith('-')) unixOptions(state, word.slice(1));
    else if (/^\d/.test(word)) state.selections.push(byNumbers(word, 'process ID', ({ pid }) => pid));
    else bsdOptions(state, word);
  }
  const { answer, negated, headings, tree, sort, wide, columnsGiven } = state;
  return { answer, negated, headings, tree, sort, wide, columnsGiven, selects: selectionOf(state), columns: columnsOf(state) };
}

/** The rest of a cluster of letters, or the next word. */
function argument(state: State, rest: ByteString, what: string): ByteString {
  const text = rest !== '' ? rest : state.words[state.next++];
  if (text === undefined) throw new PsError(what);
  return text;
}

function byNumbers(text: ByteString, what: string, of: (row: ProcessRow) => number): Select {
  const numbers = text.split(/[\s,]+/).map((item) => {
    if (!/^\d+$/.test(item) || (what === 'process ID' && Number(item) === 0)) throw new PsError(`${what} list syntax error`);
    return Number(item);
  });
  return (row) => numbers.includes(of(row));
}

function byUser({ accounts }: State, text: ByteString): Select {
  const ids = text.split(/[\s,]+/).map((name) => {
    const id = accounts.userByName(name)?.uid ?? (/^\d+$/.test(name) ? Number(name) : undefined);
    if (id === undefined) throw new PsError('user name does not exist');
    return id;
  });
  return ({ uid }) => ids.includes(uid);
}

const byCommand = (text: ByteString): Select => {
  const names = text.split(/[\s,]+/).map((name) => name.slice(0, 15));
  return ({ name }) => names.includes(name);
};

const byTerminal = (text: ByteString): Select => {
  const names = text.split(/[\s,]+/).map((name) => name.replace(/^\/dev\//, '').replace(/^(\d)/, 'pts/$1'));
  return ({ terminal }) => names.includes(terminal ?? '?');
};

function addColumns(state: State, text: ByteString): void {
  // What stands after `=` is the heading, commas included.
  const match = /^([^=]*?)([\w%]+)=(.*)$/s.exec(text);
  const names = match
    ? [...(match[1] ?? '').split(/[\s,]+/).filter((name) => name !== ''), match[2] ?? '']
    : text.split(/[\s,]+/).filter((name) => name !== '');
  if (names.length === 0) throw new PsError('improper format list');
  for (const [i, name] of names.entries()) {
    const column = columns[name];
    if (!column) throw new PsError(`unknown user-defined format specifier "${name}"`);
    const heading = match && i === names.length - 1 ? (match[3] ?? '') : column.heading;
    state.own.push({ ...column, heading, width: Math.max(column.width, heading.length) });
  }
}

function addSort(state: State, text: ByteString): void {
  for (const key of text.split(',')) {
    if (!isSortKey(key)) throw new PsError('unknown sort specifier');
    state.sort.push(key);
  }
}

const FORMAT_LETTERS = /[fFljy]/;

function unixOptions(state: State, letters: ByteString): void {
  if (letters === '') throw new PsError('garbage option');
  for (let i = 0; i < letters.length; i++) {
    const c = letters.charAt(i);
    const rest = letters.slice(i + 1);
    const take = (what: string): ByteString => argument(state, rest, what);
    if (c === 'e' || c === 'A') state.selections.push(() => true);
    else if (c === 'a') state.selections.push(({ pid, session, terminal }) => terminal !== undefined && pid !== session);
    else if (c === 'd') state.selections.push(({ pid, session }) => pid !== session);
    else if (c === 'N') state.negated = true;
    else if (c === 'H') state.tree = 'indent';
    else if (c === 'w') state.wide++;
    else if (c === 'V') state.answer = 'version';
    else if (FORMAT_LETTERS.test(c)) state.formats.add(`-${c}`);
    else if (c === 'c') state.plainNames = true;
    else if (/[TLmMZPO]/.test(c)) throw new PsError(`-${c}`, true);
    else if (/[opqCuUtgsGn]/.test(c)) {
      unixArgument(state, c, take);
      return;
    } else if (c === 'x' && letters.includes('a')) state.selections.push(() => true);
    else throw new PsError('unsupported SysV option');
  }
}

function unixArgument(state: State, letter: string, take: (what: string) => ByteString): void {
  switch (letter) {
    case 'o':
      addColumns(state, take('format specification must follow -o'));
      break;
    case 'p':
    case 'q':
      state.selections.push(byNumbers(take('list of process IDs must follow -p'), 'process ID', ({ pid }) => pid));
      break;
    case 'C':
      state.selections.push(byCommand(take('list of command names must follow -C')));
      break;
    case 'u':
    case 'U':
      state.selections.push(byUser(state, take(`list of users must follow -${letter}`)));
      break;
    case 't':
      state.selections.push(byTerminal(take('list of terminals (pty, tty) must follow -t')));
      break;
    case 'g':
    case 's':
      state.selections.push(
        byNumbers(
          take(letter === 's' ? 'list of session IDs must follow -s' : 'list of session leaders OR effective group names must follow -g'),
          'session ID',
          ({ session }) => session,
        ),
      );
      break;
    default:
      throw new PsError(`-${letter}`, true);
  }
}

function bsdOptions(state: State, letters: ByteString): void {
  state.bsd = true;
  for (let i = 0; i < letters.length; i++) {
    const c = letters.charAt(i);
    const rest = letters.slice(i + 1);
    if (c === 'a') state.bsdAll = true;
    else if (c === 'x') state.bsdNoTerminal = true;
    else if (c === 'f') state.tree = 'art';
    else if (c === 'w') state.wide++;
    else if (c === 'h') state.headings = false;
    else if (c === 'c') state.plainNames = true;
    else if (c === 'g' || c === 'n' || c === 'S') continue;
    else if (c === 'r') state.selections.push(({ state: running }) => running === 'R');
    else if (c === 'T') state.selections.push((row, self) => row.terminal === self?.terminal);
    else if (/[uljv]/.test(c)) state.formats.add(c);
    else if (c === 'o') {
      addColumns(state, argument(state, rest, 'format specification must follow o'));
      return;
    } else if (c === 'k') {
      addSort(state, argument(state, rest, 'long sort specification must follow k'));
      return;
    } else if (c === 'p') {
      state.selections.push(byNumbers(argument(state, rest, 'list of process IDs must follow p'), 'process ID', ({ pid }) => pid));
      return;
    } else if (c === 'U') {
      state.selections.push(byUser(state, argument(state, rest, 'list of users must follow U')));
      return;
    } else if (c === 't') {
      state.selections.push(byTerminal(argument(state, rest, 'list of terminals (pty, tty) must follow t')));
      return;
    } else if (/[esXHLmMZO]/.test(c)) throw new PsError(c, true);
    else throw new PsError('unsupported option (BSD syntax)');
  }
}

function gnuOption(state: State, word: ByteString): void {
  const equals = word.indexOf('=');
  const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
  const take = (what: string): ByteString => (equals < 0 ? argument(state, '', what) : word.slice(equals + 1));
  if (name === 'help') state.answer = 'help';
  else if (name === 'version' || name === 'info') state.answer = 'version';
  else if (name === 'sort') addSort(state, take('long sort specification must follow --sort'));
  else if (name === 'format') addColumns(state, take('format specification must follow --format'));
  else if (name === 'no-headers' || name === 'no-heading' || name === 'noheader' || name === 'no-header') state.headings = false;
  else if (name === 'headers' || name === 'heading') state.headings = true;
  else if (name === 'forest') state.tree = 'art';
  else if (name === 'deselect') state.negated = true;
  else if (name === 'pid' || name === 'quick-pid')
    state.selections.push(byNumbers(take('list of process IDs must follow --pid'), 'process ID', ({ pid }) => pid));
  else if (name === 'ppid')
    state.selections.push(byNumbers(take('list of process IDs must follow --ppid'), 'process ID', ({ parentPid }) => parentPid));
  else if (name === 'sid')
    state.selections.push(byNumbers(take('some sid thing(s) must follow --sid'), 'session ID', ({ session }) => session));
  else if (name === 'tty') state.selections.push(byTerminal(take('list of terminals must follow --tty')));
  else if (name === 'user' || name === 'User') state.selections.push(byUser(state, take('list of users must follow --user')));
  else if (name === 'cols' || name === 'columns' || name === 'width')
    state.columnsGiven = Number(take('number of columns must follow --cols'));
  else if (name === 'rows' || name === 'lines') take('number of rows must follow --rows');
  else if (name !== 'cumulative') throw new PsError('unknown gnu long option');
}

/** Without a choice: one's own processes on one's own terminal; a drops "own", x drops "terminal". */
function selectionOf({ selections, bsdAll, bsdNoTerminal, bsd }: State): Select {
  if (bsdAll && bsdNoTerminal) return () => true;
  if (selections.length > 0 && !bsdAll && !bsdNoTerminal) return (row, self) => selections.some((select) => select(row, self));
  const usual: Select = (row, self) => {
    if (bsdAll) return row.terminal !== undefined;
    if (bsdNoTerminal) return row.uid === self?.uid;
    return row.uid === self?.uid && row.terminal === self.terminal && !(bsd && row.terminal === undefined);
  };
  return (row, self) => usual(row, self) || selections.some((select) => select(row, self));
}

const LAYOUTS: Readonly<Record<string, string>> = {
  u: 'user pid %cpu %mem vsz rss tname stat start_time bsdtime args',
  l: 'f uid pid ppid pri ni vsz rss wchan stat tname bsdtime args',
  j: 'ppid pid pgid sid tname tpgid stat uid bsdtime args',
  v: 'pid tname stat bsdtime size vsz rss %mem args',
  '-f': 'uid_name pid ppid c stime tname time cmd',
  '-F': 'uid_name pid ppid c sz rss psr stime tname time cmd',
  '-l': 'f s uid pid ppid c opri ni addr_sz wchan tname time ucmd',
  '-j': 'pid pgid sid tname time ucmd',
  '-fj': 'uid_name pid ppid pgid sid c stime tname time cmd',
  '-fl': 'f s uid_name pid ppid c opri ni addr_sz wchan stime tname time cmd',
};

function columnsOf({ own, formats, bsd, plainNames }: State): readonly Column[] {
  if (own.length > 0) return own;
  const unix = ['-f', '-l', '-j']
    .filter((letter) => formats.has(letter))
    .map((letter) => letter.slice(1))
    .join('');
  const [only] = [...formats].filter((format) => !format.startsWith('-') || format === '-F');
  const layout = LAYOUTS[only ?? `-${unix}`] ?? (bsd ? 'pid tname stat bsdtime args' : 'pid tname time ucmd');
  return layout.split(' ').flatMap((name) => {
    const column = columns[plainNames && (name === 'args' || name === 'cmd') ? (name === 'args' ? 'comm' : 'ucmd') : name];
    return column ? [column] : [];
  });
}
