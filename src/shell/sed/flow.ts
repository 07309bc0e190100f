/** How sed's commands say what follows them. */
import type { MaybePromise } from '../../sim/kernel/types.ts';
import type { Machine } from './machine.ts';

/** A place to jump to (≥ 0) or one of the constants below. */
export type Flow = number;

export type Step = (machine: Machine) => MaybePromise<Flow>;

export const NEXT = -1;
/** The cycle ends without printing. */
export const DELETE = -2;
/** The next cycle begins with what is in the pattern space (`D`). */
export const RESTART = -3;
/** The end, after what ends a cycle. */
export const QUIT = -4;
export const QUIT_SILENTLY = -5;
