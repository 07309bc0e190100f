/** One run of a container: its streams from the first attach on, its namespace and first process from the start on. */
import type { Namespace } from '../../kernel/types.ts';
import type { Engine } from '../engine.ts';
import type { Container } from '../types.ts';
import { ContainerLog } from './container-log.ts';
import { Streams } from './streams.ts';

export interface ContainerRun {
  readonly streams: Streams;
  namespace: Namespace | undefined;
  /** The first process's host-wide PID. */
  hostPid: number | undefined;
  /** Resolves when the run is over and the state says so. */
  readonly over: Promise<void>;
  readonly finish: () => void;
  /** Somebody stopped it, so that no policy starts it again. */
  isStopping: boolean;
  /** The wait before the next try of the restart policy; 0 at the first. Microseconds. */
  backoff: number;
  /** Ends that wait. */
  cancelRestart: (() => void) | undefined;
}

/** The run that a container is in or will start next. */
export function runOf(engine: Engine, container: Container): ContainerRun {
  const known = engine.runs.get(container.id);
  if (known) return known;
  const { config, hostConfig } = container;
  const [rows, columns] = hostConfig.ConsoleSize;
  const log = logOf(engine, container);
  const streams = new Streams(engine.ports.kernel, {
    tty: config.Tty,
    size: rows > 0 && columns > 0 ? { rows, columns } : undefined,
    stdin: config.OpenStdin,
    stdinOnce: config.StdinOnce,
    onOutput: hostConfig.LogConfig.Type === 'none' ? () => undefined : (stream, bytes) => log.append(stream, bytes, engine.now()),
  });
  let finish = (): void => undefined;
  const over = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const run = { streams, namespace: undefined, hostPid: undefined, over, finish, isStopping: false, backoff: 0, cancelRestart: undefined };
  engine.runs.set(container.id, run);
  return run;
}

export function logOf(engine: Engine, { id }: Container): ContainerLog {
  const known = engine.logs.get(id);
  if (known) return known;
  const log = new ContainerLog();
  engine.logs.set(id, log);
  return log;
}
