/** A container that does not run goes away: its records, its tree, its anonymous volumes. As moby's daemon/delete.go cleanupContainer. */
import type { Engine } from '../engine.ts';
import { withContainerEvent } from '../events.ts';
import { releaseLayers } from '../layers.ts';
import { withEvent, withoutEntry } from '../state.ts';
import type { Container, ContainerId, EngineState, Moment } from '../types.ts';
import { volumeCellId, volumeUsers } from '../volume/find.ts';
import { wakeWaiters } from '../runtime/wait.ts';
import { exitCodeOf } from './find.ts';

export function removeRecords(engine: Engine, id: ContainerId, { volumes }: { readonly volumes: boolean }): void {
  const container = engine.state.containers.get(id);
  if (!container) return;
  const before = engine.state;
  const after = engine.change('rm', (state, moment) => without(state, container, volumes, moment));
  for (const name of before.volumes.keys()) if (!after.volumes.has(name)) engine.cells.delete(volumeCellId(name));
  engine.forget(id);
  wakeWaiters(engine, id, 'removed', exitCodeOf(container));
}

function without(before: EngineState, container: Container, volumes: boolean, moment: Moment): EngineState {
  let state = releaseLayers({ ...before, containers: withoutEntry(before.containers, container.id) }).state;
  for (const mount of volumes ? container.mounts : []) {
    const name = mount.name ?? '';
    if (mount.type !== 'volume' || !mount.anonymous || volumeUsers(state, name).length > 0) continue;
    const event = { type: 'volume', action: 'destroy', id: name, attributes: { driver: 'local' }, at: moment.now } as const;
    state = withEvent({ ...state, volumes: withoutEntry(state.volumes, name) }, event);
  }
  return withContainerEvent(state, container, 'destroy', moment);
}
