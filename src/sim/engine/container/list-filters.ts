/** The filters of docker ps. As moby's daemon/list.go. */
import { EngineError } from '../engine-error.ts';
import { booleanFilter, checkFilters, matchesLabels } from '../filters.ts';
import { findImage } from '../image/find.ts';
import { findNetwork } from '../network/find.ts';
import type { Container, EngineState, Filters, ImageId } from '../types.ts';
import { exitCodeOf, getContainer, isRunning } from './find.ts';

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

type Test = (container: Container) => boolean;

/** A test of all filters at once. Throws EngineError for a key or value that is none. */
export function containerFilter(state: EngineState, filters: Filters): Test {
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
    return (container) => container.everStarted && !isRunning(container) && codes.includes(exitCodeOf(container));
  },
  ancestor: ancestorTest,
  before: (state, values) => {
    const others = values.map((text) => getContainer(state, text));
    return ({ created }) => others.every((other) => created < other.created);
  },
  since: (state, values) => {
    const others = values.map((text) => getContainer(state, text));
    return ({ created }) => others.every((other) => created > other.created);
  },
  volume: (_, values) => (container) =>
    container.mounts.some(({ name, destination, source }) => values.some((value) => [name, destination, source].includes(value))),
  network: (state, values) => (container) =>
    container.endpoints.some(({ network }) => values.some((value) => value === network || findNetwork(state, value)?.name === network)),
  publish: (_, values) => portTest('publish', values, publishedPorts),
  expose: (_, values) => portTest('expose', values, ({ config }) => Object.keys(config.ExposedPorts ?? {})),
  health: (_, values) => {
    for (const value of values) if (!HEALTHS.includes(value)) throw badHealth(value);
    return ({ health }) => values.includes(health?.status ?? 'none');
  },
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

const HEALTHS = ['none', 'starting', 'healthy', 'unhealthy'];

function badHealth(value: string): EngineError {
  return new EngineError(
    'invalidParameter',
    `invalid filter 'health=${value}': invalid value for health (${value}): must be one of ${HEALTHS.join(', ')}`,
  );
}

function badState(value: string): EngineError {
  return new EngineError(
    'invalidParameter',
    `invalid filter 'status=${value}': invalid value for state (${value}): must be one of ${STATES.join(', ')}`,
  );
}

/** The image itself, or one that was committed from it. What names no image matches nothing. */
function ancestorTest(state: EngineState, values: readonly string[]): Test {
  const ancestors = values.map((value) => imageIdOf(state, value) ?? value);
  return ({ image }) => ancestors.some((ancestor) => descends(state, image, ancestor));
}

function imageIdOf(state: EngineState, text: string): ImageId | undefined {
  try {
    return findImage(state, text)?.id;
  } catch (error) {
    if (error instanceof EngineError) return undefined;
    throw error;
  }
}

/** Along the parents of local commits. */
function descends(state: EngineState, image: ImageId, ancestor: ImageId): boolean {
  for (let id: ImageId | undefined = image; id !== undefined; id = state.images.get(id)?.parent) if (id === ancestor) return true;
  return false;
}

function publishedPorts({ ports }: Container): string[] {
  return Object.entries(ports).flatMap(([port, bindings]) => (bindings ?? []).map(({ HostPort }) => `${HostPort}/${port.split('/')[1]}`));
}

/** `80`, `80/udp` or a range `8000-8010/tcp`. */
function portTest(key: string, values: readonly string[], portsOf: (container: Container) => readonly string[]): Test {
  const wanted = new Set<string>();
  for (const value of values) {
    const [, first, last = first, protocol = 'tcp'] = /^(\d+)(?:-(\d+))?(?:\/(\w+))?$/.exec(value) ?? [];
    if (first === undefined) {
      const bad = value.split(/[-/]/).find((part) => !/^\d+$/.test(part)) ?? value;
      throw new EngineError('system', `error while looking up for ${key} ${value}: strconv.ParseUint: parsing "${bad}": invalid syntax`);
    }
    for (let port = Number(first); port <= Number(last); port++) wanted.add(`${port}/${protocol}`);
  }
  return (container) => portsOf(container).some((port) => wanted.has(port));
}

/** The name as typed, as long as it still means the container's image. */
export function referenceOf(state: EngineState, { config, image }: Container): string {
  return imageIdOf(state, config.Image) === image ? config.Image : image;
}
