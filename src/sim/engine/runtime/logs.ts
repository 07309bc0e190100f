/** docker logs: what a container wrote, and with `follow` what it will. As moby's daemon/logs.go. */
import type { Instant } from '../../fs/types.ts';
import { getContainer } from '../container/find.ts';
import type { Engine } from '../engine.ts';
import { EngineError } from '../engine-error.ts';
import type { Container } from '../types.ts';
import type { ContainerLog, LogEntry } from './container-log.ts';
import { logOf } from './container-run.ts';

export interface LogOptions {
  readonly stdout?: boolean;
  readonly stderr?: boolean;
  /** Nothing before, nothing after. */
  readonly since?: Instant | undefined;
  readonly until?: Instant | undefined;
  /** The last so many lines; undefined: all. */
  readonly tail?: number | undefined;
  /** Goes on until the container ends. */
  readonly follow?: boolean;
}

/** Throws EngineError. */
export async function* containerLogs(engine: Engine, text: string, options: LogOptions = {}): AsyncGenerator<LogEntry, void> {
  const container = getContainer(engine.state, text);
  if (container.hostConfig.LogConfig.Type === 'none') {
    throw new EngineError('notImplemented', 'configured logging driver does not support reading');
  }
  const log = logOf(engine, container);
  const { stdout = true, stderr = true, since = -Infinity, until = Infinity } = options;
  const isWanted = ({ stream, at }: LogEntry): boolean => (stream === 'stdout' ? stdout : stderr) && at >= since && at <= until;
  const before = log.entries.filter(isWanted);
  let seen = log.dropped + log.entries.length;
  yield* options.tail === undefined ? before : before.slice(Math.max(0, before.length - options.tail));
  if (!options.follow) return;
  for (;;) {
    const more = log.entries.slice(Math.max(0, seen - log.dropped));
    seen = log.dropped + log.entries.length;
    yield* more.filter(isWanted);
    if (log.dropped + log.entries.length > seen) continue;
    const run = engine.runs.get(container.id);
    if (!isAlive(engine, container) || !run || engine.now() > until) return;
    await Promise.race([changeOf(log), run.over]);
  }
}

function isAlive(engine: Engine, { id }: Container): boolean {
  const status = engine.state.containers.get(id)?.state.status;
  return status === 'running' || status === 'paused' || status === 'restarting';
}

function changeOf(log: ContainerLog): Promise<void> {
  return new Promise((resolve) => {
    const end = log.onChange(() => {
      end();
      resolve();
    });
  });
}

/** What `--log-opt labels=`, `env=` and their `-regex` forms add to every line: `k=v,k2=v2` sorted. As moby's daemon/logger loginfo.go ExtraAttributes. */
export function logAttributes({ config, hostConfig }: Container): string {
  const options = hostConfig.LogConfig.Config;
  const listed = (name: string): ReadonlySet<string> => new Set((options[name] ?? '').split(','));
  const pattern = (name: string): RegExp | undefined => (options[name] === undefined ? undefined : new RegExp(options[name]));
  const pairs = new Map<string, string>();
  for (const [name, value] of Object.entries(config.Labels ?? {}))
    if (listed('labels').has(name) || pattern('labels-regex')?.test(name)) pairs.set(name, value);
  for (const entry of config.Env ?? []) {
    const [name = '', ...value] = entry.split('=');
    if (listed('env').has(name) || pattern('env-regex')?.test(name)) pairs.set(name, value.join('='));
  }
  return [...pairs.keys()]
    .sort()
    .map((name) => `${encodeURIComponent(name)}=${encodeURIComponent(pairs.get(name) ?? '')}`)
    .join(',');
}
