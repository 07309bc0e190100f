/** docker load: what docker save wrote comes back. As moby's image/tarexport/load.go. */
import { fromBytes } from '../../fs/bytes.ts';
import { bytesOf } from '../../fs/content.ts';
import { sizeOf } from '../../fs/change-set.ts';
import { layerEntriesOf, readTar, TarError } from '../../fs/read-tar.ts';
import type { Layer } from '../../fs/types.ts';
import { chainOf, digestOf } from '../digest.ts';
import type { Engine } from '../engine.ts';
import { EngineError } from '../engine-error.ts';
import { withLayer } from '../layers.ts';
import { canonicalReference, familiarReference, parseTagged } from '../reference.ts';
import { withEvent } from '../state.ts';
import type { ImageConfig } from './config-type.ts';
import type { ChainId, EngineState, ImageId, Moment } from '../types.ts';
import { plainTar } from './archive-bytes.ts';
import { addImage, makeImage } from './make.ts';
import { imageEvent, withTag } from './tag.ts';

export interface LoadedImage {
  readonly id: ImageId;
  /** `demo:1`, …; none: the client says `Loaded image ID`. */
  readonly references: readonly string[];
  /** Layers that were new, lowest first: diff ID and bytes of the tar. */
  readonly layers: readonly { readonly diffId: string; readonly bytes: number }[];
  /** Names that another image had: `The image demo:1 already exists, renaming the old one with ID … to empty string`. */
  readonly replaced: readonly { readonly reference: string; readonly id: ImageId }[];
}

interface ManifestItem {
  readonly Config: string;
  readonly RepoTags: readonly string[] | null;
  readonly Layers: readonly string[];
}

/** Throws EngineError; these are printed without `Error response from daemon: `, for the answer has begun. */
export function loadImages(engine: Engine, tar: Uint8Array): LoadedImage[] {
  const files = filesOf(engine, plainTar(tar));
  const manifest = files.get('manifest.json');
  if (!manifest)
    throw new EngineError(
      'system',
      `open /var/lib/docker/tmp/docker-import-${importNumber(engine)}/repositories: no such file or directory`,
    );
  const items = JSON.parse(fromBytes(manifest)) as ManifestItem[];
  return engine.ask('load', (before, moment) => {
    let state = before;
    const answer: LoadedImage[] = [];
    for (const item of items) {
      const step = loadOne(engine, state, item, files, moment);
      state = step.state;
      answer.push(step.loaded);
    }
    return { state, answer };
  });
}

const importNumber = (engine: Engine): number => Math.floor(engine.ports.random() * 4e9);

function loadOne(engine: Engine, before: EngineState, item: ManifestItem, files: ReadonlyMap<string, Uint8Array>, moment: Moment) {
  const configText = fromBytes(fileOf(files, item.Config));
  const config = JSON.parse(configText) as ImageConfig;
  const diffIds = config.rootfs.diff_ids;
  if (item.Layers.length !== diffIds.length) {
    throw new EngineError('system', `invalid manifest, layers length mismatch: expected ${diffIds.length}, got ${item.Layers.length}`);
  }
  let state = before;
  let chainId: ChainId | undefined;
  const layers: { diffId: string; bytes: number }[] = [];
  for (const [index, path] of item.Layers.entries()) {
    const diffId = diffIds[index] ?? '';
    const known = state.layers.get(chainOf(chainId, diffId));
    if (known) chainId = known.chainId;
    else {
      const bytes = plainTar(fileOf(files, path));
      ({ state, chainId } = withLayer(state, chainId, readLayer(engine, bytes, diffId, index)));
      layers.push({ diffId, bytes: bytes.length });
    }
  }
  const image = makeImage(state, config, { chainId }, configText);
  state = withEvent(addImage(state, image), imageEvent('load', image, moment.now));
  const replaced: { reference: string; id: ImageId }[] = [];
  const references = (item.RepoTags ?? []).map((text) => parseTagged(text));
  for (const reference of references) {
    const old = state.names.get(canonicalReference(reference));
    if (old !== undefined && old !== image.id) replaced.push({ reference: familiarReference(reference), id: old });
    state = withTag(state, state.images.get(image.id) ?? image, reference, moment);
  }
  return { state, loaded: { id: image.id, references: references.map(familiarReference), layers, replaced } };
}

/** The digest is that of the bytes as they came: another tool's tar need not look like ours. */
function readLayer(engine: Engine, bytes: Uint8Array, diffId: string, index: number): Layer {
  const got = digestOf(bytes);
  if (got !== diffId) throw new EngineError('system', `invalid diffID for layer ${index}: expected "${diffId}", got "${got}"`);
  const entries = layerEntriesOf(unpacked(engine, bytes));
  return Object.freeze({ entries, diffId, size: sizeOf(entries) });
}

export function unpacked(engine: Engine, bytes: Uint8Array) {
  try {
    return readTar(bytes, () => engine.nextIno());
  } catch (error) {
    if (error instanceof TarError)
      throw new EngineError('system', error.reason === 'truncated' ? 'unexpected EOF' : 'archive/tar: invalid tar header');
    throw error;
  }
}

function filesOf(engine: Engine, tar: Uint8Array): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const member of unpacked(engine, tar)) {
    const path = member.path.replace(/^\.?\//, '');
    if (member.node?.type === 'file') files.set(path, bytesOf(member.node.content));
    else if (member.hardLinkTo !== undefined) aliasFile(files, path, member.hardLinkTo);
    else if (member.node?.type === 'symlink') aliasFile(files, path, resolve(path, member.node.target));
  }
  return files;
}

/** Old layouts link equal layers to each other: `../<id>/layer.tar`. */
function aliasFile(files: Map<string, Uint8Array>, path: string, target: string): void {
  const bytes = files.get(target.replace(/^\.?\//, ''));
  if (bytes) files.set(path, bytes);
}

const resolve = (path: string, target: string): string => target.replace(/^\.\.\//, path.includes('/') ? '' : '../');

function fileOf(files: ReadonlyMap<string, Uint8Array>, path: string): Uint8Array {
  const bytes = files.get(path);
  if (!bytes) throw new EngineError('system', `open /var/lib/docker/tmp/docker-import/${path}: no such file or directory`);
  return bytes;
}
