/** Where the keys of a terminal go, in words: for its title, its tab and the browser's own tab. */
import type { Place } from '../sim/view.ts';
import { texts } from './texts.ts';

/** `HOST`, `CONTAINER 3f1c2b9a8d7e (ubuntu)`. */
export function placeTitle(place: Place): string {
  if (place.kind === 'host') return texts.terminals.host;
  return `${texts.terminals.container} ${place.id.slice(0, 12)} (${place.image})`;
}

/** For a narrow tab: `HOST`, `3f1c… (ubuntu)`. */
export function shortPlace(place: Place): string {
  return place.kind === 'host' ? texts.terminals.host : `${place.id.slice(0, 4)}… (${place.image})`;
}
