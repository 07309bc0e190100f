/** Images that are on a fresh machine from the start, without a pull being shown. */
import type { Engine } from '../sim/engine/engine.ts';
import { tagImage } from '../sim/engine/image/tag.ts';
import { pullImage } from '../sim/engine/runtime/pull.ts';
import type { HostOptions } from './types.ts';

export async function pullImages(engine: Engine, { pulled = [], tags = [] }: Pick<HostOptions, 'pulled' | 'tags'>): Promise<void> {
  for (const reference of pulled) for await (const message of pullImage(engine, reference, { allTags: false })) void message;
  for (const { name, of } of tags) engine.change('tag', tagImage(of, name));
}
