/** Signals: their numbers and what they do by default. As Linux x86-64 signal(7). */
import type { Signal } from './types.ts';

type DefaultAction = 'terminate' | 'core' | 'ignore' | 'stop' | 'continue';

const TABLE: { readonly [Name in Signal]: readonly [number, DefaultAction] } = {
  HUP: [1, 'terminate'],
  INT: [2, 'terminate'],
  QUIT: [3, 'core'],
  ILL: [4, 'core'],
  TRAP: [5, 'core'],
  ABRT: [6, 'core'],
  BUS: [7, 'core'],
  FPE: [8, 'core'],
  KILL: [9, 'terminate'],
  USR1: [10, 'terminate'],
  SEGV: [11, 'core'],
  USR2: [12, 'terminate'],
  PIPE: [13, 'terminate'],
  ALRM: [14, 'terminate'],
  TERM: [15, 'terminate'],
  STKFLT: [16, 'terminate'],
  CHLD: [17, 'ignore'],
  CONT: [18, 'continue'],
  STOP: [19, 'stop'],
  TSTP: [20, 'stop'],
  TTIN: [21, 'stop'],
  TTOU: [22, 'stop'],
  URG: [23, 'ignore'],
  XCPU: [24, 'core'],
  XFSZ: [25, 'core'],
  VTALRM: [26, 'terminate'],
  PROF: [27, 'terminate'],
  WINCH: [28, 'ignore'],
  IO: [29, 'terminate'],
  PWR: [30, 'terminate'],
  SYS: [31, 'core'],
};

export const signalNumber = (signal: Signal): number => TABLE[signal][0];

export const defaultAction = (signal: Signal): DefaultAction => TABLE[signal][1];

/** All of them in ascending order. */
export const SIGNALS = Object.keys(TABLE) as readonly Signal[];

/** The signal of a number, or undefined. */
export function signalOf(number: number): Signal | undefined {
  return SIGNALS[number - 1];
}

/** What a shell makes of how a child ended: its status, or 128 and the signal's number. */
export function exitStatusOf(status: { readonly exited: number } | { readonly signaled: Signal }): number {
  return 'exited' in status ? status.exited : 128 + signalNumber(status.signaled);
}
