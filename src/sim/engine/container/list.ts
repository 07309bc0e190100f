/** docker ps: which containers, newest first. As moby's daemon/list.go. */
import type { Instant } from '../../fs/types.ts';
import type { Engine } from '../engine.ts';
import { NO_FILTERS } from '../filters.ts';
import { newestFirst } from '../state.ts';
import type { Container, ContainerState, Filters, ImageId, MountPoint, PortMap, StringMap } from '../types.ts';
import type { Health } from './health-types.ts';
import { isRunning } from './find.ts';
import { namesByLinks } from './links.ts';
import { containerFilter, referenceOf } from './list-filters.ts';
import { containerSizes } from './sizes.ts';

export interface ContainerSummary {
  readonly id: string;
  /** Without slash. */
  readonly name: string;
  /** As typed; the image's ID (`sha256:…`) when that name means another one now. */
  readonly image: string;
  readonly imageId: ImageId;
  /** Path and arguments. */
  readonly command: readonly string[];
  readonly created: Instant;
  readonly state: ContainerState;
  readonly health: Health | undefined;
  /** What is published, while it runs; `null` bindings: exposed only. */
  readonly ports: PortMap;
  readonly labels: StringMap;
  readonly mounts: readonly MountPoint[];
  readonly networks: readonly string[];
  /** `web/mydb`: what others call it by their links. */
  readonly linkNames: readonly string[];
  /** Bytes; only when asked for. */
  readonly sizes: { readonly writable: number; readonly virtual: number } | undefined;
}

export interface ListContainersOptions {
  /** Those that do not run as well. */
  readonly all?: boolean;
  /** The newest so many, running or not (-n, -l); 0 or undefined: no limit. */
  readonly limit?: number;
  readonly filters?: Filters;
  readonly size?: boolean;
}

/** Throws EngineError. */
export function listContainers(engine: Engine, options: ListContainersOptions = {}): ContainerSummary[] {
  const { filters = NO_FILTERS, limit = 0 } = options;
  const { state } = engine;
  const matches = containerFilter(state, filters);
  const all = options.all || limit > 0 || filters.has('status');
  const found = newestFirst(state.containers.values()).filter((container) => (all || isRunning(container)) && matches(container));
  return (limit > 0 ? found.slice(0, limit) : found).map((container) => summarize(engine, container, options.size ?? false));
}

function summarize(engine: Engine, container: Container, size: boolean): ContainerSummary {
  const { id, name, path, args, created, state, health, config, mounts, endpoints, ports } = container;
  const exposed = isRunning(container) ? ports : {};
  return {
    ...{ id, name, created, state, health, mounts },
    image: referenceOf(engine.state, container),
    imageId: container.image,
    command: [path, ...args],
    ports: exposed,
    labels: config.Labels ?? {},
    linkNames: namesByLinks(engine.state, container),
    networks: endpoints.map(({ network }) => network),
    sizes: size ? containerSizes(engine, container) : undefined,
  };
}
