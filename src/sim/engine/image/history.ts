/** docker history: an image's rows, newest first. As moby's daemon/images/image_history.go. */
import { parseRfc3339 } from '../go-text.ts';
import { stackOf } from '../layers.ts';
import { familiarReference } from '../reference.ts';
import { referencesOf } from '../state.ts';
import type { EngineState, ImageId } from '../types.ts';
import { getImage } from './find.ts';

export interface HistoryRow {
  /** An image here, or `<missing>`. */
  readonly id: ImageId | '<missing>';
  /** Undefined: the entry does not say. */
  readonly created: number | undefined;
  readonly createdBy: string;
  readonly tags: readonly string[];
  /** Bytes. */
  readonly size: number;
  readonly comment: string;
}

export function imageHistory(state: EngineState, text: string): HistoryRow[] {
  const image = getImage(state, text);
  const layers = stackOf(state, image.chainId);
  let used = 0;
  const rows = (image.config.history ?? []).map((entry): HistoryRow => {
    const size = entry.empty_layer ? 0 : (layers[used++]?.layer.size ?? 0);
    const created = entry.created === undefined ? undefined : parseRfc3339(entry.created);
    return { id: '<missing>', created, createdBy: entry.created_by ?? '', tags: [], size, comment: entry.comment ?? '' };
  });
  return nameRows(state, image.id, rows.reverse());
}

/** The first rows are the image and the local images that it was committed from. */
function nameRows(state: EngineState, image: ImageId, rows: readonly HistoryRow[]): HistoryRow[] {
  let id: ImageId | undefined = image;
  return rows.map((row) => {
    if (id === undefined) return row;
    const named = { ...row, id, tags: tagsOf(state, id) };
    const parent: ImageId | undefined = state.images.get(id)?.parent;
    id = parent !== undefined && state.images.has(parent) ? parent : undefined;
    return named;
  });
}

/** `ubuntu:latest`, …: an image's tags in short form. */
export const tagsOf = (state: EngineState, id: ImageId): string[] =>
  referencesOf(state, id)
    .filter(({ digest }) => digest === undefined)
    .map(familiarReference);

/** `ubuntu@sha256:…`. */
export const digestsOf = (state: EngineState, id: ImageId): string[] =>
  referencesOf(state, id)
    .filter(({ digest }) => digest !== undefined)
    .map(familiarReference);
