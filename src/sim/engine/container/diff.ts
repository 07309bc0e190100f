/** docker diff: what a container has changed of its image. */
import { diff } from '../../fs/diff.ts';
import type { Change } from '../../fs/types.ts';
import type { Engine } from '../engine.ts';
import { getContainer } from './find.ts';

/** Parents before children; empty when nothing differs by stat. */
export function containerChanges(engine: Engine, text: string): Change[] {
  const container = getContainer(engine.state, text);
  return diff(engine.baseOf(container), engine.cellOf(container.id).freeze());
}
