/** docker ps: which containers, newest first. As moby's daemon/list.go. */
import type { Instant } from '../../fs/types.ts';
import { booleanFilter, checkFilters, matchesLabels, NO_FILTERS } from '../filters.ts';
import type { Engine } from '../engine.ts';
import { EngineError } from '../engine-error.ts';
import { findImage } from '../image/find.ts';
import { findNetwork } from '../network/find.ts';
import { newestFirst } from '../state.ts';
import type { Container, ContainerState, EngineState, Filters, ImageId, MountPoint, PortMap, StringMap } from '../types.ts';
import { exitCodeOf, getContainer } from './find.ts';
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
  /** What is published, while it runs; `null` bindings: exposed only. */
  readonly ports: PortMap;
  readonly labels: StringMap;
  readonly mounts: readonly MountPoint[];
  readonly networks: readonly string[];
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

const STATES = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'];
const FILTERS = [
  'ancestor',
  'before',
  'exited',
  'expose',
  'health',
  'id',
  'is-task',
  'isolation',
  'label',
  'name',
  'network',
  'publish',
  'since',
  'status',
  'volume',
];

/** Throws EngineError. */
export function listContainers(engine: Engine, options: ListContainersOptions = {}): ContainerSummary[] {
  const { filters = NO_FILTERS, limit = 0 } = options;
  const { state } = engine;
  const matches = matcher(state, filters);
  const all = options.all || limit > 0 || filters.has('status');
  const found = newestFirst(state.containers.values()).filter((container) => (all || isUp(container)) && matches(container));
  return (limit > 0 ? found.slice(0, limit) : found).map((container) => summarize(engine, container, options.size ?? false));
}

const isUp = ({ state }: Container): boolean => ['running', 'paused', 'restarting'].includes(state.status);

type Test = (container: Container) => boolean;

function matcher(state: EngineState, filters: Filters): Test {
  checkFilters(filters, FILTERS);
  booleanFilter(filters, 'is-task');
  const tests: Test[] = [];
  for (const [key, values] of filters) {
    const test = TESTS[key]?.(state, values);
    if (test) tests.push(test);
  }
  return (container) => tests.every((test) => test(container));
}

const TESTS: Readonly<Record<string, (state: EngineState, values: readonly string[]) => Test>> = {
  id: (_, values) => anyPattern(values, ({ id }) => [id]),
  name: (_, values) => anyPattern(values, ({ name }) => [name, `/${name}`]),
  label: (_, values) => (container) => matchesLabels(values, container.config.Labels),
  status: (_, values) => {
    for (const value of values) if (!STATES.includes(value)) throw badState(value);
    return ({ state }) => values.includes(state.status);
  },
  exited: (_, values) => {
    const codes = values.map((value) => exitCodeFilter(value));
    return (container) => container.everStarted && !isUp(container) && codes.includes(exitCodeOf(container));
  },
  ancestor: ancestorTest,
  before: (state, values) => (container) => values.every((text) => container.created < getContainer(state, text).created),
  since: (state, values) => (container) => values.every((text) => container.created > getContainer(state, text).created),
  volume: (_, values) => (container) =>
    container.mounts.some(({ name, destination, source }) => values.some((value) => [name, destination, source].includes(value))),
  network: (state, values) => (container) =>
    container.endpoints.some(({ network }) => values.some((value) => value === network || findNetwork(state, value)?.name === network)),
  publish: (_, values) => (container) =>
    portTest(
      values,
      Object.entries(container.ports).flatMap(([port, bindings]) =>
        (bindings ?? []).map(({ HostPort }) => `${HostPort}/${port.split('/')[1]}`),
      ),
    ),
  expose: (_, values) => (container) => portTest(values, Object.keys(container.config.ExposedPorts ?? {})),
  health: (_, values) => () => values.includes('none'),
  'is-task': (_, values) => () => values.includes('false') || values.includes('0'),
};

/** Unanchored, as Go's regexp. */
function anyPattern(values: readonly string[], textsOf: (container: Container) => readonly string[]): Test {
  const patterns = values.map((value) => {
    try {
      return new RegExp(value);
    } catch {
      return undefined;
    }
  });
  return (container) => textsOf(container).some((text) => patterns.some((pattern, index) => pattern?.test(text) || values[index] === text));
}

function exitCodeFilter(value: string): number {
  if (!/^-?\d+$/.test(value))
    throw new EngineError('invalidParameter', `invalid filter 'exited=${value}': strconv.Atoi: parsing "${value}": invalid syntax`);
  return Number(value);
}

function badState(value: string): EngineError {
  return new EngineError(
    'invalidParameter',
    `invalid filter 'status=${value}': invalid value for state (${value}): must be one of ${STATES.join(', ')}`,
  );
}

/** The image itself, or one that has all its layers at the bottom. */
function ancestorTest(state: EngineState, values: readonly string[]): Test {
  const tops = values.flatMap((value) => {
    const image = findImage(state, value);
    return image ? [image] : [];
  });
  return ({ image, chainId }) =>
    tops.some(
      (top) =>
        top.id === image || descends(state, image, top.id) || (top.chainId !== undefined && top.chainId === chainId && top.id === image),
    ) || values.some((value) => value === image);
}

/** Along the parents of local commits, and by layers for pulled images. */
function descends(state: EngineState, image: ImageId, ancestor: ImageId): boolean {
  for (let id: ImageId | undefined = image; id !== undefined; id = state.images.get(id)?.parent) if (id === ancestor) return true;
  return false;
}

const portTest = (wanted: readonly string[], ports: readonly string[]): boolean =>
  wanted.some((value) => ports.some((port) => port === value || port === `${value}/tcp`));

function summarize(engine: Engine, container: Container, size: boolean): ContainerSummary {
  const { id, name, path, args, created, state, config, mounts, endpoints, ports } = container;
  const exposed = isUp(container) ? ports : {};
  return {
    ...{ id, name, created, state, mounts },
    image: referenceOf(engine.state, container),
    imageId: container.image,
    command: [path, ...args],
    ports: exposed,
    labels: config.Labels ?? {},
    networks: endpoints.map(({ network }) => network),
    sizes: size ? containerSizes(engine, container) : undefined,
  };
}

/** The name as typed, as long as it still means the container's image. */
export function referenceOf(state: EngineState, { config, image }: Container): string {
  try {
    return findImage(state, config.Image)?.id === image ? config.Image : image;
  } catch {
    return image;
  }
}
