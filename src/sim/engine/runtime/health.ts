/** Health checks: a command that runs in the container again and again, and what it makes of its state. As moby's daemon/health.go. */
import type { Instant } from '../../fs/types.ts';
import type { Engine } from '../engine.ts';
import type { Container, ContainerId } from '../types.ts';
import { micros, probeOf } from '../container/health-check.ts';
import type { Health } from '../container/health-types.ts';
import type { ContainerRun } from './container-run.ts';

const SECOND = 1e6;
/** Microseconds, where the config says nothing. */
const DEFAULTS = { interval: 30 * SECOND, startInterval: 5 * SECOND };

/** How a container begins: undefined when nothing checks it. */
export function firstHealth({ config }: Pick<Container, 'config'>): Health | undefined {
  return probeOf(config) ? { status: 'starting', failingStreak: 0, log: [] } : undefined;
}

/** Checks the container until its run is over. */
export function watchHealth(engine: Engine, id: ContainerId, run: ContainerRun): void {
  const wait = (): void => {
    const container = watched(engine, id, run);
    if (!container) return;
    const cancel = engine.ports.kernel.after(untilNextProbe(container, engine.now()), () => {
      void probe(engine, id, run).then(wait);
    });
    void run.over.then(cancel);
  };
  wait();
}

function watched(engine: Engine, id: ContainerId, run: ContainerRun): Container | undefined {
  const container = engine.state.containers.get(id);
  return container && engine.runs.get(id) === run && probeOf(container.config) ? container : undefined;
}

function untilNextProbe({ config, health, state }: Container, now: Instant): number {
  const check = config.Healthcheck ?? {};
  const interval = micros(check.Interval, DEFAULTS.interval);
  if (health?.status !== 'starting') return interval;
  const startedAt = 'startedAt' in state ? (state.startedAt ?? now) : now;
  return now - startedAt >= micros(check.StartPeriod, 0) ? interval : micros(check.StartInterval, DEFAULTS.startInterval);
}

async function probe(engine: Engine, id: ContainerId, run: ContainerRun): Promise<void> {
  const container = watched(engine, id, run);
  if (container?.state.status !== 'running') return;
  const start = engine.now();
  const { runProbe, withResult } = await engine.ports.kernel.hold(import('./health-probe.ts'));
  const { exitCode, output } = await runProbe(engine, container);
  if (!watched(engine, id, run)) return;
  engine.change('health', withResult(id, { start, end: engine.now(), exitCode, output }));
}
