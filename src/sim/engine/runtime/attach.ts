/** docker attach: a client on a container's streams. As moby's daemon/attach.go. */
import { getContainer, notRunning } from '../container/find.ts';
import type { Attachment, AttachOptions, Engine } from '../engine.ts';
import { EngineError } from '../engine-error.ts';
import { happened } from '../events.ts';
import { logOf, runOf } from './container-run.ts';

/**
 * Attaches. Before the start it waits for that start; `mustRun` (docker attach) refuses a container that does not run.
 * Throws EngineError.
 */
export function attachContainer(engine: Engine, text: string, options: AttachOptions & { readonly mustRun?: boolean }): Attachment {
  const container = getContainer(engine.state, text);
  const { status } = container.state;
  if (status === 'paused') throw new EngineError('conflict', `container ${text} is paused, unpause the container before attach`);
  if (status === 'restarting') throw new EngineError('conflict', `container ${text} is restarting, wait until the container is running`);
  if (options.mustRun && status !== 'running') throw notRunning(container);
  const attachment = runOf(engine, container).streams.attach(options);
  if (options.logs) {
    for (const { stream, bytes } of logOf(engine, container).entries) if (options[stream]) void options.onOutput(stream, bytes);
  }
  engine.change('attach', happened(container, 'attach'));
  return attachment;
}
