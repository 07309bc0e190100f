/** Compiled expressions: closures that answer at once unless something in them has to wait (a command, a file, a long recursion). */
import type { MaybePromise } from '../../sim/kernel/types.ts';
import type { AwkArray } from './array.ts';
import type { Value } from './values.ts';

/** A function's parameters and locals. */
export type Frame = (Value | AwkArray)[];

export interface Code {
  /** Never gives a promise. */
  readonly sync: boolean;
  readonly run: (frame: Frame) => MaybePromise<Value>;
}

export const constant = (value: Value): Code => ({ sync: true, run: () => value });

export function lift1(a: Code, apply: (value: Value) => MaybePromise<Value>, sync = true): Code {
  const { run } = a;
  if (a.sync) return { sync, run: (frame) => apply(run(frame) as Value) };
  return {
    sync: false,
    run(frame) {
      const value = run(frame);
      return value instanceof Promise ? value.then(apply) : apply(value);
    },
  };
}

export function lift2(a: Code, b: Code, apply: (left: Value, right: Value) => MaybePromise<Value>, sync = true): Code {
  const [first, second] = [a.run, b.run];
  if (a.sync && b.sync) return { sync, run: (frame) => apply(first(frame) as Value, second(frame) as Value) };
  return {
    sync: false,
    run(frame) {
      const left = first(frame);
      if (left instanceof Promise) return left.then(async (value) => apply(value, await second(frame)));
      const right = second(frame);
      return right instanceof Promise ? right.then((value) => apply(left, value)) : apply(left, right);
    },
  };
}

/** For any number of operands, evaluated in order. */
export function liftAll(codes: readonly Code[], apply: (values: readonly Value[]) => MaybePromise<Value>, sync = true): Code {
  const runs = codes.map(({ run }) => run);
  if (codes.every((code) => code.sync)) return { sync, run: (frame) => apply(runs.map((run) => run(frame) as Value)) };
  return {
    sync: false,
    run(frame) {
      const values: Value[] = [];
      for (let i = 0; i < runs.length; i++) {
        const value = runs[i]?.(frame);
        if (value instanceof Promise) return goOn(runs, frame, values, value).then(apply);
        values.push(value);
      }
      return apply(values);
    },
  };
}

async function goOn(runs: readonly Code['run'][], frame: Frame, values: Value[], waiting: Promise<Value>): Promise<readonly Value[]> {
  values.push(await waiting);
  for (let i = values.length; i < runs.length; i++) values.push(await runs[i]?.(frame));
  return values;
}
