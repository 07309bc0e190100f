/** A frozen layer as one record: what it is, and its entries as JSON (browsers compress large values themselves). Written once, never again. */
import type { StoredLayer } from '../engine/types.ts';
import { apply } from '../fs/apply.ts';
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
    entries: toJson(entriesToRecord(stored.layer.entries, keep)),
  };
}

/** The layer without its stack: `parentTree` is what it lies on. Throws RecordError. */
export function layerFromRecord(
  chainId: string,
  value: unknown,
  parentTree: Tree,
  find: (key: string) => Content,
  nextIno: () => number,
): StoredLayer {
  const { parent, blobDigest, diffId, size, entries } = fields(value);
  if (typeof entries !== 'string' || typeof diffId !== 'string' || typeof size !== 'number') throw new RecordError(`layer ${chainId}`);
  const list: LayerEntry[] = entriesFromRecord(fromJson(entries), find, nextIno);
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
