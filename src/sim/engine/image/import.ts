/** docker import: an image of one layer from a tar of files. As moby's daemon/images/image_import.go. */
import { layerOf } from '../../fs/layer.ts';
import { layerEntriesOf } from '../../fs/read-tar.ts';
import { applyChanges } from '../container/change-instructions.ts';
import { DOCKER_VERSION } from '../container/commit.ts';
import { defaultContainerConfig } from '../container/defaults.ts';
import { ordered } from '../container/merge-config.ts';
import type { Engine } from '../engine.ts';
import { rfc3339 } from '../go-text.ts';
import { withLayer } from '../layers.ts';
import { withEvent } from '../state.ts';
import type { ImageConfig } from './config-type.ts';
import type { ContainerConfig, ImageId } from '../types.ts';
import { plainTar } from './archive-bytes.ts';
import { unpacked } from './load.ts';
import { addImage, makeImage } from './make.ts';
import { imageEvent, parseTaggedName, withTag } from './tag.ts';

export interface ImportOptions {
  /** `name[:tag]`; undefined: no name. */
  readonly reference?: string | undefined;
  /** `-m`; default `Imported from -`. */
  readonly message?: string | undefined;
  /** Dockerfile lines. */
  readonly changes?: readonly string[];
}

/** Throws EngineError `unexpected EOF` for what is no tar. */
export function importImage(engine: Engine, tar: Uint8Array, { reference, message, changes = [] }: ImportOptions = {}): ImageId {
  const named = reference === undefined ? undefined : parseTaggedName(reference);
  const empty: ContainerConfig = { ...defaultContainerConfig(''), Labels: null };
  const config = ordered<ContainerConfig>(applyChanges(empty, changes));
  const layer = layerOf(layerEntriesOf(unpacked(engine, plainTar(tar))));
  const comment = message || 'Imported from -';
  return engine.ask('import', (before, moment) => {
    const created = rfc3339(moment.now);
    const stacked = withLayer(before, undefined, layer);
    const whole: ImageConfig & { readonly container_config: ContainerConfig } = {
      architecture: 'amd64',
      comment,
      config,
      container_config: ordered<ContainerConfig>(empty),
      created,
      docker_version: DOCKER_VERSION,
      history: [{ created, comment }],
      os: 'linux',
      rootfs: { type: 'layers', diff_ids: [layer.diffId] },
    };
    const image = makeImage(stacked.state, whole, { chainId: stacked.chainId });
    const state = withEvent(addImage(stacked.state, image), imageEvent('import', image, moment.now));
    return { state: named ? withTag(state, image, named, moment) : state, answer: image.id };
  });
}
