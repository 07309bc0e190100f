/** Time, chance and macrotasks under Node. */
import { performance } from 'node:perf_hooks';
import { seededRandom } from '../host/seeded-random.ts';
import type { Platform } from '../sim/kernel/types.ts';

export interface PlatformOptions {
  readonly seed: number;
  readonly now: number;
  readonly realTime: boolean;
  readonly stands?: boolean;
}

/** `now` in milliseconds since 1970: where virtual time begins. `stands`: it waits for the next typed line. */
export function nodePlatform({ seed, now, realTime, stands = false }: PlatformOptions): Platform {
  return {
    time: realTime
      ? {
          mode: 'real',
          now: () => Date.now() * 1000,
          setTimer(microseconds, callback) {
            const timer = setTimeout(callback, Math.ceil(microseconds / 1000));
            return () => clearTimeout(timer);
          },
        }
      : { mode: 'virtual', start: now * 1000, stands },
    random: seededRandom(seed),
    macrotask: (callback) => setImmediate(callback),
    wallClock: () => performance.now(),
  };
}
