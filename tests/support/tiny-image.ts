/** An image of one layer made from a tree: for tests that need something to run. */
import { withLayer } from '../../src/sim/engine/layers.ts';
import { makeImage } from '../../src/sim/engine/image/make.ts';
import { rfc3339 } from '../../src/sim/engine/go-text.ts';
import { withImage } from '../../src/sim/engine/state.ts';
import type { EngineState } from '../../src/sim/engine/types.ts';
import { layerFrom } from '../../src/sim/fs/layer.ts';
import { emptyTree } from '../../src/sim/fs/tree.ts';
import type { Instant, Tree } from '../../src/sim/fs/types.ts';

export function withImageFromTree(before: EngineState, tree: Tree, name: string, created: Instant): EngineState {
  const layer = layerFrom(emptyTree(created), tree, { precision: 'tar' });
  const { state, chainId } = withLayer(before, undefined, layer);
  const config = {
    architecture: 'amd64',
    os: 'linux',
    config: { Cmd: ['/bin/shell'], Env: ['PATH=/bin'] },
    created: rfc3339(created),
    history: [{ created: rfc3339(created), created_by: '/bin/sh -c #(nop) ADD file:1 in / ' }],
    rootfs: { type: 'layers' as const, diff_ids: [layer.diffId] },
  };
  const image = makeImage(state, config, { chainId });
  return { ...withImage(state, image), names: new Map(state.names).set(name, image.id) };
}
