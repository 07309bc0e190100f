/**
 * What docker cp leaves in a container's upper directory: it mounts /etc/hosts and its like on their places in the container's tree, which
 * overlayfs then counts as written. `docker diff` does not show it; the next commit's layer has them, empty.
 */
import { layerOf } from '../../fs/layer.ts';
import { findNode } from '../../fs/tree.ts';
import type { Layer, LayerEntry, Node, Tree } from '../../fs/types.ts';

const PLACES = ['etc', 'etc/hostname', 'etc/hosts', 'etc/resolv.conf'];

export function withNetworkPlaces(layer: Layer, tree: Tree): Layer {
  const known = new Set(layer.entries.map(({ path }) => path));
  const added = PLACES.filter((path) => !known.has(path)).flatMap((path): LayerEntry[] => {
    const node = findNode(tree, `/${path}`);
    return node ? [{ path, node: alone(node) }] : [];
  });
  return added.length === 0 ? layer : layerOf([...layer.entries, ...added].sort((a, b) => inTarOrder(a.path, b.path)));
}

const alone = (node: Node): Node => (node.type === 'directory' ? { ...node, entries: new Map() } : node);

/** A directory before what is in it, names by their bytes. */
function inTarOrder(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [one = '', other = ''] = [left[i], right[i]];
    if (one !== other) return one < other ? -1 : 1;
  }
  return left.length - right.length;
}
