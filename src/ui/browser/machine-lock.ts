/** One browser tab owns a saved machine: the Web Lock of its name, held for the tab's life. */

export type Ownership =
  /** Nobody else has it, or this browser cannot tell (no locks on plain http, in sandboxed frames). */
  'owner' | 'second-tab';

export function takeMachine(name: string): Promise<Ownership> {
  return new Promise((resolve) => {
    if (!('locks' in navigator)) {
      resolve('owner');
      return;
    }
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), patienceMilliseconds());
    const hold = () => {
      clearTimeout(timer);
      resolve('owner');
      return new Promise<never>(() => undefined);
    };
    navigator.locks.request(name, { signal: patience.signal }, hold).catch(() => resolve(patience.signal.aborted ? 'second-tab' : 'owner'));
  });
}

/** A page that has just gone, this one before its reload above all, gives its lock back a tenth of a second late. */
function patienceMilliseconds(): number {
  const [navigation] = performance.getEntriesByType('navigation');
  const fresh = navigation instanceof PerformanceNavigationTiming && navigation.type === 'navigate';
  return fresh ? 300 : 1500;
}
