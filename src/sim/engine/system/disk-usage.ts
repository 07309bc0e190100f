/** docker system df: what takes room and what could be freed. As moby's daemon/disk_usage.go. */
import { containerSizes } from '../container/sizes.ts';
import { isRunning } from '../container/find.ts';
import type { Engine } from '../engine.ts';
import { stackOf } from '../layers.ts';
import type { Container, Image, Volume } from '../types.ts';
import { volumeUsers } from '../volume/find.ts';
import { volumeSize } from '../volume/list.ts';

export interface DiskUsage {
  /** Bytes of all layers, each once. */
  readonly layersSize: number;
  readonly images: readonly { readonly image: Image; readonly size: number; readonly sharedSize: number; readonly containers: number }[];
  readonly containers: readonly { readonly container: Container; readonly running: boolean; readonly size: number }[];
  readonly volumes: readonly { readonly volume: Volume; readonly links: number; readonly size: number }[];
}

export function diskUsage(engine: Engine): DiskUsage {
  const { state } = engine;
  const containers = [...state.containers.values()];
  const owners = new Map<string, number>();
  for (const image of state.images.values())
    for (const { chainId } of stackOf(state, image.chainId)) owners.set(chainId, (owners.get(chainId) ?? 0) + 1);
  return {
    layersSize: [...state.layers.values()].reduce((sum, { layer }) => sum + layer.size, 0),
    images: [...state.images.values()].map((image) => ({
      image,
      size: image.size,
      sharedSize: stackOf(state, image.chainId).reduce(
        (sum, { chainId, layer }) => sum + ((owners.get(chainId) ?? 0) > 1 ? layer.size : 0),
        0,
      ),
      containers: containers.filter((container) => container.image === image.id).length,
    })),
    containers: containers.map((container) => ({
      container,
      running: isRunning(container),
      size: containerSizes(engine, container).writable,
    })),
    volumes: [...state.volumes.values()].map((volume) => ({
      volume,
      links: volumeUsers(state, volume.name).length,
      size: volumeSize(engine, volume.name),
    })),
  };
}
