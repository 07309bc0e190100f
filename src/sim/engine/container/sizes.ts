/** How much a container has written, and with its image. As moby's layerstore GetContainerLayerSize. */
import { changeSet, sizeOf } from '../../fs/change-set.ts';
import type { Engine } from '../engine.ts';
import { stackOf } from '../layers.ts';
import type { Container } from '../types.ts';

/** Bytes. */
export function containerSizes(engine: Engine, container: Container): { readonly writable: number; readonly virtual: number } {
  const writable = sizeOf(changeSet(engine.baseOf(container), engine.cellOf(container.id).freeze()));
  const below = stackOf(engine.state, container.chainId).reduce((sum, { layer }) => sum + layer.size, 0);
  return { writable, virtual: writable + below };
}
