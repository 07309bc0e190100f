/** The end of a container's first process: records, waiters, restart policy, --rm. As moby's daemon/monitor.go handleContainerExit. */
import { exitStatusOf } from '../../kernel/signal-table.ts';
import type { WaitStatus } from '../../kernel/types.ts';
import { removeRecords } from '../container/remove-records.ts';
import type { Engine } from '../engine.ts';
import { EngineError } from '../engine-error.ts';
import { withContainerEvent, withJoinEvents } from '../events.ts';
import { withContainer } from '../state.ts';
import type { Container, ContainerId, Verb } from '../types.ts';
import { type ContainerRun, logOf, runOf } from './container-run.ts';
import { unwatched } from './unwatched.ts';
import { disconnected } from './network.ts';
import { waitBeforeRestart } from './restart-policy.ts';
import { wakeWaiters } from './wait.ts';

/** How a container is started again; throws EngineError. */
export type Relaunch = (engine: Engine, container: Container) => void;

/** Called once, when the first process is gone; goes on when all that it wrote was handed over. */
export async function containerEnded(
  engine: Engine,
  id: ContainerId,
  run: ContainerRun,
  status: WaitStatus,
  relaunch: Relaunch,
): Promise<void> {
  await run.streams.drain();
  const container = engine.state.containers.get(id);
  if (!container || engine.runs.get(id) !== run) return;
  logOf(engine, container).finish(engine.now());
  if (run.namespace) engine.ports.kernel.destroyNamespace(run.namespace);
  engine.runs.delete(id);
  const exitCode = 'exited' in status || 'signaled' in status ? exitStatusOf(status) : 0;
  const startedAt = 'startedAt' in container.state ? container.state.startedAt : undefined;
  const wait = run.isStopping ? undefined : waitBeforeRestart(container, exitCode, engine.now() - (startedAt ?? 0), run.backoff);
  engine.change('die', ended(id, exitCode, wait !== undefined));
  run.streams.end();
  run.finish();
  wakeWaiters(engine, id, 'exit', exitCode);
  if (wait !== undefined) scheduleRestart(engine, id, wait, relaunch);
  else if (container.hostConfig.AutoRemove) removeRecords(engine, id, { volumes: true });
}

/** The commit point of an end. */
const ended =
  (id: ContainerId, exitCode: number, restarts: boolean): Verb =>
  (state, moment) => {
    const container = state.containers.get(id);
    if (!container) return state;
    const startedAt = 'startedAt' in container.state ? container.state.startedAt : undefined;
    const over: Container = {
      ...disconnected(container),
      health: unwatched(container.health),
      state: { status: restarts ? 'restarting' : 'exited', exitCode, error: '', startedAt, finishedAt: moment.now },
      restartCount: container.restartCount + (restarts ? 1 : 0),
    };
    const execDuration = String(Math.floor((moment.now - (startedAt ?? moment.now)) / 1e6));
    const left = withJoinEvents(withContainer(state, over), over, 'leave', moment);
    return withContainerEvent(left, over, 'die', moment, { execDuration, exitCode: String(exitCode) });
  };

function scheduleRestart(engine: Engine, id: ContainerId, wait: number, relaunch: Relaunch): void {
  const container = engine.state.containers.get(id);
  if (!container) return;
  const run = runOf(engine, container);
  run.backoff = wait;
  run.cancelRestart = engine.ports.kernel.after(wait, () => {
    run.cancelRestart = undefined;
    const now = engine.state.containers.get(id);
    if (now?.state.status !== 'restarting') return;
    try {
      relaunch(engine, now);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error; // the container keeps the reason
    }
  });
}

/** Somebody stops a container that waits for its restart: it stays down. */
export function cancelRestart(engine: Engine, id: ContainerId): void {
  const run = engine.runs.get(id);
  run?.cancelRestart?.();
  engine.runs.delete(id);
  engine.change('stop', (state) => {
    const container = state.containers.get(id);
    if (container?.state.status !== 'restarting') return state;
    return withContainer(state, { ...container, state: { ...container.state, status: 'exited' } });
  });
  run?.streams.end();
  run?.finish();
}
