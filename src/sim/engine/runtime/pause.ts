/** docker pause, unpause: all processes of a container stand still and know nothing of it. As moby's daemon/pause.go, unpause.go. */
import { getContainer, notRunning } from '../container/find.ts';
import type { Engine } from '../engine.ts';
import { EngineError } from '../engine-error.ts';
import { withContainerEvent } from '../events.ts';
import { withContainer } from '../state.ts';
import type { Container } from '../types.ts';
import { unwatched } from './unwatched.ts';

/** Throws EngineError. */
export function pauseContainer(engine: Engine, text: string): void {
  const container = getContainer(engine.state, text);
  const { status } = container.state;
  if (status === 'paused') throw new EngineError('conflict', `Container ${container.id} is already paused`);
  if (status === 'restarting') throw restarting(container);
  if (status !== 'running') throw notRunning(container);
  freeze(engine, container, true);
}

/** Throws EngineError. */
export function unpauseContainer(engine: Engine, text: string): void {
  const container = getContainer(engine.state, text);
  if (container.state.status !== 'paused') throw new EngineError('conflict', `Container ${container.id} is not paused`);
  freeze(engine, container, false);
}

/** Lets a paused container go on, as a stop does. */
export const resume = (engine: Engine, container: Container): void => freeze(engine, container, false);

export const restarting = ({ id }: Container): EngineError =>
  new EngineError('conflict', `Container ${id} is restarting, wait until the container is running`);

function freeze(engine: Engine, container: Container, frozen: boolean): void {
  const namespace = engine.namespaceOf(container.id);
  if (namespace) engine.ports.kernel.setFrozen(namespace, frozen);
  engine.change(frozen ? 'pause' : 'unpause', (state, moment) => {
    const now = state.containers.get(container.id);
    if (now?.state.status !== 'running' && now?.state.status !== 'paused') return state;
    const health = frozen ? unwatched(now.health) : now.health && { ...now.health, status: 'starting' as const, failingStreak: 0 };
    const changed: Container = { ...now, health, state: { ...now.state, status: frozen ? 'paused' : 'running' } };
    return withContainerEvent(withContainer(state, changed), changed, frozen ? 'pause' : 'unpause', moment);
  });
}
