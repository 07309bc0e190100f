/** docker export: a container's whole tree as a tar. As moby's daemon/export.go. */
import { changeSet } from '../../fs/change-set.ts';
import { toTar } from '../../fs/tar.ts';
import { emptyTree } from '../../fs/tree.ts';
import type { Engine } from '../engine.ts';
import { withContainerEvent } from '../events.ts';
import { getContainer } from './find.ts';

/** What is mounted in it is left out. Throws EngineError. */
export function exportContainer(engine: Engine, text: string): Uint8Array {
  const container = getContainer(engine.state, text);
  const tar = toTar(changeSet(emptyTree(0), engine.cellOf(container.id).freeze(), { precision: 'tar' }));
  engine.change('export', (state, moment) => withContainerEvent(state, container, 'export', moment));
  return tar;
}
