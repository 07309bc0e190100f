/** Finding a container by ID, name or a unique beginning of its ID. As moby's daemon/container.go GetContainer. */
import { EngineError } from '../engine-error.ts';
import type { Container, EngineState } from '../types.ts';

/** Throws EngineError when the beginning fits several. */
export function findContainer(state: EngineState, text: string): Container | undefined {
  const exact = state.containers.get(text) ?? findByName(state, text);
  if (exact || text === '') return exact;
  const found = [...state.containers.values()].filter(({ id }) => id.startsWith(text));
  if (found.length > 1) throw new EngineError('invalidParameter', `multiple IDs found with provided prefix: ${text}`);
  return found[0];
}

/** Throws EngineError `No such container: nosuch`. */
export function getContainer(state: EngineState, text: string): Container {
  const container = findContainer(state, text);
  if (!container) throw new EngineError('notFound', `No such container: ${text}`);
  return container;
}

export function findByName(state: EngineState, text: string): Container | undefined {
  const name = text.startsWith('/') ? text.slice(1) : text;
  for (const container of state.containers.values()) if (container.name === name) return container;
  return undefined;
}

/** Paused ones run as well. */
export const isRunning = ({ state }: Container): boolean =>
  state.status === 'running' || state.status === 'paused' || state.status === 'restarting';

export const exitCodeOf = ({ state }: Container): number => ('exitCode' in state ? state.exitCode : 0);

/** What the daemon says to a verb that needs a process. */
export const notRunning = ({ id }: Container): EngineError => new EngineError('conflict', `container ${id} is not running`);
