/** An image from its config: the ID is the sha256 of the JSON text. As moby's image/store.go. */
import { digestOf } from '../digest.ts';
import { goJson, parseRfc3339 } from '../go-text.ts';
import { stackOf } from '../layers.ts';
import { withImage } from '../state.ts';
import type { ImageConfig } from './config-type.ts';
import type { ChainId, EngineState, Image, ImageId } from '../types.ts';

export interface ImageOrigin {
  readonly chainId: ChainId | undefined;
  /** The local image that it was committed from. */
  readonly parent?: ImageId;
}

/** Top-level keys are sorted, as the daemon writes them. `configText`: the very bytes of a config that came from elsewhere. */
export function makeImage(state: EngineState, config: ImageConfig, origin: ImageOrigin, configText = imageConfigText(config)): Image {
  return {
    id: digestOf(configText),
    configText,
    config,
    parent: origin.parent,
    chainId: origin.chainId,
    size: stackOf(state, origin.chainId).reduce((sum, { layer }) => sum + layer.size, 0),
    created: (config.created === undefined ? undefined : parseRfc3339(config.created)) ?? 0,
    lastTagged: undefined,
  };
}

const imageConfigText = (config: ImageConfig): string =>
  goJson(Object.fromEntries(Object.entries(config).sort(([a], [b]) => (a < b ? -1 : 1))));

/** The same image twice is one: its names and its parent stay. */
export function addImage(state: EngineState, image: Image): EngineState {
  return state.images.has(image.id) ? state : withImage(state, image);
}
