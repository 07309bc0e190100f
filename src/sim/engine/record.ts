/** The daemon after a power cut: nothing runs any more. As moby's daemon/daemon.go restore finds its containers at boot. */
import type { Instant } from '../fs/types.ts';
import { withoutRecords } from './container/without-records.ts';
import { disconnected } from './runtime/network.ts';
import { withContainer } from './state.ts';
import type { Container, EngineState } from './types.ts';

/** The daemon says this of a process of whose end it knows nothing. */
const UNKNOWN_EXIT = 255;

/** What ran has ended with 255 `now`, what was to be removed at its end (--rm) is gone, addresses are given back. */
export function asleep(state: EngineState, now: Instant): EngineState {
  let next = state;
  for (const container of state.containers.values()) {
    if (!isUp(container)) continue;
    if (container.hostConfig.AutoRemove) next = withoutRecords(next, container, true, { now, random: () => 0 });
    else next = withContainer(next, fallen(container, now));
  }
  return next;
}

const isUp = ({ state: { status } }: Container): boolean => status === 'running' || status === 'paused' || status === 'restarting';

function fallen(container: Container, now: Instant): Container {
  const { state } = container;
  const startedAt = 'startedAt' in state ? state.startedAt : undefined;
  if (state.status === 'restarting') return { ...disconnected(container), state: { ...state, status: 'exited' } };
  return { ...disconnected(container), state: { status: 'exited', exitCode: UNKNOWN_EXIT, error: '', startedAt, finishedAt: now } };
}
