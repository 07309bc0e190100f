/** How many arguments a command takes, and what is said when it is another number. As docker/cli cli/required.go of 28.5.2, its `SRun` included. */

export interface Arity {
  readonly minimum: number;
  readonly maximum: number;
  /** The words after `'docker tag' `; undefined when `count` is right. */
  complaint(count: number): string | undefined;
  /** What stands before `'docker tag --help'`. */
  readonly hint: string;
}

const plural = (count: number): string => `${count} argument${count === 1 ? '' : 's'}`;

const arity = (minimum: number, maximum: number, words: string, hint: string): Arity => ({
  minimum,
  maximum,
  hint,
  complaint: (count) => (count >= minimum && count <= maximum ? undefined : words),
});

export const exactly = (count: number): Arity =>
  arity(count, count, count === 0 ? 'accepts no arguments' : `requires ${plural(count)}`, 'Run');
export const none: Arity = exactly(0);
/** The same of commands that count where others refuse (cli.ExactArgs(0)). */
export const zero: Arity = arity(0, 0, 'requires 0 arguments', 'Run');
export const atLeast = (count: number): Arity => arity(count, Number.POSITIVE_INFINITY, `requires at least ${plural(count)}`, 'See');
export const atMost = (count: number): Arity => arity(0, count, `requires at most ${plural(count)}`, 'SRun');
export const between = (least: number, most: number): Arity =>
  arity(least, most, `requires at least ${least} and at most ${plural(most)}`, 'Run');
export const anyNumber: Arity = arity(0, Number.POSITIVE_INFINITY, '', 'Run');
