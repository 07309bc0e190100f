/** docker rm. As moby's daemon/delete.go. */
import type { Engine } from '../engine.ts';
import { EngineError } from '../engine-error.ts';
import { killContainer } from '../runtime/stop.ts';
import { getContainer, isRunning } from './find.ts';
import { removeRecords } from './remove-records.ts';

export interface RemoveContainerOptions {
  /** Kills it first. */
  readonly force?: boolean;
  /** Its anonymous volumes go as well. */
  readonly volumes?: boolean;
}

/** Throws EngineError `cannot remove container "c1": …`. */
export async function removeContainer(
  engine: Engine,
  text: string,
  { force = false, volumes = false }: RemoveContainerOptions = {},
): Promise<void> {
  const container = getContainer(engine.state, text);
  if (isRunning(container)) {
    const { status } = container.state;
    const what = status === 'paused' ? 'and must be unpaused first' : ': stop the container before removing or force remove';
    if (!force) {
      const words = status === 'paused' ? `container is ${status} ${what}` : `container is ${status}${what}`;
      throw new EngineError('conflict', `cannot remove container "${text}": ${words}`);
    }
    await killContainer(engine, container.id);
  }
  removeRecords(engine, container.id, { volumes });
}
