/** Events of containers, as `docker events` shows them. As moby's daemon/events.go. */
import { withEvent } from './state.ts';
import type { Container, EngineEvent, EngineState, Moment, StringMap } from './types.ts';

export function containerEvent(container: Container, action: string, { now }: Moment, more: StringMap = {}): EngineEvent {
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
