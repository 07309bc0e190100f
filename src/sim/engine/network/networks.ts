/** docker network ls, inspect, create, rm, connect, disconnect, prune. As moby's daemon/network.go. */
import { isRunning } from '../container/find.ts';
import { randomId, shortId } from '../digest.ts';
import type { Engine } from '../engine.ts';
import { EngineError } from '../engine-error.ts';
import { networkEvent } from '../events.ts';
import { booleanFilter, checkFilters, matchesLabels, matchesPruneLabels, NO_FILTERS, untilFilter, valuesOf } from '../filters.ts';
import { rfc3339 } from '../go-text.ts';
import { addressText, overlap, parseSubnet, type Subnet } from './address.ts';
import { getNetwork } from './find.ts';
import { withNetwork, withoutEntry } from '../state.ts';
import type { AnsweringVerb, Container, EngineState, Filters, Json, JsonObject, StringMap } from '../types.ts';
import type { AddressPool, Network } from './network-types.ts';

const PREDEFINED = ['bridge', 'host', 'none'];

/** By name. Throws EngineError. */
export function listNetworks(state: EngineState, filters: Filters = NO_FILTERS): Network[] {
  checkFilters(filters, ['dangling', 'driver', 'id', 'label', 'name', 'scope', 'type']);
  const any = (key: string, test: (value: string) => boolean): boolean =>
    valuesOf(filters, key).length === 0 || valuesOf(filters, key).some(test);
  for (const type of valuesOf(filters, 'type')) {
    if (type !== 'custom' && type !== 'builtin') throw new EngineError('invalidParameter', `invalid filter: 'type'='${type}'`);
  }
  const dangling = booleanFilter(filters, 'dangling');
  return [...state.networks.values()]
    .filter(({ name }) => any('name', (value) => name.includes(value)))
    .filter(({ id }) => any('id', (value) => id.startsWith(value)))
    .filter(({ driver }) => any('driver', (value) => driver === value))
    .filter(({ name }) => any('type', (value) => PREDEFINED.includes(name) === (value === 'builtin')))
    .filter((network) => dangling === undefined || isDangling(state, network) === dangling)
    .filter(() => any('scope', (value) => value === 'local'))
    .filter(({ labels }) => matchesLabels(valuesOf(filters, 'label'), labels))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const isDangling = (state: EngineState, network: Network): boolean =>
  !PREDEFINED.includes(network.name) && membersOf(state, network).length === 0;

/** Throws EngineError. */
export function inspectNetwork(state: EngineState, text: string): JsonObject {
  const network = getNetwork(state, text);
  return {
    Name: network.name,
    Id: network.id,
    Created: rfc3339(network.created),
    Scope: 'local',
    Driver: network.driver,
    EnableIPv4: true,
    EnableIPv6: false,
    IPAM: {
      Driver: 'default',
      Options: PREDEFINED.includes(network.name) ? null : {},
      Config: poolsOf(network),
    },
    Internal: network.internal,
    Attachable: network.attachable,
    Ingress: false,
    ConfigFrom: { Network: '' },
    ConfigOnly: false,
    Containers: Object.fromEntries(membersOf(state, network).map((container) => [container.id, memberOf(container, network)])),
    Options: network.options,
    Labels: network.labels,
  };
}

function poolsOf({ subnet, gateway = '', pools }: Network): Json {
  if (subnet === undefined) return null;
  return (pools ?? [{ Subnet: subnet, Gateway: gateway }]).map(({ Subnet, IPRange, Gateway }) => ({
    Subnet,
    ...(IPRange === undefined ? {} : { IPRange }),
    ...(Gateway === undefined ? {} : { Gateway }),
  }));
}

/** Running containers in it. */
function membersOf(state: EngineState, { id }: Network): Container[] {
  return [...state.containers.values()].filter(
    (container) => isRunning(container) && container.endpoints.some(({ networkId }) => networkId === id),
  );
}

function memberOf({ name, endpoints }: Container, network: Network): JsonObject {
  const endpoint = endpoints.find(({ networkId }) => networkId === network.id);
  return {
    Name: name,
    EndpointID: endpoint?.endpointId ?? '',
    MacAddress: endpoint?.macAddress ?? '',
    IPv4Address: endpoint?.address ? `${endpoint.address}/${endpoint.prefixLength}` : '',
    IPv6Address: '',
  };
}

export interface NetworkRequest {
  readonly name: string;
  readonly driver?: string;
  readonly pools?: readonly AddressPool[];
  readonly internal?: boolean;
  readonly attachable?: boolean;
  readonly options?: StringMap;
  readonly labels?: StringMap;
}

/** Answers the ID. Throws EngineError. */
export const createNetwork =
  (request: NetworkRequest): AnsweringVerb<string> =>
  (state, { now, random }) => {
    const { name, driver = 'bridge' } = request;
    checkNew(state, name, driver);
    const [pool] = request.pools ?? [];
    const subnet = pool ? checkedSubnet(state, pool.Subnet) : freeSubnet(state);
    const network: Network = {
      ...{ id: newNetworkId(state, random), name, driver, subnet, created: now },
      ...(request.pools && request.pools.length > 0 ? { pools: request.pools } : {}),
      gateway: pool?.Gateway ?? addressText((parseSubnet(subnet)?.first ?? 0) + 1),
      internal: request.internal ?? false,
      attachable: request.attachable ?? false,
      options: request.options ?? {},
      labels: request.labels ?? {},
    };
    return { state: networkEvent(withNetwork(state, network), network, 'create', now), answer: network.id };
  };

function newNetworkId(state: EngineState, random: () => number): string {
  for (;;) {
    const id = randomId(random);
    if (!state.networks.has(id)) return id;
  }
}

function checkNew(state: EngineState, name: string, driver: string): void {
  if (name.trim() === '') throw new EngineError('invalidParameter', 'invalid name: name is empty');
  if (PREDEFINED.includes(name)) throw new EngineError('forbidden', `operation is not permitted on predefined ${name} network`);
  if ([...state.networks.values()].some((other) => other.name === name))
    throw new EngineError('conflict', `network with name ${name} already exists`);
  if (driver === 'host' || driver === 'null') throw new EngineError('forbidden', `only one instance of "${driver}" network is allowed`);
  if (driver !== 'bridge') throw new EngineError('notFound', `plugin "${driver}" not found`);
}

function checkedSubnet(state: EngineState, text: string): string {
  const subnet = parseSubnet(text);
  if (!subnet) throw new EngineError('invalidParameter', `invalid network config:\ninvalid subnet ${text}: invalid CIDR block notation`);
  const canonical = `${addressText(subnet.first)}/${subnet.prefix}`;
  if (canonical !== text)
    throw new EngineError('invalidParameter', `invalid network config:\ninvalid subnet ${text}: it should be ${canonical}`);
  if (subnetsOf(state).some((other) => overlap(other, subnet)))
    throw new EngineError('forbidden', 'invalid pool request: Pool overlaps with other one on this address space');
  return text;
}

const subnetsOf = (state: EngineState): Subnet[] => [...state.networks.values()].flatMap(({ subnet = '' }) => parseSubnet(subnet) ?? []);

/** The daemon's pools: 172.17.0.0/16 to 172.31.0.0/16, then 192.168.0.0/16 in pieces of /20. */
function freeSubnet(state: EngineState): string {
  const taken = subnetsOf(state);
  const pools = [
    ...Array.from({ length: 15 }, (_, i) => `172.${17 + i}.0.0/16`),
    ...Array.from({ length: 16 }, (_, i) => `192.168.${16 * i}.0/20`),
  ];
  const free = pools.find((text) => {
    const pool = parseSubnet(text);
    return pool && !taken.some((other) => overlap(other, pool));
  });
  if (free === undefined) throw new EngineError('system', 'all predefined address pools have been fully subnetted');
  return free;
}

/** Answers its name. Throws EngineError. */
export const removeNetwork =
  (text: string): AnsweringVerb<string> =>
  (state, { now }) => {
    const network = getNetwork(state, text);
    if (PREDEFINED.includes(network.name))
      throw new EngineError('forbidden', `${network.name} is a pre-defined network and cannot be removed`);
    const members = membersOf(state, network);
    if (members.length > 0) throw activeEndpoints(network, members);
    return {
      state: networkEvent({ ...state, networks: withoutEntry(state.networks, network.id) }, network, 'destroy', now),
      answer: network.name,
    };
  };

function activeEndpoints(network: Network, members: readonly Container[]): EngineError {
  const list = members.map(({ name, endpoints }) => {
    const endpoint = endpoints.find(({ networkId }) => networkId === network.id);
    return `name:"${name}" id:"${shortId(endpoint?.endpointId ?? '')}"`;
  });
  return new EngineError('forbidden', `error while removing network: network ${network.name} has active endpoints (${list.join(', ')})`);
}

/** Networks of the user's that nobody is in. Answers their names. Throws EngineError. */
export function pruneNetworks(engine: Engine, filters: Filters = NO_FILTERS): string[] {
  checkFilters(filters, ['label', 'label!', 'until']);
  const until = untilFilter(filters, engine.now());
  const unused = [...engine.state.networks.values()].filter(
    (network) =>
      !PREDEFINED.includes(network.name) &&
      (until === undefined || network.created <= until) &&
      matchesPruneLabels(filters, network.labels) &&
      membersOf(engine.state, network).length === 0,
  );
  return unused.map(({ id }) => engine.ask('network rm', removeNetwork(id)));
}
