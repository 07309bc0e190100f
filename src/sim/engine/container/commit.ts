/** docker commit: an image of what a container has changed. As moby's daemon/commit.go and daemon/images/image_commit.go. */
import type { Layer } from '../../fs/types.ts';
import { layerFrom } from '../../fs/layer.ts';
import type { Engine } from '../engine.ts';
import { EngineError } from '../engine-error.ts';
import { happened, withContainerEvent } from '../events.ts';
import { rfc3339 } from '../go-text.ts';
import { addImage, makeImage } from '../image/make.ts';
import { imageEvent, parseTaggedName, withTag } from '../image/tag.ts';
import { withLayer } from '../layers.ts';
import { familiarReference } from '../reference.ts';
import { withEvent } from '../state.ts';
import type { HistoryEntry, ImageConfig } from '../image/config-type.ts';
import type { AnsweringVerb, Container, ContainerConfig, EngineState, Image, ImageId } from '../types.ts';
import { applyChanges } from './change-instructions.ts';
import { getContainer } from './find.ts';
import { mergeConfig } from './merge-config.ts';
import { withNetworkPlaces } from './network-places.ts';

export interface CommitOptions {
  /** `name[:tag]`; undefined leaves the image without a name. */
  readonly reference?: string | undefined;
  readonly author?: string;
  /** `-m`. */
  readonly comment?: string;
  /** Default true. */
  readonly pause?: boolean;
  /** Dockerfile lines. */
  readonly changes?: readonly string[];
}

/** The version that the daemon writes into images. */
export const DOCKER_VERSION = '28.5.2';

/** Throws EngineError. Nothing runs meanwhile, so the pause is only seen in the events. */
export function commitContainer(engine: Engine, text: string, options: CommitOptions = {}): ImageId {
  const container = getContainer(engine.state, text);
  const config = mergeConfig(applyChanges(container.config, options.changes ?? []), container.config);
  const pauses = options.pause !== false && container.state.status === 'running';
  if (pauses) engine.change('pause', happened(container, 'pause'));
  const tree = engine.cellOf(container.id).freeze();
  const written = layerFrom(engine.baseOf(container), tree, { precision: 'tar' });
  const layer = container.copied ? withNetworkPlaces(written, tree) : written;
  const id = engine.ask('commit', addCommit(container, { ...options, config, layer }));
  if (pauses) engine.change('unpause', happened(container, 'unpause'));
  return id;
}

interface Commit extends CommitOptions {
  readonly config: ContainerConfig;
  readonly layer: Layer;
}

/** The records of a commit: layer, image, name, events. */
const addCommit =
  (container: Container, commit: Commit): AnsweringVerb<ImageId> =>
  (before, moment) => {
    const parent = parentOf(before, container);
    const reference = commit.reference === undefined ? undefined : parseTaggedName(commit.reference);
    const isEmpty = commit.layer.entries.length === 0;
    const stacked = isEmpty ? { state: before, chainId: parent.chainId } : withLayer(before, parent.chainId, commit.layer);
    const config = childConfig(parent, container, commit, rfc3339(moment.now));
    const image = makeImage(stacked.state, config, { chainId: stacked.chainId, parent: parent.id });
    let state = withEvent(addImage(stacked.state, image), imageEvent('create', image, moment.now));
    if (reference) state = withTag(state, image, reference, moment);
    const said = { comment: commit.comment ?? '', imageID: image.id, imageRef: reference ? familiarReference(reference) : '' };
    return { state: withContainerEvent(state, container, 'commit', moment, said), answer: image.id };
  };

/** The real daemon stumbles over an image that was forced away in just these words. */
function parentOf(state: EngineState, { image }: Container): Image {
  const parent = state.images.get(image);
  if (parent) return parent;
  const file = `/var/lib/docker/image/overlay2/imagedb/content/sha256/${image.slice(7)}`;
  throw new EngineError('system', `failed to get digest ${image}: open ${file}: no such file or directory`);
}

/** As image.NewChildImage: the parent's history and layers, and one more. */
function childConfig({ config: parent }: Image, container: Container, commit: Commit, created: string): ImageConfig {
  const { layer, author = '', comment = '' } = commit;
  const isEmpty = layer.entries.length === 0;
  const entry: HistoryEntry = {
    created,
    created_by: (container.config.Cmd ?? []).join(' '),
    ...(author === '' ? {} : { author }),
    ...(comment === '' ? {} : { comment }),
    ...(isEmpty ? { empty_layer: true } : {}),
  };
  const config: ImageConfig & { readonly container_config: ContainerConfig } = {
    architecture: parent.architecture,
    ...(author === '' ? {} : { author }),
    config: commit.config,
    container: container.id,
    container_config: container.config,
    created,
    docker_version: DOCKER_VERSION,
    history: [...(parent.history ?? []), withoutEmpty(entry)],
    os: parent.os,
    rootfs: { type: 'layers', diff_ids: [...parent.rootfs.diff_ids, ...(isEmpty ? [] : [layer.diffId])] },
    ...(parent.variant === undefined ? {} : { variant: parent.variant }),
  };
  return config;
}

/** created_by is omitempty. */
function withoutEmpty({ created_by, ...rest }: HistoryEntry): HistoryEntry {
  const { created, ...more } = rest;
  return { ...(created === undefined ? {} : { created }), ...(created_by ? { created_by } : {}), ...more };
}
