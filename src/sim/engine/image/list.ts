/** docker images: which images, newest first. As moby's daemon/images/images.go. */
import { booleanFilter, checkFilters, matchesLabels, parseMoment, valuesOf } from '../filters.ts';
import type { Instant } from '../../fs/types.ts';
import { familiarReference, matchesPattern } from '../reference.ts';
import { childrenOf, newestFirst, referencesOf } from '../state.ts';
import type { EngineState, Filters, Image, ImageId, StringMap } from '../types.ts';
import { getImage } from './find.ts';

export interface ImageSummary {
  readonly id: ImageId;
  readonly parent: ImageId | undefined;
  /** `ubuntu:latest`; empty for a dangling one. With a `reference` filter, those that match. */
  readonly tags: readonly string[];
  /** `ubuntu@sha256:…`. */
  readonly digests: readonly string[];
  readonly created: Instant;
  /** Bytes. */
  readonly size: number;
  readonly labels: StringMap | null;
  /** How many containers, running or not. */
  readonly containers: number;
}

export interface ListImagesOptions {
  /** With the untagged parents of others. */
  readonly all?: boolean;
  /** dangling, label, before, since, reference, until. */
  readonly filters?: Filters;
  /** For `until`. */
  readonly now?: Instant;
}

export function listImages(state: EngineState, { all = false, filters = new Map(), now = 0 }: ListImagesOptions = {}): ImageSummary[] {
  checkFilters(filters, ['dangling', 'label', 'label!', 'before', 'since', 'reference', 'until']);
  const dangling = booleanFilter(filters, 'dangling');
  const inTime = timeFilter(state, filters, now);
  const summaries: ImageSummary[] = [];
  for (const image of newestFirst(state.images.values())) {
    if (!inTime(image) || !matchesLabels(valuesOf(filters, 'label'), image.config.config.Labels)) continue;
    const isParent = childrenOf(state, image.id).length > 0;
    if (dangling === true && isParent) continue;
    const summary = summarize(state, image, valuesOf(filters, 'reference'));
    if (summary.tags.length === 0 && summary.digests.length === 0) {
      if ((isParent && !all) || dangling === false || filters.has('reference')) continue;
    } else if (dangling === true && summary.tags.length > 0) continue;
    summaries.push(summary);
  }
  return summaries;
}

function timeFilter(state: EngineState, filters: Filters, now: Instant): (image: Image) => boolean {
  const before = valuesOf(filters, 'before').map((text) => getImage(state, text).created);
  const since = valuesOf(filters, 'since').map((text) => getImage(state, text).created);
  const until = valuesOf(filters, 'until').map((text) => parseMoment(text, now));
  return ({ created }) => before.every((at) => created < at) && since.every((at) => created > at) && until.every((at) => created <= at);
}

function summarize(state: EngineState, image: Image, patterns: readonly string[]): ImageSummary {
  const references = referencesOf(state, image.id).filter(
    (reference) => patterns.length === 0 || patterns.some((pattern) => matchesPattern(pattern, reference)),
  );
  return {
    id: image.id,
    parent: image.parent,
    tags: references.filter(({ digest }) => digest === undefined).map(familiarReference),
    digests: references.filter(({ digest }) => digest !== undefined).map(familiarReference),
    created: image.created,
    size: image.size,
    labels: image.config.config.Labels ?? null,
    containers: [...state.containers.values()].filter((container) => container.image === image.id).length,
  };
}
