/** docker wait: until a container is not running, ends next, or is gone. As moby's container/state.go Wait. */
import { exitCodeOf, getContainer, isRunning } from '../container/find.ts';
import type { Engine } from '../engine.ts';
import type { ContainerId } from '../types.ts';

export type WaitCondition = 'not-running' | 'next-exit' | 'removed';

export interface Waiter {
  readonly condition: WaitCondition;
  readonly resolve: (exitCode: number) => void;
}

/** Resolves with the exit code. To be taken before the start that one waits for; throws EngineError at once. */
export function waitContainer(engine: Engine, text: string, condition: WaitCondition = 'not-running'): Promise<number> {
  const container = getContainer(engine.state, text);
  if (condition === 'not-running' && !isRunning(container)) return Promise.resolve(exitCodeOf(container));
  return new Promise((resolve) => {
    const waiters = engine.waiters.get(container.id) ?? new Set();
    waiters.add({ condition, resolve });
    engine.waiters.set(container.id, waiters);
  });
}

/** Wakes those whose condition came true. */
export function wakeWaiters(engine: Engine, id: ContainerId, happened: 'exit' | 'removed', exitCode: number): void {
  const waiters = engine.waiters.get(id);
  for (const waiter of waiters ?? []) {
    if (happened === 'exit' && waiter.condition === 'removed') continue;
    waiters?.delete(waiter);
    waiter.resolve(exitCode);
  }
  if (happened === 'removed') engine.waiters.delete(id);
}
