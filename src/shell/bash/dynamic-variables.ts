/** Variables that make their value up when asked: RANDOM, SECONDS, LINENO, FUNCNAME and so on. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { SET_OPTIONS } from './options.ts';
import { SHOPTS } from './options.ts';
import type { Shell } from './shell.ts';
import { printCommandLine } from './syntax/print.ts';

const DYNAMIC: ReadonlySet<string> = new Set([
  'RANDOM',
  'SRANDOM',
  'SECONDS',
  'LINENO',
  'BASHPID',
  'EPOCHSECONDS',
  'EPOCHREALTIME',
  'FUNCNAME',
  'BASH_SOURCE',
  'BASH_LINENO',
  'PIPESTATUS',
  'DIRSTACK',
  'BASH_SUBSHELL',
  'BASH_COMMAND',
  'SHELLOPTS',
  'BASHOPTS',
  'HISTCMD',
  'GROUPS',
  'COMP_WORDBREAKS',
  'BASH_ARGV0',
  'BASH_ARGV',
  'BASH_ARGC',
  'BASH_ALIASES',
  'BASH_CMDS',
]);

/** Cheap first look: no dynamic variable's name begins with a small letter. */
export function isDynamic(name: ByteString): boolean {
  const first = name.charCodeAt(0);
  return first <= 90 ? DYNAMIC.has(name) : first === 95 && name === '_';
}

const MICROSECONDS = 1_000_000;

export function dynamicValue(shell: Shell, name: ByteString): ByteString | undefined {
  if (shell.dialect === 'sh') return undefined;
  const { state, process } = shell;
  switch (name) {
    case '_':
      return state.lastArgument;
    case 'COMP_WORDBREAKS':
      return ' \t\n"\'@><=;|&(:';
    case 'RANDOM':
      return String(nextRandom(shell));
    case 'SRANDOM':
      return String(Math.floor(process.random() * 2 ** 32));
    case 'SECONDS':
      return String(Math.floor((process.now() - state.secondsStart) / MICROSECONDS) + state.secondsOffset);
    case 'LINENO':
      return String(state.line);
    case 'BASHPID':
      return String(process.pid);
    case 'EPOCHSECONDS':
      return String(Math.floor(process.now() / MICROSECONDS));
    case 'EPOCHREALTIME':
      return `${Math.floor(process.now() / MICROSECONDS)}.${String(process.now() % MICROSECONDS).padStart(6, '0')}`;
    case 'BASH_SUBSHELL':
      return String(state.subshellDepth);
    case 'BASH_COMMAND':
      return state.currentCommand === undefined ? '' : printCommandLine(state.currentCommand);
    case 'BASH_ARGV0':
      return state.name;
    case 'HISTCMD':
      return String(state.historyBase + Math.max(0, state.history.length - (state.options.history ? 1 : 0)));
    case 'SHELLOPTS':
    case 'BASHOPTS':
      return optionsOn(shell, name);
    case 'FUNCNAME':
      return functionNames(shell)?.[0];
    case 'BASH_SOURCE':
      return sourceNames(shell)[0];
    case 'BASH_LINENO':
      return callLines(shell)[0];
    case 'PIPESTATUS':
      return String(state.pipeStatus[0] ?? 0);
    case 'GROUPS':
      return String(process.credentials.gid);
    default:
      return undefined;
  }
}

/** Names of the options that are on, joined by colons. */
function optionsOn({ state }: Shell, name: 'SHELLOPTS' | 'BASHOPTS'): ByteString {
  const names =
    name === 'SHELLOPTS'
      ? SET_OPTIONS.flatMap(([option]) => (state.options[option] ? option : []))
      : SHOPTS.flatMap(([option]) => (state.shopts[option] ? option : [])).sort();
  return names.join(':');
}

/** As bash's own generator (16807, 2³¹−1), folded to 15 bits. */
function nextRandom(shell: Shell): number {
  const { state } = shell;
  const seed = state.randomSeed === 0 ? 123459876 : state.randomSeed;
  const next = Number((BigInt(seed) * 16807n) % 2147483647n);
  state.randomSeed = next;
  return ((next >>> 16) ^ (next & 65535)) & 32767;
}

/** Takes an assignment to one of them; false when it is to be stored like any other. */
export function setDynamic(shell: Shell, name: ByteString, value: ByteString): boolean {
  const { state } = shell;
  if (shell.dialect === 'sh') return false;
  if (name === 'RANDOM') state.randomSeed = Number(value) >>> 0 || 0;
  else if (name === 'SECONDS') {
    state.secondsStart = shell.process.now();
    state.secondsOffset = Number(value) || 0;
  } else if (name === 'LINENO') state.line = Number(value) || 0;
  else if (name === 'BASH_ARGV0') state.name = value;
  return true;
}

/** FUNCNAME, innermost first; undefined outside of functions and sourced files. */
export function functionNames({ state }: Shell): readonly ByteString[] | undefined {
  if (!state.frames.some(({ kind }) => kind === 'function')) return undefined;
  return [...state.frames.map(({ name }) => name).reverse(), ...(state.script === undefined ? [] : ['main'])];
}

/** BASH_SOURCE. */
export const sourceNames = ({ state }: Shell): readonly ByteString[] => [
  ...state.frames.map(({ sourceName }) => sourceName).reverse(),
  ...(state.script === undefined ? [] : [state.script]),
];

/** BASH_LINENO. */
export const callLines = ({ state }: Shell): readonly ByteString[] => [
  ...state.frames.map(({ callLine }) => String(callLine)).reverse(),
  ...(state.script === undefined ? [] : ['0']),
];
