/** docker pull's work, shared with run and create: asks the daemon for an image and shows how it comes. As docker/cli image/pull.go. */
import type { Engine } from '../../../../../sim/engine/engine.ts';
import { EngineError } from '../../../../../sim/engine/engine-error.ts';
import type { ByteString } from '../../../../../sim/fs/bytes.ts';
import type { Process } from '../../../../../sim/kernel/types.ts';

export async function pullWithProgress(
  _process: Process,
  _engine: Engine,
  image: ByteString,
  _options: { readonly fd: number },
): Promise<void> {
  throw new EngineError('notFound', `pull access denied for ${image}`);
}

export const pullQuietly = (process: Process, engine: Engine, image: ByteString): Promise<void> =>
  pullWithProgress(process, engine, image, { fd: 2 });
