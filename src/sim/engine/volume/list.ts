/** docker volume ls, inspect, rm, prune. As moby's volume/service. */
import { booleanFilter, checkFilters, matchesLabels, matchesPruneLabels, NO_FILTERS, valuesOf } from '../filters.ts';
import type { Engine } from '../engine.ts';
import { EngineError } from '../engine-error.ts';
import { rfc3339 } from '../go-text.ts';
import { withEvent, withoutEntry } from '../state.ts';
import type { EngineState, Filters, JsonObject, Volume } from '../types.ts';
import { changeSet, sizeOf } from '../../fs/change-set.ts';
import { emptyTree } from '../../fs/tree.ts';
import { getVolume, mountpointOf, volumeCellId, volumeUsers } from './find.ts';

/** By name. Throws EngineError. */
export function listVolumes(state: EngineState, filters: Filters = NO_FILTERS): Volume[] {
  checkFilters(filters, ['dangling', 'driver', 'label', 'name']);
  const dangling = booleanFilter(filters, 'dangling');
  const names = valuesOf(filters, 'name');
  const drivers = valuesOf(filters, 'driver');
  return [...state.volumes.values()]
    .filter(({ name }) => names.length === 0 || names.some((part) => name.includes(part)))
    .filter(({ driver }) => drivers.length === 0 || drivers.includes(driver))
    .filter(({ labels }) => matchesLabels(valuesOf(filters, 'label'), labels))
    .filter(({ name }) => dangling === undefined || dangling === (volumeUsers(state, name).length === 0))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Throws EngineError `get nosuch: no such volume`. */
export function inspectVolume(state: EngineState, name: string): JsonObject {
  const { created, driver, labels, options } = getVolume(state, name);
  return {
    CreatedAt: rfc3339(created - (created % 1e6)),
    Driver: driver,
    Labels: labels,
    Mountpoint: mountpointOf(name),
    Name: name,
    Options: options,
    Scope: 'local',
  };
}

/** Throws EngineError `remove v1: volume is in use - [<id>]`. */
export function removeVolume(engine: Engine, name: string, { force = false }: { readonly force?: boolean } = {}): void {
  if (force && !engine.state.volumes.has(name)) return;
  getVolume(engine.state, name);
  const users = volumeUsers(engine.state, name);
  if (users.length > 0) throw new EngineError('conflict', `remove ${name}: volume is in use - [${users.map(({ id }) => id).join(', ')}]`);
  engine.change('volume rm', (state, { now }) => {
    const event = { type: 'volume', action: 'destroy', id: name, attributes: { driver: 'local' }, at: now } as const;
    return withEvent({ ...state, volumes: withoutEntry(state.volumes, name) }, event);
  });
  engine.cells.delete(volumeCellId(name));
}

/** Anonymous ones that nobody uses; with `all=1` those with names as well. Throws EngineError. */
export function pruneVolumes(
  engine: Engine,
  filters: Filters = NO_FILTERS,
): { readonly deleted: readonly string[]; readonly reclaimed: number } {
  checkFilters(filters, ['all', 'label', 'label!']);
  const all = booleanFilter(filters, 'all') ?? false;
  const deleted: string[] = [];
  let reclaimed = 0;
  for (const { name, anonymous, labels } of engine.state.volumes.values()) {
    if ((!all && !anonymous) || volumeUsers(engine.state, name).length > 0 || !matchesPruneLabels(filters, labels)) continue;
    reclaimed += volumeSize(engine, name);
    removeVolume(engine, name);
    deleted.push(name);
  }
  return { deleted, reclaimed };
}

/** Bytes of its files. */
export function volumeSize(engine: Engine, name: string): number {
  return sizeOf(changeSet(emptyTree(0), engine.cell(volumeCellId(name)).freeze()));
}
