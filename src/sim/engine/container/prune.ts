/** docker container prune: all that do not run. As moby's daemon/prune.go. */
import { checkFilters, matchesPruneLabels, NO_FILTERS, untilFilter } from '../filters.ts';
import type { Engine } from '../engine.ts';
import type { ContainerId, Filters } from '../types.ts';
import { isRunning } from './find.ts';
import { removeRecords } from './remove-records.ts';
import { containerSizes } from './sizes.ts';

export interface PrunedContainers {
  readonly deleted: readonly ContainerId[];
  /** Bytes. */
  readonly reclaimed: number;
}

/** Throws EngineError. */
export function pruneContainers(engine: Engine, filters: Filters = NO_FILTERS): PrunedContainers {
  checkFilters(filters, ['label', 'label!', 'until']);
  const until = untilFilter(filters, engine.now());
  const deleted: ContainerId[] = [];
  let reclaimed = 0;
  for (const container of engine.state.containers.values()) {
    if (isRunning(container) || (until !== undefined && container.created > until)) continue;
    if (!matchesPruneLabels(filters, container.config.Labels)) continue;
    reclaimed += containerSizes(engine, container).writable;
    removeRecords(engine, container.id, { volumes: false });
    deleted.push(container.id);
  }
  return { deleted, reclaimed };
}
