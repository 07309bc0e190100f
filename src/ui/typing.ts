/** Types several lines as a person would: each one only once the terminal waits for it. */
import type { HostTerminal } from '../host/types.ts';

/** Stops when `signal` is aborted (the learner pressed ^C). Resolves to whether all was typed. */
export async function typeLines(terminal: HostTerminal, lines: readonly string[], signal: AbortSignal): Promise<boolean> {
  for (const line of lines) {
    await unlessAborted(terminal.untilAwaitsInput(), signal);
    if (signal.aborted) return false;
    terminal.type(`${line}\r`);
  }
  await unlessAborted(terminal.untilAwaitsInput(), signal);
  return !signal.aborted;
}

function unlessAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
    work.then(resolve, reject);
  });
}
