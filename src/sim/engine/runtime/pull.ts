/** docker pull: an image from the simulated Docker Hub, with the progress that the daemon reports. As moby's distribution/pull_v2.go. */
import { utf8 } from '../../fs/bytes.ts';
import { sizeOf } from '../../fs/change-set.ts';
import type { Layer, LayerEntry } from '../../fs/types.ts';
import { unpackFileList } from '../../content/unpack-file-list.ts';
import { ContentMissing, type ImageManifest, type ImageRepositoryManifest } from '../../content/types.ts';
import type { Engine } from '../engine.ts';
import { EngineError } from '../engine-error.ts';
import { addImage, makeImage } from '../image/make.ts';
import { imageEvent } from '../image/tag.ts';
import { withLayer } from '../layers.ts';
import { canonicalReference, familiarName, familiarReference, parseTagged, type Reference } from '../reference.ts';
import { withEvent, withImage, withName } from '../state.ts';
import type { ImageConfig } from '../image/config-type.ts';
import type { ChainId, EngineState, Image, Verb } from '../types.ts';
import { layerProgress, type PullMessage } from './pull-progress.ts';

export interface PullOptions {
  /** Every tag of the repository. */
  readonly allTags?: boolean;
}

/**
 * Pulls. Messages come at the machine's pace; leaving the loop cancels what was not done. Throws EngineError: `pull access denied for …`,
 * `manifest for … not found: …`.
 */
export async function* pullImage(engine: Engine, text: string, { allTags = false }: PullOptions = {}): AsyncGenerator<PullMessage, void> {
  const reference = parseTagged(text);
  const repository = await repositoryOf(engine, reference);
  const references = allTags ? Object.keys(repository.tags).map((tag) => ({ ...reference, tag })) : [reference];
  let isNewer = false;
  for (const each of references) {
    for await (const message of pullOne(engine, repository, each)) {
      if ('isNewer' in message) isNewer ||= message.isNewer;
      else yield message;
    }
  }
  const name = allTags ? familiarName(reference) : familiarReference(reference);
  yield { status: `Status: ${isNewer ? 'Downloaded newer image' : 'Image is up to date'} for ${name}` };
}

async function* pullOne(
  engine: Engine,
  repository: ImageRepositoryManifest,
  reference: Reference,
): AsyncGenerator<PullMessage | { readonly isNewer: boolean }, void> {
  const manifest = manifestOf(repository, reference);
  yield { id: reference.digest ?? reference.tag ?? '', status: `Pulling from ${reference.path}` };
  const digested = { ...reference, tag: undefined, digest: manifest.digest };
  const known = engine.state.names.get(canonicalReference(digested));
  const image = (known && engine.state.images.get(known)) || (yield* fetchImage(engine, reference, manifest));
  yield { status: `Digest: ${manifest.digest}` };
  const named = reference.digest === undefined ? [digested, reference] : [digested];
  yield { isNewer: named.some((name) => engine.state.names.get(canonicalReference(name)) !== image.id) };
  engine.change('pull', withPulled(image, named));
}

const withPulled =
  (image: Image, names: readonly Reference[]): Verb =>
  (state, { now }) => {
    const named = names.reduce((next, name) => withName(next, name, image.id), state);
    const tagged = withImage(named, { ...(named.images.get(image.id) ?? image), lastTagged: now });
    const last = names.at(-1);
    return withEvent(tagged, imageEvent('pull', image, now, last ? familiarReference(last) : image.id));
  };

/** Layers are taken in one by one, as they are extracted; the image when all are there. */
async function* fetchImage(engine: Engine, reference: Reference, manifest: ImageManifest): AsyncGenerator<PullMessage, Image> {
  const folder = folderOf(reference);
  const lists = await hold(engine, Promise.all(manifest.layers.map(({ files }) => engine.ports.content.read(`${folder}/${files}`))));
  let state: EngineState | undefined;
  let chainId: ChainId | undefined;
  const diffIds: string[] = [];
  const hash = manifest.layers.every(({ diffId }) => diffId) ? undefined : await hold(engine, import('../../fs/tar.ts'));
  yield* layerProgress(engine, manifest.layers, (index) => {
    const entries = readEntries(engine, lists[index] ?? new Uint8Array(), manifest);
    const diffId = manifest.layers[index]?.diffId ?? hash?.diffIdOf(entries) ?? '';
    const layer: Layer = Object.freeze({ entries, diffId, size: sizeOf(entries) });
    const stacked = withLayer(state ?? engine.state, chainId, layer, { blobDigest: manifest.layers[index]?.digest });
    ({ state, chainId } = stacked);
    diffIds.push(layer.diffId);
  });
  const config = { ...byteStrings(manifest.config), rootfs: { type: 'layers', diff_ids: diffIds } } as unknown as ImageConfig;
  const layers = state?.layers;
  return engine.ask('pull', (now) => {
    const withLayers = layers ? { ...now, layers: new Map([...now.layers, ...layers]) } : now;
    const image = makeImage(withLayers, config, { chainId });
    return { state: addImage(withLayers, image), answer: image };
  });
}

function readEntries(engine: Engine, list: Uint8Array, { config }: ImageManifest): LayerEntry[] {
  const mtime = Math.floor(Date.parse(String(config['created'] ?? 0)) / 1000) || 0;
  return unpackFileList(new TextDecoder().decode(list), { mtime }).map((entry) => renumbered(entry, engine));
}

/** Inode numbers must be unique over all layers. */
function renumbered(entry: LayerEntry, engine: Engine): LayerEntry {
  return entry.node ? { ...entry, node: { ...entry.node, ino: engine.nextIno() } } : entry;
}

/** JSON's texts as byte strings. */
function byteStrings<Value>(value: Value): Value {
  return JSON.parse(utf8(JSON.stringify(value))) as Value;
}

function manifestOf(repository: ImageRepositoryManifest, reference: Reference): ImageManifest {
  const images = Object.values(repository.images);
  const key = reference.tag === undefined ? undefined : repository.tags[reference.tag];
  const found = reference.digest === undefined ? key && repository.images[key] : images.find(({ digest }) => digest === reference.digest);
  if (!found)
    throw new EngineError('notFound', `manifest for ${familiarReference(reference)} not found: manifest unknown: manifest unknown`);
  return found;
}

/** In public/: official images without `library/`. */
const folderOf = ({ path }: Reference): string => `images/${path.replace(/^library\//, '')}`;

async function repositoryOf(engine: Engine, reference: Reference): Promise<ImageRepositoryManifest> {
  if (reference.domain !== 'docker.io') throw unreachable(reference);
  try {
    const bytes = await hold(engine, engine.ports.content.read(`${folderOf(reference)}/manifest.json`));
    return JSON.parse(new TextDecoder().decode(bytes)) as ImageRepositoryManifest;
  } catch (error) {
    if (!(error instanceof ContentMissing)) throw error;
    throw new EngineError(
      'notFound',
      `pull access denied for ${familiarName(reference)}, repository does not exist or may require 'docker login': denied: requested access to the resource is denied`,
    );
  }
}

/** Other registries are not there. */
function unreachable({ domain }: Reference): EngineError {
  const host = domain.replace(/:\d+$/, '');
  return new EngineError('system', `Get "https://${domain}/v2/": dial tcp: lookup ${host} on 127.0.0.53:53: no such host`);
}

const hold = <T>(engine: Engine, outside: Promise<T>): Promise<T> => engine.ports.kernel.hold(outside);
