/** The one loop behind for, while, until and select: break, continue, fairness, and no waiting where nothing waits. */
import type { MaybePromise } from '../../../sim/kernel/types.ts';
import { isUnwind, type Shell } from '../shell.ts';

/** Runs `body` while `test` holds; `step` after each turn, also after `continue`. The status of the last body, 0 when there was none. */
export function loop(
  shell: Shell,
  test: () => MaybePromise<boolean>,
  body: () => MaybePromise<number>,
  step?: () => MaybePromise<unknown>,
): MaybePromise<number> {
  const { state } = shell;
  state.loopDepth++;
  let status = 0;
  let waits = false;
  try {
    for (;;) {
      const holds = guardedTest(test);
      if (holds === LEAVE || holds === FAIL) return holds === FAIL ? 1 : 0;
      if (holds instanceof Promise) {
        waits = true;
        return goOn(shell, { test, body, step }, { status, stage: 'test', pending: holds });
      }
      if (!holds) return status;
      const result = guarded(body);
      if (result instanceof Promise) {
        waits = true;
        return goOn(shell, { test, body, step }, { status, stage: 'body', pending: result });
      }
      if (result === LEAVE || result === FAIL) return result === FAIL ? 1 : 0;
      if (result !== NEXT) status = result;
      else status = 0;
      const stepped = step?.();
      if (stepped instanceof Promise) {
        waits = true;
        return goOn(shell, { test, body, step }, { status, stage: 'step', pending: stepped });
      }
    }
  } finally {
    if (!waits) state.loopDepth--;
  }
}

const LEAVE = -1 as const;
const NEXT = -2 as const;
const FAIL = -3 as const;

/** Turns `break` and `continue` into numbers; those for an outer loop go on upwards. */
function caught(error: unknown): number {
  if (!isUnwind(error) || (error.unwind !== 'break' && error.unwind !== 'continue')) throw error;
  if (error.count > 1) {
    error.count--;
    throw error;
  }
  return error.unwind !== 'break' ? NEXT : error.status ? FAIL : LEAVE;
}

/** `break` in a condition leaves the loop; `continue` goes on as if the condition had succeeded. */
function guardedTest(test: () => MaybePromise<boolean>): MaybePromise<boolean> | typeof LEAVE | typeof FAIL {
  try {
    return test();
  } catch (error) {
    const how = caught(error);
    return how === NEXT ? true : how === FAIL ? FAIL : LEAVE;
  }
}

function guarded(body: () => MaybePromise<number>): MaybePromise<number> {
  try {
    return body();
  } catch (error) {
    return caught(error);
  }
}

interface Parts {
  readonly test: () => MaybePromise<boolean>;
  readonly body: () => MaybePromise<number>;
  readonly step: (() => MaybePromise<unknown>) | undefined;
}

type Pending =
  | { readonly stage: 'test'; readonly pending: Promise<boolean>; readonly status: number }
  | { readonly stage: 'body'; readonly pending: Promise<number>; readonly status: number }
  | { readonly stage: 'step'; readonly pending: Promise<unknown>; readonly status: number };

async function goOn(shell: Shell, parts: Parts, start: Pending): Promise<number> {
  let { status } = start;
  let stage: 'test' | 'body' | 'step' = start.stage;
  let pending: Promise<unknown> | undefined = start.pending;
  try {
    for (;;) {
      if (stage === 'test') {
        const holds: unknown = pending ?? guardedTest(parts.test);
        pending = undefined;
        const value = await settleTest(holds);
        if (value === LEAVE || value === FAIL) return value === FAIL ? 1 : 0;
        if (!value) return status;
        stage = 'body';
      }
      if (stage === 'body') {
        const result = await settleBody(pending === undefined ? guarded(parts.body) : (pending as Promise<number>));
        pending = undefined;
        if (result === LEAVE || result === FAIL) return result === FAIL ? 1 : 0;
        status = result === NEXT ? 0 : result;
        stage = 'step';
      }
      const stepped = pending ?? parts.step?.();
      pending = undefined;
      if (stepped instanceof Promise) await stepped;
      stage = 'test';
    }
  } finally {
    shell.state.loopDepth--;
  }
}

async function settleTest(result: unknown): Promise<unknown> {
  try {
    return result instanceof Promise ? await result : result;
  } catch (error) {
    const how = caught(error);
    return how === NEXT ? true : how;
  }
}

async function settleBody(result: MaybePromise<number>): Promise<number> {
  try {
    return result instanceof Promise ? await result : result;
  } catch (error) {
    return caught(error);
  }
}
