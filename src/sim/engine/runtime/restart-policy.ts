/** Whether and when a container is started again by itself. As moby's restartmanager. */
import type { Container } from '../types.ts';

const FIRST_WAIT = 100_000;
const LONGEST_WAIT = 60_000_000;
/** A container that ran as long as this begins anew. */
const STEADY = 10_000_000;

/** The wait in microseconds; undefined: it stays down. `lastWait` is 0 at the first time. */
export function waitBeforeRestart(container: Container, exitCode: number, ranFor: number, lastWait: number): number | undefined {
  const { RestartPolicy } = container.hostConfig;
  const shall =
    RestartPolicy.Name === 'always' ||
    (RestartPolicy.Name === 'unless-stopped' && !container.stoppedByUser) ||
    (RestartPolicy.Name === 'on-failure' &&
      exitCode !== 0 &&
      (RestartPolicy.MaximumRetryCount === 0 || container.restartCount < RestartPolicy.MaximumRetryCount));
  if (!shall) return undefined;
  if (lastWait === 0 || ranFor >= STEADY) return FIRST_WAIT;
  return Math.min(lastWait * 2, LONGEST_WAIT);
}
