/** `--since` and `--until`: the client reads them itself and has its own words for what it cannot read. As docker/cli opts and moby's timestamp. */
import { EngineError } from '../../../../sim/engine/engine-error.ts';
import { parseMoment } from '../../../../sim/engine/filters.ts';
import type { ByteString } from '../../../../sim/fs/bytes.ts';
import type { Instant } from '../../../../sim/fs/types.ts';
import { StatusError } from './status-error.ts';

/** Undefined for an empty text. Throws StatusError; `words` come before what is wrong. */
export function clientMoment(text: ByteString, now: Instant, words = ''): Instant | undefined {
  if (text === '') return undefined;
  try {
    return parseMoment(text, now);
  } catch (error) {
    if (error instanceof EngineError) throw new StatusError(words + error.message);
    throw error;
  }
}
