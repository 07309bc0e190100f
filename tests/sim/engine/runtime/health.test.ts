/** Health checks over time: starting, healthy, unhealthy, and what a stop makes of them. As the answers of a real engine in docker-more.jsonl. */
import { expect, test } from 'vitest';
import { inspectContainer } from '../../../../src/sim/engine/container/inspect.ts';
import type { HealthConfig } from '../../../../src/sim/engine/container/health-types.ts';
import { stopContainer } from '../../../../src/sim/engine/runtime/stop.ts';
import { createEngineMachine } from '../engine-machine.ts';

const SECOND = 1e9;
const health = (engine: Parameters<typeof inspectContainer>[0]): unknown =>
  (inspectContainer(engine, 'c1')['State'] as { readonly Health?: unknown }).Health;

async function checked(Healthcheck: HealthConfig, seconds: number) {
  const machine = createEngineMachine();
  await machine.runDetached(['sleep', '300'], { name: 'c1', config: { Healthcheck } });
  const first = health(machine.engine);
  await machine.engine.sleep(seconds * 1e6);
  return { ...machine, first };
}

test('a check that succeeds', async () => {
  const { engine, first } = await checked({ Test: ['CMD-SHELL', 'echo fine'], Interval: SECOND }, 2.5);
  expect(first).toEqual({ Status: 'starting', FailingStreak: 0, Log: [] });
  expect(health(engine)).toMatchObject({ Status: 'healthy', FailingStreak: 0, Log: [{ ExitCode: 0, Output: 'fine\n' }, { ExitCode: 0 }] });
  expect(engine.state.events.filter(({ action }) => action === 'health_status: healthy')).toHaveLength(1);
  await stopContainer(engine, 'c1', { timeout: 0 });
  expect(health(engine)).toMatchObject({ Status: 'unhealthy' });
});

test('a check that fails as often as it may', async () => {
  const { engine } = await checked({ Test: ['CMD-SHELL', 'exit 3'], Interval: SECOND, Retries: 2 }, 1.5);
  expect(health(engine)).toMatchObject({ Status: 'starting', FailingStreak: 1 });
  await engine.sleep(1e6);
  expect(health(engine)).toMatchObject({ Status: 'unhealthy', FailingStreak: 2 });
  await engine.sleep(5e6);
  expect((health(engine) as { readonly Log: unknown[] }).Log).toHaveLength(5);
});

test('a check that takes too long', async () => {
  const { engine } = await checked({ Test: ['CMD', 'sleep', '5'], Interval: SECOND, Timeout: SECOND / 2, Retries: 1 }, 2);
  expect(health(engine)).toMatchObject({ Status: 'unhealthy', Log: [{ ExitCode: -1, Output: 'Health check exceeded timeout (500ms)' }] });
});

test('failures in the start period do not count', async () => {
  const check = { Test: ['CMD-SHELL', 'exit 1'], Interval: SECOND, StartPeriod: 10 * SECOND, StartInterval: SECOND, Retries: 1 };
  const { engine } = await checked(check, 3.5);
  expect(health(engine)).toMatchObject({ Status: 'starting', FailingStreak: 0 });
});
