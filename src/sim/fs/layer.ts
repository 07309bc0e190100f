/** Layers: a change set with its digest, as docker commit puts it into a tar. */
import { changeSet, type LayerOptions, sizeOf } from './change-set.ts';
import { diffIdOf } from './tar.ts';
import type { Layer, LayerEntry, Tree } from './types.ts';

/** What leads from `base` to `tree`: `apply(base, layerFrom(base, tree))` is `tree` again. Hashes its tar; see `changeSet` for entries alone. */
export function layerFrom(base: Tree, tree: Tree, options: LayerOptions = {}): Layer {
  return layerOf(changeSet(base, tree, options));
}

/** A layer of entries that are in tar order. */
export function layerOf(entries: readonly LayerEntry[]): Layer {
  return Object.freeze({ entries, diffId: diffIdOf(entries), size: sizeOf(entries) });
}
