/** Signals by name and number, as kill, timeout and wait statuses spell them. Linux x86-64 signal(7). */
import type { Signal } from '../../sim/kernel/types.ts';

const NAMES: readonly Signal[] = [
  'HUP',
  'INT',
  'QUIT',
  'ILL',
  'TRAP',
  'ABRT',
  'BUS',
  'FPE',
  'KILL',
  'USR1',
  'SEGV',
  'USR2',
  'PIPE',
  'ALRM',
  'TERM',
  'STKFLT',
  'CHLD',
  'CONT',
  'STOP',
  'TSTP',
  'TTIN',
  'TTOU',
  'URG',
  'XCPU',
  'XFSZ',
  'VTALRM',
  'PROF',
  'WINCH',
  'IO',
  'PWR',
  'SYS',
];

/** All in the order of their numbers, from 1. */
export const SIGNALS: readonly Signal[] = NAMES;

export const signalNumber = (signal: Signal): number => NAMES.indexOf(signal) + 1;

export const signalByNumber = (number: number): Signal | undefined => NAMES[number - 1];

const ALIASES: Readonly<Record<string, Signal>> = { IOT: 'ABRT', CLD: 'CHLD', POLL: 'IO' };

/** `9`, `KILL`, `SIGKILL`, `kill`; 0 (`EXIT` too) only checks; undefined when there is none. */
export function parseSignal(text: string): Signal | 0 | undefined {
  if (/^\d+$/.test(text)) return Number(text) === 0 ? 0 : signalByNumber(Number(text) > 128 ? Number(text) & 127 : Number(text));
  const name = text.toUpperCase().replace(/^SIG/, '');
  if (name === 'EXIT') return 0;
  return NAMES.find((signal) => signal === name) ?? ALIASES[name];
}

/** glibc's strsignal(3). */
const DESCRIPTIONS: Readonly<Record<Signal, string>> = {
  HUP: 'Hangup',
  INT: 'Interrupt',
  QUIT: 'Quit',
  ILL: 'Illegal instruction',
  TRAP: 'Trace/breakpoint trap',
  ABRT: 'Aborted',
  BUS: 'Bus error',
  FPE: 'Floating point exception',
  KILL: 'Killed',
  USR1: 'User defined signal 1',
  SEGV: 'Segmentation fault',
  USR2: 'User defined signal 2',
  PIPE: 'Broken pipe',
  ALRM: 'Alarm clock',
  TERM: 'Terminated',
  STKFLT: 'Stack fault',
  CHLD: 'Child exited',
  CONT: 'Continued',
  STOP: 'Stopped (signal)',
  TSTP: 'Stopped',
  TTIN: 'Stopped (tty input)',
  TTOU: 'Stopped (tty output)',
  URG: 'Urgent I/O condition',
  XCPU: 'CPU time limit exceeded',
  XFSZ: 'File size limit exceeded',
  VTALRM: 'Virtual timer expired',
  PROF: 'Profiling timer expired',
  WINCH: 'Window changed',
  IO: 'I/O possible',
  PWR: 'Power failure',
  SYS: 'Bad system call',
};

export const describeSignal = (signal: Signal): string => DESCRIPTIONS[signal];
