/** The client's own look at image references, before the daemon sees them. As github.com/distribution/reference ParseNormalizedNamed. */
import { EngineError } from '../../../../sim/engine/engine-error.ts';
import { parseReference, type Reference } from '../../../../sim/engine/reference.ts';
import type { ByteString } from '../../../../sim/fs/bytes.ts';
import { StatusError } from './status-error.ts';

/** Throws StatusError with what `words` makes of the parser's message. */
export function checkReference(text: ByteString, words: (message: string) => string = (message) => message, status = 1): Reference {
  try {
    return parseReference(text);
  } catch (error) {
    if (error instanceof EngineError) throw new StatusError(words(error.message), status);
    throw error;
  }
}
