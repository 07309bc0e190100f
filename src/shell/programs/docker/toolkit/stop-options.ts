/** How docker stop and docker restart end a container: with which signal, and how long they wait before they kill it. */
import type { StopOptions } from '../../../../sim/engine/runtime/stop.ts';
import { another, deprecated, int, string } from './flags.ts';

export const stopFlags = {
  signal: string('Signal to send to the container', 's'),
  timeout: int('Seconds to wait before killing the container', 't'),
  time: deprecated(another('timeout', int('Seconds to wait before killing the container')), 'use --timeout instead'),
};

/** What was asked for; the container's own settings hold for the rest. */
export function stopOptions(
  { timeout, signal }: { readonly timeout: number; readonly signal: string },
  changed: ReadonlySet<string>,
): StopOptions {
  return { ...(changed.has('timeout') ? { timeout } : {}), ...(signal === '' ? {} : { signal }) };
}
