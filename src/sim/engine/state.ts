/** The daemon's state as a value: an empty one, and the small steps that verbs are made of. */
import type { Instant } from '../fs/types.ts';
import { randomId } from './digest.ts';
import { canonicalReference, parseReference, type Reference } from './reference.ts';
import type { Network } from './network/network-types.ts';
import type { Container, EngineEvent, EngineState, Image, ImageId, Moment, Volume } from './types.ts';

/** The daemon remembers as many events, as moby's events.eventsLimit. */
const EVENTS_KEPT = 256;

/** A fresh daemon: no images, the three networks that are always there. */
export function emptyState({ now, random }: Moment): EngineState {
  const networks = new Map<string, Network>();
  for (const network of [bridge(now), plain('host', now), plain('none', now)]) {
    const id = randomId(random);
    networks.set(id, { ...network, id });
  }
  return { images: new Map(), names: new Map(), containers: new Map(), networks, volumes: new Map(), layers: new Map(), events: [] };
}

const plain = (name: string, created: Instant): Network => ({
  id: '',
  name,
  created,
  driver: name === 'none' ? 'null' : name,
  subnet: undefined,
  gateway: undefined,
  internal: false,
  attachable: false,
  options: {},
  labels: {},
});

const bridge = (created: Instant): Network => ({
  ...plain('bridge', created),
  subnet: '172.17.0.0/16',
  gateway: '172.17.0.1',
  options: {
    'com.docker.network.bridge.default_bridge': 'true',
    'com.docker.network.bridge.enable_icc': 'true',
    'com.docker.network.bridge.enable_ip_masquerade': 'true',
    'com.docker.network.bridge.host_binding_ipv4': '0.0.0.0',
    'com.docker.network.bridge.name': 'docker0',
    'com.docker.network.driver.mtu': '1500',
  },
});

/** A copy of a map with one entry more or changed. */
export function withEntry<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key, value: Value): ReadonlyMap<Key, Value> {
  return new Map(map).set(key, value);
}

export function withoutEntry<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): ReadonlyMap<Key, Value> {
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}

export const withImage = (state: EngineState, image: Image): EngineState => ({
  ...state,
  images: withEntry(state.images, image.id, image),
});

export const withContainer = (state: EngineState, container: Container): EngineState => ({
  ...state,
  containers: withEntry(state.containers, container.id, container),
});

export const withVolume = (state: EngineState, volume: Volume): EngineState => ({
  ...state,
  volumes: withEntry(state.volumes, volume.name, volume),
});

export const withNetwork = (state: EngineState, network: Network): EngineState => ({
  ...state,
  networks: withEntry(state.networks, network.id, network),
});

/** The name moves if another image had it. */
export const withName = (state: EngineState, reference: Reference, image: ImageId): EngineState => ({
  ...state,
  names: withEntry(state.names, canonicalReference(reference), image),
});

export function withEvent(state: EngineState, event: EngineEvent): EngineState {
  return { ...state, events: [...state.events, event].slice(-EVENTS_KEPT) };
}

/** All names of an image, tags and digests, in the order in which the daemon lists them. */
export function referencesOf(state: EngineState, image: ImageId): Reference[] {
  const names: string[] = [];
  for (const [name, id] of state.names) if (id === image) names.push(name);
  return names.sort().map(parseReference);
}

/** The images that were committed from this one. */
export function childrenOf(state: EngineState, image: ImageId): Image[] {
  return [...state.images.values()].filter(({ parent }) => parent === image);
}

/** Newest first; of the same instant the later one first. */
export function newestFirst<Item extends { readonly created: Instant }>(items: Iterable<Item>): Item[] {
  return [...items].reverse().sort((a, b) => b.created - a.created);
}
