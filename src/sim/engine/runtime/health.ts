/** Health checks: a command that runs in the container again and again, and what it makes of its state. As moby's daemon/health.go. */
import { fromBytes } from '../../fs/bytes.ts';
import type { Instant } from '../../fs/types.ts';
import type { Engine } from '../engine.ts';
import { EngineError } from '../engine-error.ts';
import { withContainerEvent } from '../events.ts';
import { goDuration } from '../go-text.ts';
import { withContainer } from '../state.ts';
import type { Container, ContainerId, Verb } from '../types.ts';
import type { Health, HealthConfig, HealthResult } from '../container/health-types.ts';
import type { ContainerRun } from './container-run.ts';
import { createExec, inspectExec, startExec } from './exec.ts';

const SECOND = 1e6;
/** Microseconds, where the config says nothing. */
const DEFAULTS = { interval: 30 * SECOND, timeout: 30 * SECOND, startInterval: 5 * SECOND };
const DEFAULT_RETRIES = 3;
const RESULTS_KEPT = 5;
const LONGEST_OUTPUT = 4096;

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

/** What is run; undefined: nothing. */
function probeOf({ Healthcheck, Shell }: Container['config']): readonly string[] | undefined {
  const [kind, ...words] = Healthcheck?.Test ?? [];
  if (kind === 'CMD') return words;
  return kind === 'CMD-SHELL' ? [...(Shell ?? ['/bin/sh', '-c']), ...words] : undefined;
}

/** The config counts in nanoseconds. */
const micros = (nanoseconds: number | undefined, otherwise: number): number => (nanoseconds ? nanoseconds / 1000 : otherwise);

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
  const { exitCode, output } = await runProbe(engine, container);
  if (!watched(engine, id, run)) return;
  engine.change('health', withResult(id, { start, end: engine.now(), exitCode, output }));
}

async function runProbe(engine: Engine, container: Container): Promise<{ exitCode: number; output: string }> {
  const timeout = micros(container.config.Healthcheck?.Timeout, DEFAULTS.timeout);
  let output = '';
  const onOutput = (_: unknown, bytes: Uint8Array): void => {
    output = (output + fromBytes(bytes)).slice(0, LONGEST_OUTPUT);
  };
  try {
    const command = probeOf(container.config) ?? [];
    const exec = createExec(engine, container.id, { command, tty: false, stdin: false, detach: false });
    const attachment = startExec(engine, exec, { stdin: false, stdout: true, stderr: true, onOutput });
    if (await endsWithin(engine, attachment.ended, timeout)) return { exitCode: inspectExec(engine, exec).exitCode ?? 0, output };
    attachment.detach();
    const { pid } = inspectExec(engine, exec);
    if (pid > 0) engine.ports.kernel.kill(pid, 'KILL');
    return { exitCode: -1, output: `Health check exceeded timeout (${goDuration(timeout)})${output === '' ? '' : `: ${output}`}` };
  } catch (error) {
    if (error instanceof EngineError) return { exitCode: -1, output: error.message };
    throw error;
  }
}

function endsWithin(engine: Engine, ended: Promise<void>, microseconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = engine.ports.kernel.after(microseconds, () => resolve(false));
    void ended.then(() => {
      cancel();
      resolve(true);
    });
  });
}

const withResult =
  (id: ContainerId, result: HealthResult): Verb =>
  (state, moment) => {
    const container = state.containers.get(id);
    if (!container?.health) return state;
    const health = judged(container, container.health, result);
    const changed = withContainer(state, { ...container, health });
    if (health.status === container.health.status) return changed;
    return withContainerEvent(changed, container, `health_status: ${health.status}`, moment);
  };

function judged({ config, state }: Container, before: Health, result: HealthResult): Health {
  const log = [...before.log, result].slice(-RESULTS_KEPT);
  if (result.exitCode === 0) return { status: 'healthy', failingStreak: 0, log };
  const check: HealthConfig = config.Healthcheck ?? {};
  const startedAt = 'startedAt' in state ? (state.startedAt ?? 0) : 0;
  const forgives = before.status === 'starting' && result.start - startedAt < micros(check.StartPeriod, 0);
  const failingStreak = before.failingStreak + (forgives ? 0 : 1);
  const fails = !forgives && failingStreak >= (check.Retries || DEFAULT_RETRIES);
  return { status: fails ? 'unhealthy' : before.status, failingStreak, log };
}
