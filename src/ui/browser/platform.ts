/** Time, chance and the thread, as a browser has them. */
import { seededRandom } from '../../host/seeded-random.ts';
import type { Platform } from '../../sim/kernel/types.ts';

export function browserPlatform(): Platform {
  return {
    time: { mode: 'real', now: () => Date.now() * 1000, setTimer },
    random: seededRandom(seed()),
    macrotask: macrotasks(),
    wallClock: () => performance.now(),
  };
}

/** 52 bits, as many as a number holds well. */
function seed(): number {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2));
  return (high % 2 ** 20) * 2 ** 32 + low;
}

/** setTimeout counts in 31 bits of milliseconds; a longer sleep is taken in pieces. */
function setTimer(microseconds: number, callback: () => void): () => void {
  const longest = 2 ** 31 - 1;
  let left = microseconds / 1000;
  let timer = 0;
  const wait = () => {
    const piece = Math.min(left, longest);
    left -= piece;
    timer = window.setTimeout(left > 0 ? wait : callback, piece);
  };
  wait();
  return () => clearTimeout(timer);
}

/** A message is a fresh task without setTimeout's 4 ms; input and painting come between two. */
function macrotasks(): (callback: () => void) => void {
  const waiting: (() => void)[] = [];
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => waiting.shift()?.();
  return (callback) => {
    waiting.push(callback);
    port2.postMessage(undefined);
  };
}
