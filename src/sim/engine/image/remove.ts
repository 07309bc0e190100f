/** docker rmi: untags, and deletes the image with its last name unless something needs it. As moby's daemon/images/image_delete.go. */
import { shortId } from '../digest.ts';
import { EngineError } from '../engine-error.ts';
import { releaseLayers } from '../layers.ts';
import { canonicalName, canonicalReference, familiarReference, parseReference, parseTagged, type Reference } from '../reference.ts';
import { childrenOf, referencesOf, withEvent, withoutEntry } from '../state.ts';
import type { AnsweringVerb, Container, EngineState, Image, ImageId, Moment } from '../types.ts';
import { getImage, isIdOf } from './find.ts';
import { imageEvent } from './tag.ts';

/** A row of what `docker rmi` prints: `Untagged: …`, `Deleted: …` (of images and of layers, by chain ID). */
export type RemovedImage = { readonly untagged: string } | { readonly deleted: string };

export interface RemoveOptions {
  readonly force?: boolean;
  /** Take untagged parents away as well (`--no-prune` does not). Default true. */
  readonly prune?: boolean;
}

/** What is done so far: the state moves on, rows collect. */
interface Removal {
  state: EngineState;
  readonly rows: RemovedImage[];
  readonly moment: Moment;
}

export const removeImage =
  (text: string, { force = false, prune = true }: RemoveOptions = {}): AnsweringVerb<readonly RemovedImage[]> =>
  (state, moment) => {
    if (text.trim() === '') throw new EngineError('invalidParameter', 'image name cannot be blank');
    const image = getImage(state, text);
    const removal: Removal = { state, rows: [], moment };
    const references = referencesOf(state, image.id);
    if (isIdOf(image, text)) {
      if (isSingle(references)) {
        refuse(findConflict(state, image.id, { force, ignoreNames: true }));
        for (const reference of references) untag(removal, image, reference);
      }
      deleteImage(removal, image.id, { force, prune, quiet: false });
    } else {
      if (!force && isSingle(references)) refuseUsed(state, image, text);
      const left = untagByName(removal, image, parseTagged(text));
      if (left === 0) deleteImage(removal, image.id, { force, prune, quiet: true });
    }
    return { state: removal.state, answer: removal.rows };
  };

function refuseUsed(state: EngineState, image: Image, text: string): void {
  const container = usersOf(state, image.id)[0];
  if (!container) return;
  throw new EngineError(
    'conflict',
    `conflict: unable to remove repository reference "${text}" (must force) - container ${shortId(container.id)} is using its referenced image ${shortId(image.id)}`,
  );
}

/** Takes the name away, and the digests of its repository when that has no tag any more. Returns how many names are left. */
function untagByName(removal: Removal, image: Image, named: Reference): number {
  untag(removal, image, named);
  const left = referencesOf(removal.state, image.id);
  const sameRepository = left.filter((reference) => canonicalName(reference) === canonicalName(named));
  if (named.digest !== undefined || sameRepository.some(({ digest }) => digest === undefined)) return left.length;
  for (const reference of sameRepository) untag(removal, image, reference);
  return left.length - sameRepository.length;
}

function untag(removal: Removal, image: Image, reference: Reference): void {
  const known = parseReference(canonicalReference(reference));
  const names = withoutEntry(removal.state.names, canonicalReference(reference));
  removal.state = withEvent({ ...removal.state, names }, imageEvent('untag', image, removal.moment.now));
  removal.rows.push({ untagged: familiarReference(known) });
}

interface DeleteOptions {
  readonly force: boolean;
  readonly prune: boolean;
  /** A name was taken away already, or it is a parent: conflicts are no news. */
  readonly quiet: boolean;
}

function deleteImage(removal: Removal, id: ImageId, { force, prune, quiet }: DeleteOptions): void {
  const image = removal.state.images.get(id);
  if (!image) return;
  const conflict = findConflict(removal.state, id, { force, ignoreNames: force });
  if (conflict) {
    const dangling = referencesOf(removal.state, id).length === 0 && childrenOf(removal.state, id).length === 0;
    if (quiet && (!dangling || conflict.used)) return;
    refuse(conflict);
  }
  for (const reference of referencesOf(removal.state, id)) untag(removal, image, reference);
  const { state, released } = releaseLayers(withoutImage(removal.state, id));
  removal.state = withEvent(state, imageEvent('delete', image, removal.moment.now));
  removal.rows.push({ deleted: id }, ...released.map(({ chainId }) => ({ deleted: chainId })));
  if (prune && image.parent !== undefined) deleteImage(removal, image.parent, { force: false, prune: true, quiet: true });
}

/** No image may point to a parent that is gone. */
function withoutImage(state: EngineState, id: ImageId): EngineState {
  const images = new Map(state.images);
  images.delete(id);
  for (const child of childrenOf(state, id)) images.set(child.id, { ...child, parent: undefined });
  return { ...state, images };
}

interface Conflict {
  readonly message: string;
  /** A container has it. */
  readonly used: boolean;
}

function findConflict(
  state: EngineState,
  id: ImageId,
  { force, ignoreNames }: { force: boolean; ignoreNames: boolean },
): Conflict | undefined {
  const conflict = (how: string, what: string, used = false) => ({
    message: `conflict: unable to delete ${shortId(id)} (${how}) - ${what}`,
    used,
  });
  if (childrenOf(state, id).length > 0) return conflict('cannot be forced', 'image has dependent child images');
  const users = usersOf(state, id);
  const running = users.find(isRunning);
  if (running) return conflict('cannot be forced', `image is being used by running container ${shortId(running.id)}`, true);
  if (force) return undefined;
  if (!ignoreNames && referencesOf(state, id).length > 0) return conflict('must be forced', 'image is referenced in multiple repositories');
  const stopped = users[0];
  return stopped && conflict('must be forced', `image is being used by stopped container ${shortId(stopped.id)}`, true);
}

function refuse(conflict: Conflict | undefined): void {
  if (conflict) throw new EngineError('conflict', conflict.message);
}

const usersOf = (state: EngineState, id: ImageId): Container[] => [...state.containers.values()].filter(({ image }) => image === id);

const isRunning = ({ state }: Container): boolean =>
  state.status === 'running' || state.status === 'paused' || state.status === 'restarting';

/** One tag, or the tag and the digest of one repository. */
function isSingle(references: readonly Reference[]): boolean {
  if (references.length <= 1) return true;
  const [first, second] = references;
  if (references.length > 2 || !first || !second) return false;
  const repositories = new Set([first, second].filter(({ digest }) => digest !== undefined).map(canonicalName));
  const single = [first, second].filter(({ digest }) => digest === undefined);
  return single.length < 2 && repositories.size === 1 && repositories.has(canonicalName(single[0] ?? first));
}
