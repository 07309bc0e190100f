/** Finding an image by name, digest, ID or a unique beginning of an ID. As moby's daemon/images GetImage. */
import { EngineError } from '../engine-error.ts';
import { canonicalReference, familiarReference, parseAnyReference, withDefaultTag } from '../reference.ts';
import type { EngineState, Image } from '../types.ts';

/** Undefined when there is none. Throws EngineError when `text` is no reference at all. */
export function findImage(state: EngineState, text: string): Image | undefined {
  const reference = parseAnyReference(text);
  if ('id' in reference) return state.images.get(reference.id);
  const named = state.names.get(canonicalReference(reference));
  return (named === undefined ? undefined : state.images.get(named)) ?? findByPrefix(state, text);
}

/** Throws EngineError `No such image: nosuch:latest`. */
export function getImage(state: EngineState, text: string): Image {
  const image = findImage(state, text);
  if (image) return image;
  const reference = parseAnyReference(text);
  throw new EngineError('notFound', `No such image: ${'id' in reference ? reference.id : familiarReference(withDefaultTag(reference))}`);
}

/** Whether `text` means the image by its ID, not by a name. */
export function isIdOf(image: Image, text: string): boolean {
  const digits = text.startsWith('sha256:') ? text.slice(7) : text;
  return digits !== '' && image.id.slice(7).startsWith(digits);
}

/** Several images with that beginning count as none, as in the real one. */
function findByPrefix(state: EngineState, text: string): Image | undefined {
  const digits = text.startsWith('sha256:') ? text.slice(7) : text;
  if (!/^[0-9a-f]+$/.test(digits)) return undefined;
  const found = [...state.images.values()].filter(({ id }) => id.startsWith(digits, 7));
  return found.length === 1 ? found[0] : undefined;
}
