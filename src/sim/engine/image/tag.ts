/** docker tag: the name moves if it was taken; the image that loses its last name stays, untagged. As moby's daemon/images TagImage. */
import { EngineError } from '../engine-error.ts';
import { familiarReference, parseTagged, type Reference } from '../reference.ts';
import { withEvent, withImage, withName } from '../state.ts';
import type { EngineState, Image, Moment, Verb } from '../types.ts';
import { getImage } from './find.ts';

export const tagImage =
  (source: string, target: string): Verb =>
  (state, moment) => {
    const image = getImage(state, source);
    return withTag(state, image, parseTaggedName(target), moment);
  };

/** A name that an image may get. Throws EngineError. */
export function parseTaggedName(text: string): Reference {
  const reference = parseTagged(text);
  if (reference.digest !== undefined) throw new EngineError('invalidParameter', 'refusing to create a tag with a digest reference');
  if (/^(?:library\/)?sha(?:256|384|512)$/.test(reference.path)) {
    throw new EngineError('invalidParameter', 'refusing to create an ambiguous tag using digest algorithm as name');
  }
  return reference;
}

/** One more name for an image, its time and its event. */
export function withTag(state: EngineState, image: Image, reference: Reference, { now }: Moment): EngineState {
  const tagged = withName(withImage(state, { ...image, lastTagged: now }), reference, image.id);
  return withEvent(tagged, imageEvent('tag', image, now, familiarReference(reference)));
}

/** `name` is what the event calls the image; its ID when there is none. */
export function imageEvent(action: string, image: Image, at: number, name: string = image.id) {
  return { type: 'image', action, id: image.id, attributes: { ...image.config.config.Labels, name }, at } as const;
}
