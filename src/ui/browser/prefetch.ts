/** Fetches what no prompt needed while the learner reads, so that later commands need no network. DESIGN decision 17. */
import type { Host } from '../../host/types.ts';

/** Milliseconds without a key before it begins. */
const STILL_FOR = 4000;
const LOOK_EVERY = 1000;

/** Begins when a prompt has waited, and nobody has typed, for some seconds; goes on in idle moments alone. What fails is fetched when it is used. */
export function prefetchWhenIdle(host: Host, awaitsInput: () => boolean): void {
  const connection: unknown = 'connection' in navigator ? navigator.connection : undefined;
  if (typeof connection === 'object' && connection && 'saveData' in connection && connection.saveData) return;
  let busyAt = performance.now();
  const busy = () => {
    busyAt = performance.now();
  };
  addEventListener('keydown', busy, { capture: true, passive: true });
  const look = setInterval(() => {
    if (!awaitsInput()) busy();
    if (performance.now() - busyAt < STILL_FOR) return;
    clearInterval(look);
    removeEventListener('keydown', busy, { capture: true });
    host.prefetch(idle).catch(() => undefined);
  }, LOOK_EVERY);
}

/** Safari has no idle callbacks. */
const idle = (): Promise<void> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: LOOK_EVERY });
    else setTimeout(resolve, 50);
  });
