/** Finding volumes and their users. As moby's volume/service. */
import { EngineError } from '../engine-error.ts';
import type { Container, EngineState, Volume } from '../types.ts';

/** Throws EngineError `get nosuch: no such volume`. */
export function getVolume(state: EngineState, name: string): Volume {
  const volume = state.volumes.get(name);
  if (!volume) throw new EngineError('notFound', `get ${name}: no such volume`);
  return volume;
}

export function volumeUsers(state: EngineState, name: string): Container[] {
  return [...state.containers.values()].filter(({ mounts }) => mounts.some((mount) => mount.type === 'volume' && mount.name === name));
}

/** Where the real daemon keeps its content. */
export const mountpointOf = (name: string): string => `/var/lib/docker/volumes/${name}/_data`;

/** The cell that holds a volume's tree. */
export const volumeCellId = (name: string): string => `volume:${name}`;
