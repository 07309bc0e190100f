/** One browser tab owns a saved machine: the Web Lock of its name, held for the tab's life. */

export type Ownership =
  /** Nobody else has it, or this browser cannot tell (no locks on plain http, in sandboxed frames). */
  'owner' | 'second-tab';

export function takeMachine(name: string): Promise<Ownership> {
  return new Promise((resolve) => {
    if (!('locks' in navigator)) return resolve('owner');
    navigator.locks
      .request(name, { ifAvailable: true }, (lock) => {
        resolve(lock ? 'owner' : 'second-tab');
        return lock ? new Promise<never>(() => undefined) : undefined;
      })
      .catch(() => resolve('owner'));
  });
}
