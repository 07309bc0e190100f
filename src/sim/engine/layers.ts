/** The store of layers: stacking, sharing and letting go. As moby's layer package. */
import { apply } from '../fs/apply.ts';
import { emptyTree } from '../fs/tree.ts';
import type { Layer, Tree } from '../fs/types.ts';
import { chainOf } from './digest.ts';
import { withEntry } from './state.ts';
import type { ChainId, EngineState, StoredLayer } from './types.ts';

/** The tree of an image without layers. */
const NOTHING: Tree = emptyTree(0);

/** Puts a layer on top of `parent`; the same layer on the same stack is kept once. */
export function withLayer(
  state: EngineState,
  parent: ChainId | undefined,
  layer: Layer,
  more: { readonly tree?: Tree; readonly blobDigest?: string | undefined } = {},
): { readonly state: EngineState; readonly chainId: ChainId } {
  const chainId = chainOf(parent, layer.diffId);
  if (state.layers.has(chainId)) return { state, chainId };
  const tree = more.tree ?? apply(treeOf(state, parent), layer);
  const stored: StoredLayer = { chainId, parent, layer, tree, blobDigest: more.blobDigest };
  return { state: { ...state, layers: withEntry(state.layers, chainId, stored) }, chainId };
}

/** The merged tree of a stack. */
export function treeOf(state: EngineState, chainId: ChainId | undefined): Tree {
  return chainId === undefined ? NOTHING : (state.layers.get(chainId)?.tree ?? NOTHING);
}

/** A stack's layers, lowest first. */
export function stackOf(state: EngineState, chainId: ChainId | undefined): StoredLayer[] {
  const stack: StoredLayer[] = [];
  for (let layer = chainId && state.layers.get(chainId); layer; layer = layer.parent && state.layers.get(layer.parent))
    stack.unshift(layer);
  return stack;
}

/** Takes away the layers that no image and no container needs. `released`: the topmost first. */
export function releaseLayers(state: EngineState): { readonly state: EngineState; readonly released: readonly StoredLayer[] } {
  const needed = new Set<ChainId>();
  const tops = [...state.images.values(), ...state.containers.values()].map(({ chainId }) => chainId);
  for (const top of tops) {
    let chainId = top;
    while (chainId !== undefined && !needed.has(chainId)) {
      needed.add(chainId);
      chainId = state.layers.get(chainId)?.parent;
    }
  }
  const released = [...state.layers.values()].filter(({ chainId }) => !needed.has(chainId));
  if (released.length === 0) return { state, released };
  const depth = new Map(released.map((layer) => [layer, stackOf(state, layer.chainId).length]));
  released.sort((a, b) => (depth.get(b) ?? 0) - (depth.get(a) ?? 0));
  return { state: { ...state, layers: new Map([...state.layers].filter(([chainId]) => needed.has(chainId))) }, released };
}
