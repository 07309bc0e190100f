/** A frozen layer as one record: what it is, and its entries as gzipped JSON. Written once, never again. */
import { gunzipSync, gzipSync } from 'fflate';
import type { StoredLayer } from '../engine/types.ts';
import { apply } from '../fs/apply.ts';
import { fromBytes, toBytes } from '../fs/bytes.ts';
import { entriesFromRecord, entriesToRecord, RecordError } from '../fs/record.ts';
import type { Content, LayerEntry, Tree } from '../fs/types.ts';
import { fromJson, toJson } from '../store/plain-json.ts';

/** Contents of some size are records of their own, so that the same file in several layers is kept once. */
export function layerToRecord(stored: StoredLayer, keep: (content: Content) => string): unknown {
  return {
    parent: stored.parent ?? null,
    blobDigest: stored.blobDigest ?? null,
    diffId: stored.layer.diffId,
    size: stored.layer.size,
    entries: gzipSync(toBytes(latin1Json(entriesToRecord(stored.layer.entries, keep))), { level: 6, mtime: 0 }),
  };
}

/** JSON whose characters are all bytes: byte strings have no others. */
const latin1Json = (value: unknown): string => toJson(value);

/** The layer without its stack: `parentTree` is what it lies on. Throws RecordError. */
export function layerFromRecord(
  chainId: string,
  value: unknown,
  parentTree: Tree,
  find: (key: string) => Content,
  nextIno: () => number,
): StoredLayer {
  const { parent, blobDigest, diffId, size, entries } = fields(value);
  if (!(entries instanceof Uint8Array) || typeof diffId !== 'string' || typeof size !== 'number') throw new RecordError(`layer ${chainId}`);
  const list: LayerEntry[] = entriesFromRecord(fromJson(fromBytes(gunzipSync(entries))), find, nextIno);
  const layer = Object.freeze({ entries: list, diffId, size });
  return {
    chainId,
    parent: typeof parent === 'string' ? parent : undefined,
    layer,
    tree: apply(parentTree, layer),
    blobDigest: typeof blobDigest === 'string' ? blobDigest : undefined,
  };
}

/** The chain ID below, needed before the layer itself can be read. */
export function parentOfLayerRecord(value: unknown): string | undefined {
  const { parent } = fields(value);
  return typeof parent === 'string' ? parent : undefined;
}

function fields(
  value: unknown,
): Readonly<Record<string, unknown>> & { parent?: unknown; blobDigest?: unknown; diffId?: unknown; size?: unknown; entries?: unknown } {
  if (typeof value !== 'object' || value === null) throw new RecordError('a layer that is no object');
  return value as Record<string, unknown>;
}
