/** File modes: `drwxr-xr-x`, and chmod's octal and symbolic language. As gnulib filemode and modechange (GNU coreutils 9.4). */
import type { NodeType } from '../../sim/fs/types.ts';

const TYPE_LETTER: Readonly<Record<NodeType, string>> = {
  file: '-',
  directory: 'd',
  symlink: 'l',
  character: 'c',
  block: 'b',
  fifo: 'p',
  socket: 's',
};

/** S_IFMT's bits of a type. */
export const TYPE_BITS: Readonly<Record<NodeType, number>> = {
  fifo: 0o010000,
  character: 0o020000,
  directory: 0o040000,
  block: 0o060000,
  file: 0o100000,
  symlink: 0o120000,
  socket: 0o140000,
};

export const typeLetter = (type: NodeType): string => TYPE_LETTER[type];

/** `-rw-r--r--` and so on: ten characters. */
export const modeString = (type: NodeType, mode: number): string => typeLetter(type) + permissionString(mode);

/** The nine letters after the type. */
export function permissionString(mode: number): string {
  const triple = (shift: number, special: boolean, letter: string): string => {
    const bits = mode >> shift;
    const execute = bits & 1;
    const last = special ? (execute ? letter : letter.toUpperCase()) : execute ? 'x' : '-';
    return `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${last}`;
  };
  return triple(6, (mode & 0o4000) !== 0, 's') + triple(3, (mode & 0o2000) !== 0, 's') + triple(0, (mode & 0o1000) !== 0, 't');
}

/** What the change is applied to. */
export interface ModeTarget {
  readonly mode: number;
  readonly directory: boolean;
  readonly umask: number;
}
/** From a mode to another. */
export type ModeChange = (target: ModeTarget) => number;

/** Reads chmod's MODE; undefined when it is none. */
export function parseModeChange(text: string): ModeChange | undefined {
  if (/^[0-7]+$/.test(text)) return octalChange(text);
  const clauses = text.split(',').map(parseClause);
  if (clauses.some((clause) => clause === undefined)) return undefined;
  return (target) => clauses.reduce((mode, clause) => clause?.({ ...target, mode }) ?? mode, target.mode);
}

/** An octal mode of fewer than five digits leaves a directory's setuid and setgid bits. */
function octalChange(text: string): ModeChange | undefined {
  const value = Number.parseInt(text, 8);
  if (value > 0o7777) return undefined;
  return ({ mode, directory }) => (directory && text.length < 5 ? value | (mode & 0o6000) : value);
}

const WHO: Readonly<Record<string, number>> = { u: 0o4700, g: 0o2070, o: 0o1007, a: 0o7777 };
const CLAUSE = /^([ugoa]*)((?:[-+=](?:[0-7]+|[ugo]|[rwxXst]*))+)$/;
const ACTION = /([-+=])([0-7]+|[ugo](?![rwxXst])|[rwxXst]*)/g;

function parseClause(text: string): ModeChange | undefined {
  const match = CLAUSE.exec(text);
  if (!match) return undefined;
  const who = [...(match[1] ?? '')].reduce((bits, letter) => bits | (WHO[letter] ?? 0), 0);
  const actions = [...(match[2] ?? '').matchAll(ACTION)].map(([, operator = '', what = '']) => ({ operator, what }));
  return (target) => actions.reduce((mode, { operator, what }) => applyAction({ ...target, mode }, who, operator, what), target.mode);
}

function applyAction(target: ModeTarget, who: number, operator: string, what: string): number {
  const { mode, directory, umask } = target;
  if (/^[0-7]+$/.test(what)) {
    const value = Number.parseInt(what, 8) & 0o7777;
    return operator === '+' ? mode | value : operator === '-' ? mode & ~value : value;
  }
  const affected = who === 0 ? 0o7777 : who;
  let bits = permissionBits(what, target) & affected;
  if (who === 0) bits &= ~umask;
  if (operator === '+') return mode | bits;
  if (operator === '-') return mode & ~bits;
  const kept = who === 0 ? 0 : ~who & 0o7777;
  const directorySpecial = directory && !what.includes('s') ? mode & 0o6000 : 0;
  return (mode & kept) | bits | directorySpecial;
}

function permissionBits(what: string, { mode, directory }: ModeTarget): number {
  if (what === 'u') return ((mode >> 6) & 7) * 0o111;
  if (what === 'g') return ((mode >> 3) & 7) * 0o111;
  if (what === 'o') return (mode & 7) * 0o111;
  let bits = 0;
  for (const letter of what) {
    if (letter === 'r') bits |= 0o444;
    else if (letter === 'w') bits |= 0o222;
    else if (letter === 'x' || (letter === 'X' && (directory || mode & 0o111))) bits |= 0o111;
    else if (letter === 's') bits |= 0o6000;
    else if (letter === 't') bits |= 0o1000;
  }
  return bits;
}
