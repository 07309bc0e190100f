/** One run of a container's health check, apart because most containers have none. As moby's daemon/health.go. */
import { fromBytes } from '../../fs/bytes.ts';
import { micros, probeOf } from '../container/health-check.ts';
import type { Health, HealthConfig, HealthResult } from '../container/health-types.ts';
import type { Engine } from '../engine.ts';
import { EngineError } from '../engine-error.ts';
import { withContainerEvent } from '../events.ts';
import { goDuration } from '../go-text.ts';
import { withContainer } from '../state.ts';
import type { Container, ContainerId, Verb } from '../types.ts';
import { createExec, inspectExec, startExec } from './exec.ts';

/** Microseconds, where the config says nothing. */
const DEFAULT_TIMEOUT = 30e6;
const DEFAULT_RETRIES = 3;
const RESULTS_KEPT = 5;
const LONGEST_OUTPUT = 4096;

/** Runs the check once. `exitCode` -1: it could not be run, or took too long. */
export async function runProbe(engine: Engine, container: Container): Promise<{ exitCode: number; output: string }> {
  const timeout = micros(container.config.Healthcheck?.Timeout, DEFAULT_TIMEOUT);
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

/** What its outcome makes of the container. */
export const withResult =
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
