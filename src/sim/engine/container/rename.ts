/** docker rename. As moby's daemon/rename.go. */
import { EngineError } from '../engine-error.ts';
import { withContainerEvent } from '../events.ts';
import { withContainer } from '../state.ts';
import type { Verb } from '../types.ts';
import { getContainer } from './find.ts';
import { reserveName } from './name.ts';

export const renameContainer =
  (text: string, newName: string): Verb =>
  (state, moment) => {
    if (text === '' || newName === '') throw new EngineError('invalidParameter', 'Neither old nor new names may be empty');
    const container = getContainer(state, text);
    const name = newName.startsWith('/') ? newName : `/${newName}`;
    if (name === `/${container.name}`) {
      throw new EngineError('invalidParameter', 'Renaming a container with the same name as its current name');
    }
    const renamed = { ...container, name: freeName(() => reserveName(state, name)) };
    return withContainerEvent(withContainer(state, renamed), renamed, 'rename', moment, { oldName: `/${container.name}` });
  };

function freeName(reserve: () => string): string {
  try {
    return reserve();
  } catch (error) {
    if (error instanceof EngineError) throw new EngineError(error.kind, `Error when allocating new name: ${error.message}`);
    throw error;
  }
}
