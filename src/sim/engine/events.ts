/** Events of containers, as `docker events` shows them. As moby's daemon/events.go. */
import { withEvent } from './state.ts';
import { findNetwork } from './network/find.ts';
import type { Network } from './network/network-types.ts';
import type { Container, EngineEvent, EngineState, Moment, StringMap } from './types.ts';

function containerEvent(container: Container, action: string, { now }: Moment, more: StringMap = {}): EngineEvent {
  const { config, id, name } = container;
  return { type: 'container', action, id, attributes: { ...config.Labels, ...more, image: config.Image, name }, at: now };
}

export const withContainerEvent = (
  state: EngineState,
  container: Container,
  action: string,
  moment: Moment,
  more?: StringMap,
): EngineState => withEvent(state, containerEvent(container, action, moment, more));

/** A verb that only says that something happened. */
export const happened =
  (container: Container, action: string, more?: StringMap) =>
  (state: EngineState, moment: Moment): EngineState =>
    withContainerEvent(state, container, action, moment, more);

/** A container joins its networks and mounts its volumes, or the other way round. */
export function withJoinEvents(state: EngineState, container: Container, action: 'join' | 'leave', { now }: Moment): EngineState {
  let next = state;
  for (const { type, name = '', destination, readWrite } of container.mounts) {
    if (type !== 'volume') continue;
    const attributes = { container: container.id, driver: 'local' };
    const mounted = { ...attributes, destination, propagation: '', 'read/write': String(readWrite) };
    const event = { type: 'volume', id: name, at: now } as const;
    next = withEvent(
      next,
      action === 'join' ? { ...event, action: 'mount', attributes: mounted } : { ...event, action: 'unmount', attributes },
    );
  }
  for (const endpoint of container.endpoints) {
    const network = findNetwork(state, endpoint.network);
    if (!network) continue;
    const attributes = { container: container.id, name: network.name, type: network.driver };
    next = withEvent(next, { type: 'network', action: action === 'join' ? 'connect' : 'disconnect', id: network.id, attributes, at: now });
  }
  return next;
}

export function networkEvent(
  state: EngineState,
  { id, name, driver }: Network,
  action: string,
  at: number,
  more: StringMap = {},
): EngineState {
  return withEvent(state, { type: 'network', action, id, attributes: { ...more, name, type: driver }, at });
}
