/** docker image prune: the dangling images, or with `dangling=false` all that no container uses. As moby's daemon/images/image_prune.go. */
import { EngineError } from '../engine-error.ts';
import { booleanFilter, checkFilters, matchesPruneLabels, NO_FILTERS, untilFilter } from '../filters.ts';
import { canonicalReference } from '../reference.ts';
import { childrenOf, referencesOf } from '../state.ts';
import type { AnsweringVerb, EngineState, Filters, Moment } from '../types.ts';
import { type RemovedImage, removeImage } from './remove.ts';

export interface PrunedImages {
  readonly deleted: readonly RemovedImage[];
  /** Bytes. */
  readonly reclaimed: number;
}

export const pruneImages =
  (filters: Filters = NO_FILTERS): AnsweringVerb<PrunedImages> =>
  (before, moment) => {
    checkFilters(filters, ['dangling', 'label', 'label!', 'until']);
    const danglingOnly = booleanFilter(filters, 'dangling') ?? true;
    const until = untilFilter(filters, moment.now);
    let state = before;
    const deleted: RemovedImage[] = [];
    for (const image of before.images.values()) {
      const references = referencesOf(before, image.id);
      const isParent = childrenOf(before, image.id).length > 0;
      if (isParent && (danglingOnly || references.length === 0)) continue;
      if ((until !== undefined && image.created > until) || !matchesPruneLabels(filters, image.config.config.Labels)) continue;
      if (danglingOnly && references.some(({ digest }) => digest === undefined)) continue;
      const names = references.length > 0 ? references.map(canonicalReference) : [image.id.slice(7)];
      for (const name of names) {
        const step = removeIfPossible(state, name, moment);
        state = step.state;
        deleted.push(...step.answer);
      }
    }
    const reclaimed = deleted.reduce((sum, row) => sum + ('deleted' in row ? (before.layers.get(row.deleted)?.layer.size ?? 0) : 0), 0);
    return { state, answer: { deleted, reclaimed } };
  };

/** An image that is in use or gone by now is passed over in silence. */
function removeIfPossible(state: EngineState, name: string, moment: Moment): { state: EngineState; answer: readonly RemovedImage[] } {
  try {
    return removeImage(name)(state, moment);
  } catch (error) {
    if (error instanceof EngineError) return { state, answer: [] };
    throw error;
  }
}
