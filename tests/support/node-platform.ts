/** The kernel's Platform under Node: virtual time and a seeded generator for tests, real time on request. */
import type { Platform } from '../../src/sim/kernel/types.ts';

/** 2026-11-02T09:00:00Z in microseconds. */
export const START = Date.UTC(2026, 10, 2, 9) * 1000;

export function virtualPlatform({ seed = 1, start = START }: { readonly seed?: number; readonly start?: number } = {}): Platform {
  return { time: { mode: 'virtual', start }, ...surroundings(seed) };
}

export function realPlatform({ seed = 1 }: { readonly seed?: number } = {}): Platform {
  const setTimer = (microseconds: number, callback: () => void): (() => void) => {
    const timer = setTimeout(callback, microseconds / 1000);
    return () => clearTimeout(timer);
  };
  return { time: { mode: 'real', now: () => Date.now() * 1000, setTimer }, ...surroundings(seed) };
}

let file = 0;

/**
 * Stops the machines that a test file leaves behind. In virtual time one with a timer never comes to rest: it would run as fast as it can
 * beside all later tests of the thread.
 */
export function stopMachines(): void {
  file++;
}

function surroundings(seed: number): Pick<Platform, 'random' | 'macrotask' | 'wallClock'> {
  const mine = file;
  return {
    random: mulberry32(seed),
    macrotask: (callback) => setImmediate(() => mine === file && callback()),
    wallClock: () => performance.now(),
  };
}

/** A small seeded generator, uniform in [0, 1). */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
