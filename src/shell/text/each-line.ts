/** Every line of a descriptor to its end. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import type { MaybePromise, Process } from '../../sim/kernel/types.ts';
import { LineReader } from './line-reader.ts';

/** `isTerminated` is false for a last line without its delimiter. */
export async function eachLine(
  process: Process,
  fd: number,
  delimiter: string,
  take: (line: ByteString, isTerminated: boolean) => MaybePromise<void>,
): Promise<void> {
  const reader = new LineReader(process, fd, delimiter);
  for (;;) {
    const reading = reader.next();
    const line = reading instanceof Promise ? await reading : reading;
    if (line === undefined) return;
    const taking = take(line, reader.terminated);
    if (taking) await taking;
  }
}
