/** A container that does not run goes away: its records, its tree, its anonymous volumes. As moby's daemon/delete.go cleanupContainer. */
import type { Engine } from '../engine.ts';
import { wakeWaiters } from '../runtime/wait.ts';
import type { ContainerId } from '../types.ts';
import { volumeCellId } from '../volume/find.ts';
import { exitCodeOf } from './find.ts';
import { withoutRecords } from './without-records.ts';

export function removeRecords(engine: Engine, id: ContainerId, { volumes }: { readonly volumes: boolean }): void {
  const container = engine.state.containers.get(id);
  if (!container) return;
  const before = engine.state;
  const after = engine.change('rm', (state, moment) => withoutRecords(state, container, volumes, moment));
  for (const name of before.volumes.keys()) if (!after.volumes.has(name)) engine.cells.delete(volumeCellId(name));
  engine.forget(id);
  wakeWaiters(engine, id, 'removed', exitCodeOf(container));
}
