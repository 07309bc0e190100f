/** docker stop, kill and restart: signals, and the wait for the end. As moby's daemon/stop.go and kill.go. */
import { getContainer, isRunning, notRunning } from '../container/find.ts';
import type { Engine } from '../engine.ts';
import { EngineError } from '../engine-error.ts';
import { happened } from '../events.ts';
import { parseKillSignal, parseSignal, type ParsedSignal } from '../signals.ts';
import { withContainer } from '../state.ts';
import type { Container } from '../types.ts';
import { resume } from './pause.ts';
import { cancelRestart } from './exit.ts';
import { startContainer } from './start.ts';

export interface StopOptions {
  /** Seconds before SIGKILL; negative: never. Default: the container's own, else 10. */
  readonly timeout?: number | undefined;
  /** Default: the container's own, else TERM. */
  readonly signal?: string | undefined;
}

const DEFAULT_TIMEOUT = 10;
/** The daemon kills harder when the process is still there after this. */
const PATIENCE = 10;

/** Resolves when it is down. One that does not run is left alone. */
export async function stopContainer(engine: Engine, text: string, options: StopOptions = {}): Promise<void> {
  const container = getContainer(engine.state, text);
  const signal = prefixed(`cannot stop container: ${text}`, () => parseSignal(options.signal || container.config.StopSignal || 'TERM'));
  if (!isRunning(container)) return;
  await shutDown(engine, container, signal, options.timeout ?? container.config.StopTimeout ?? DEFAULT_TIMEOUT);
  engine.change('stop', happened(container, 'stop'));
}

export async function restartContainer(engine: Engine, text: string, options: StopOptions = {}): Promise<void> {
  const container = getContainer(engine.state, text);
  const signal = prefixed(`Cannot restart container ${text}`, () => parseSignal(options.signal || container.config.StopSignal || 'TERM'));
  if (isRunning(container)) {
    await shutDown(engine, container, signal, options.timeout ?? container.config.StopTimeout ?? DEFAULT_TIMEOUT);
    engine.change('stop', happened(container, 'stop'));
  }
  await startContainer(engine, container.id);
  engine.change('restart', happened(container, 'restart'));
}

/** `signal` empty: KILL, and then it waits for the end. Throws EngineError `cannot kill container: …`. */
export async function killContainer(engine: Engine, text: string, signal = ''): Promise<void> {
  const container = prefixed(`cannot kill container: ${text}`, () => getContainer(engine.state, text));
  const parsed = prefixed(`cannot kill container: ${text}`, () => parseKillSignal(signal || 'KILL'));
  if (!isRunning(container)) throw new EngineError('conflict', `cannot kill container: ${text}: ${notRunning(container).message}`);
  const run = engine.runs.get(container.id);
  send(engine, container, parsed);
  if (parsed.signal === 'KILL') await run?.over;
}

function prefixed<Value>(what: string, act: () => Value): Value {
  try {
    return act();
  } catch (error) {
    if (error instanceof EngineError) throw new EngineError(error.kind, `${what}: ${error.message}`);
    throw error;
  }
}

async function shutDown(engine: Engine, container: Container, signal: ParsedSignal, timeout: number): Promise<void> {
  const run = engine.runs.get(container.id);
  if (!run) return;
  send(engine, container, signal);
  if (timeout < 0) return run.over;
  if (await endsWithin(engine, run.over, timeout)) return;
  send(engine, container, parseSignal('KILL'));
  await endsWithin(engine, run.over, PATIENCE);
}

function endsWithin(engine: Engine, over: Promise<void>, seconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = engine.ports.kernel.after(seconds * 1e6, () => resolve(false));
    void over.then(() => {
      cancel();
      resolve(true);
    });
  });
}

/** A signal to the first process, its event, and what it means for restart policies. */
function send(engine: Engine, before: Container, { signal, number }: ParsedSignal): void {
  const container = engine.state.containers.get(before.id);
  const run = engine.runs.get(before.id);
  if (!container || !run) return;
  const stopSignal = container.config.StopSignal;
  const stops = signal === 'KILL' || !stopSignal || parseSignal(stopSignal).number === number;
  run.isStopping ||= stops;
  engine.change('kill', (state, moment) => {
    const now = state.containers.get(container.id) ?? container;
    return happened(now, 'kill', { signal: String(number) })(withContainer(state, { ...now, stoppedByUser: true }), moment);
  });
  if (container.state.status === 'restarting') {
    cancelRestart(engine, container.id);
    return;
  }
  if (signal && run.hostPid) engine.ports.kernel.kill(run.hostPid, signal);
  if (stops && container.state.status === 'paused') resume(engine, container);
}
