/** The daemon's state without a container: its layer, its anonymous volumes, its event. */
import { withContainerEvent } from '../events.ts';
import { releaseLayers } from '../layers.ts';
import { withEvent, withoutEntry } from '../state.ts';
import type { Container, EngineState, Moment } from '../types.ts';
import { volumeUsers } from '../volume/find.ts';

export function withoutRecords(before: EngineState, container: Container, volumes: boolean, moment: Moment): EngineState {
  let state = releaseLayers({ ...before, containers: withoutEntry(before.containers, container.id) }).state;
  for (const mount of volumes ? container.mounts : []) {
    const name = mount.name ?? '';
    if (mount.type !== 'volume' || !mount.anonymous || volumeUsers(state, name).length > 0) continue;
    const event = { type: 'volume', action: 'destroy', id: name, attributes: { driver: 'local' }, at: moment.now } as const;
    state = withEvent({ ...state, volumes: withoutEntry(state.volumes, name) }, event);
  }
  return withContainerEvent(state, container, 'destroy', moment);
}
