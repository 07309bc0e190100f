/** `Up 2 minutes (Paused)`, `Exited (0) 3 seconds ago`: a state in words. As moby's container.State.String. */
import type { ContainerState } from '../../../../../sim/engine/types.ts';
import type { Health } from '../../../../../sim/engine/container/health-types.ts';
import type { Instant } from '../../../../../sim/fs/types.ts';
import { humanDuration } from '../human.ts';

export function containerStatus(state: ContainerState, now: Instant, health?: Health): string {
  switch (state.status) {
    case 'running':
      return `Up ${humanDuration(now - state.startedAt)}${healthWords(health)}`;
    case 'paused':
      return `Up ${humanDuration(now - state.startedAt)} (Paused)`;
    case 'restarting':
      return `Restarting (${state.exitCode}) ${ago(state.finishedAt, now)}`;
    case 'removing':
      return 'Removal In Progress';
    case 'dead':
      return 'Dead';
    case 'created':
      return 'Created';
    default:
      return state.finishedAt === undefined ? '' : `Exited (${state.exitCode}) ${ago(state.finishedAt, now)}`;
  }
}

/** `starting` alone is told with what it is. */
function healthWords(health: Health | undefined): string {
  if (!health) return '';
  return health.status === 'starting' ? ' (health: starting)' : ` (${health.status})`;
}

const ago = (then: Instant | undefined, now: Instant): string => `${humanDuration(now - (then ?? now))} ago`;
