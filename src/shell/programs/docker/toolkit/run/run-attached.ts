/** Attaches to a container, starts it if asked, stays until it ends or is let go; its exit status is ours. As docker/cli container/run.go and start.go. */
import type { Engine } from '../../../../../sim/engine/engine.ts';
import { EngineError } from '../../../../../sim/engine/engine-error.ts';
import { attachContainer } from '../../../../../sim/engine/runtime/attach.ts';
import { killContainer } from '../../../../../sim/engine/runtime/stop.ts';
import { waitContainer } from '../../../../../sim/engine/runtime/wait.ts';
import type { Process, Signal } from '../../../../../sim/kernel/types.ts';
import { StatusError } from '../status-error.ts';
import { attachOptions, holdSession, waitFor } from './session.ts';

export interface RunAttachedOptions {
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly tty: boolean;
  readonly detachKeys: string;
  /** Signals go to the container instead of ending the client. */
  readonly signals: boolean;
  readonly redraw?: boolean;
  /** The container removes itself: its end is its removal. */
  readonly removed?: boolean;
  /** Undefined: it runs already. */
  readonly start?: () => Promise<void>;
  /** Printed, with status 1, when the detach keys were typed; otherwise letting go is a success. */
  readonly detachedMessage?: string;
}

export async function runAttached(process: Process, engine: Engine, id: string, options: RunAttachedOptions): Promise<number> {
  const attachment = attachContainer(engine, id, attachOptions(process, options));
  const exit = waitContainer(engine, id, options.removed ? 'removed' : options.start ? 'next-exit' : 'not-running');
  exit.catch(() => {});
  try {
    if (options.start) await waitFor(process, options.start());
  } catch (error) {
    attachment.detach();
    throw error;
  }
  const end = await holdSession(process, attachment, {
    stdin: options.stdin,
    tty: options.tty,
    detachKeys: options.detachKeys,
    redraw: options.redraw ?? false,
    onSignal: options.signals ? (signal) => forward(engine, id, signal) : undefined,
  });
  if (end === 'ended') return waitFor(process, exit);
  if (options.detachedMessage !== undefined) throw new StatusError(options.detachedMessage);
  return 0;
}

/** A container that has ended meanwhile misses nothing. */
function forward(engine: Engine, id: string, signal: Signal): void {
  try {
    killContainer(engine, id, signal).catch(() => {});
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
  }
}
