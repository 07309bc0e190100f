/** docker pull's work, shared with run and create: asks the daemon for an image and shows how it comes. As docker/cli image/pull.go. */
import type { Engine } from '../../../../../sim/engine/engine.ts';
import { pullImage } from '../../../../../sim/engine/runtime/pull.ts';
import type { ByteString } from '../../../../../sim/fs/bytes.ts';
import type { Process } from '../../../../../sim/kernel/types.ts';
import { waitFor } from '../run/session.ts';
import { ProgressDisplay, type ProgressMessage } from './display.ts';

export interface PullOptions {
  /** Where progress goes: 1, or 2 in run and create. */
  readonly fd: number;
  readonly allTags?: boolean;
}

/** Throws EngineError. */
export async function pullWithProgress(
  process: Process,
  engine: Engine,
  image: ByteString,
  { fd, allTags = false }: PullOptions,
): Promise<void> {
  const terminal = process.terminal(fd);
  const display = new ProgressDisplay({ write: (text) => process.write(fd, text), columns: () => terminal?.size.columns });
  await eachMessage(process, pullImage(engine, image, { allTags }), (message) => display.show(message));
}

export const pullQuietly = (process: Process, engine: Engine, image: ByteString, allTags = false): Promise<void> =>
  eachMessage(process, pullImage(engine, image, { allTags }), async () => {});

async function eachMessage(
  process: Process,
  messages: AsyncGenerator<ProgressMessage, void>,
  show: (message: ProgressMessage) => Promise<void>,
): Promise<void> {
  try {
    for (;;) {
      const next = await waitFor(process, messages.next());
      if (next.done) return;
      await show(next.value);
    }
  } finally {
    await messages.return();
  }
}
