/** docker save: images as one tar, an OCI layout with Docker's manifest.json beside it. As moby's image/tarexport/save.go. */
import { toBytes } from '../../fs/bytes.ts';
import { contentOf } from '../../fs/content.ts';
import { tarPieces, toTar } from '../../fs/tar.ts';
import type { Instant, LayerEntry, Node } from '../../fs/types.ts';
import { concatBytes } from '../../fs/bytes.ts';
import { digestOf } from '../digest.ts';
import { EngineError } from '../engine-error.ts';
import { goJson } from '../go-text.ts';
import { stackOf } from '../layers.ts';
import { canonicalName, canonicalReference, familiarName, familiarReference, parseAnyReference, type Reference } from '../reference.ts';
import { referencesOf } from '../state.ts';
import type { EngineState, Image, StoredLayer } from '../types.ts';
import { findImage, isIdOf } from './find.ts';

const LAYER_TYPE = 'application/vnd.oci.image.layer.v1.tar';

interface SavedImage {
  readonly image: Image;
  readonly references: Reference[];
}

/** Throws EngineError `No such image: nosuch`. */
export function saveImages(state: EngineState, texts: readonly string[]): Uint8Array {
  const archive = new Archive();
  const manifests: unknown[] = [];
  const summary: unknown[] = [];
  const repositories: Record<string, Record<string, string>> = {};
  for (const { image, references } of chosen(state, texts).values()) {
    const layers = stackOf(state, image.chainId).map((layer) => addLayer(archive, layer, image.created));
    const config = archive.blob(toBytes(image.configText), image.created);
    const manifest = archive.blob(toBytes(goJson(manifestOf(config, layers))), 0);
    const names = references.length > 0 ? references : [undefined];
    for (const name of names) manifests.push(descriptorOf(manifest, name));
    summary.push(summaryOf(config, references, layers));
    for (const reference of references) {
      const tags = (repositories[familiarName(reference)] ??= {});
      tags[reference.tag ?? ''] = (layers.at(-1)?.digest ?? '').slice(7);
    }
  }
  archive.file('index.json', goJson({ schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests }));
  archive.file('manifest.json', `${goJson(summary)}\n`);
  archive.file('oci-layout', '{"imageLayoutVersion": "1.0.0"}');
  if (Object.keys(repositories).length > 0) archive.file('repositories', `${goJson(sorted(repositories))}\n`);
  return toTar(archive.entries());
}

/** What each text means: an ID the image alone, a bare name all tags of its repository. */
function chosen(state: EngineState, texts: readonly string[]): Map<string, SavedImage> {
  const saved = new Map<string, SavedImage>();
  const add = (image: Image, reference?: Reference): void => {
    const known = saved.get(image.id) ?? { image, references: [] };
    if (reference && !known.references.some((other) => canonicalReference(other) === canonicalReference(reference)))
      known.references.push(reference);
    saved.set(image.id, known);
  };
  for (const text of texts) {
    const reference = parseAnyReference(text);
    const isBare = !('id' in reference) && reference.tag === undefined && reference.digest === undefined;
    const tags = isBare ? tagsOfRepository(state, reference) : [];
    for (const [tag, image] of tags) add(image, tag);
    if (tags.length > 0) continue;
    const image = findImage(state, text);
    if (!image) throw new EngineError('notFound', `No such image: ${text}`);
    if ('id' in reference || isIdOf(image, text) || reference.tag === undefined) add(image);
    else add(image, reference);
  }
  return saved;
}

function tagsOfRepository(state: EngineState, reference: Reference): [Reference, Image][] {
  const found: [Reference, Image][] = [];
  for (const image of state.images.values()) {
    for (const other of referencesOf(state, image.id)) {
      if (other.tag !== undefined && canonicalName(other) === canonicalName(reference)) found.push([other, image]);
    }
  }
  return found.sort(([a], [b]) => (canonicalReference(a) < canonicalReference(b) ? -1 : 1));
}

interface Blob {
  readonly digest: string;
  readonly size: number;
}

function addLayer(archive: Archive, { layer }: StoredLayer, created: Instant): Blob {
  return archive.blob(concatBytes([...tarPieces(layer.entries)]), created, layer.diffId);
}

const manifestOf = (config: Blob, layers: readonly Blob[]) => ({
  schemaVersion: 2,
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...config },
  layers: layers.map((layer) => ({ mediaType: LAYER_TYPE, ...layer })),
});

const descriptorOf = (manifest: Blob, reference: Reference | undefined) => ({
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  ...manifest,
  ...(reference && {
    annotations: { 'io.containerd.image.name': canonicalReference(reference), 'org.opencontainers.image.ref.name': reference.tag ?? '' },
  }),
});

const blobPath = ({ digest }: Blob): string => `blobs/sha256/${digest.slice(7)}`;

function summaryOf(config: Blob, references: readonly Reference[], layers: readonly Blob[]): unknown {
  const sources = layers.map(({ digest, size }) => [digest, { mediaType: LAYER_TYPE, size, digest }] as const);
  return {
    Config: blobPath(config),
    RepoTags: references.length > 0 ? references.map(familiarReference) : null,
    Layers: layers.map(blobPath),
    LayerSources: sorted(Object.fromEntries(sources)),
  };
}

const sorted = (map: object): object => Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Files of the archive, each once. */
class Archive {
  readonly #files = new Map<string, { readonly bytes: Uint8Array; readonly mtime: Instant }>();

  /** `digest` when it is known already. */
  blob(bytes: Uint8Array, mtime: Instant, digest: string = digestOf(bytes)): Blob {
    const blob = { digest, size: bytes.length };
    this.#files.set(blobPath(blob), { bytes, mtime });
    return blob;
  }

  file(path: string, text: string): void {
    this.#files.set(path, { bytes: toBytes(text), mtime: 0 });
  }

  entries(): LayerEntry[] {
    const latest = Math.max(0, ...[...this.#files.values()].map(({ mtime }) => mtime));
    const folders = ['blobs', 'blobs/sha256'].map((path) => ({ path, node: node(latest, { type: 'directory', entries: new Map() }) }));
    const files = [...this.#files].sort(([a], [b]) => (a < b ? -1 : 1));
    return [
      ...folders,
      ...files.map(([path, { bytes, mtime }]) => ({ path, node: node(mtime, { type: 'file', content: contentOf(bytes) }) })),
    ];
  }
}

type Kind = Pick<Extract<Node, { type: 'file' }>, 'type' | 'content'> | Pick<Extract<Node, { type: 'directory' }>, 'type' | 'entries'>;

function node(mtime: Instant, kind: Kind): Node {
  return { ino: 0, mode: kind.type === 'directory' ? 0o755 : 0o644, uid: 0, gid: 0, mtime, ctime: mtime, ...kind };
}
