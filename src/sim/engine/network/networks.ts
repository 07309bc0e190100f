/** docker network ls, inspect, create, rm, connect, disconnect, prune. As moby's daemon/network.go. */
import { getContainer, isRunning } from '../container/find.ts';
import { randomId, shortId } from '../digest.ts';
import type { Engine } from '../engine.ts';
import { EngineError } from '../engine-error.ts';
import { checkFilters, matchesLabels, matchesPruneLabels, NO_FILTERS, untilFilter, valuesOf } from '../filters.ts';
import { rfc3339 } from '../go-text.ts';
import { connectedTo } from '../runtime/network.ts';
import { findNetwork } from './find.ts';
import { withContainer, withEvent, withNetwork, withoutEntry } from '../state.ts';
import type { AnsweringVerb, Container, EngineState, Filters, JsonObject, StringMap, Verb } from '../types.ts';
import type { Network } from './network-types.ts';

const PREDEFINED = ['bridge', 'host', 'none'];

/** Throws EngineError `network nosuch not found`. */
export function getNetwork(state: EngineState, text: string): Network {
  const network = findNetwork(state, text);
  if (!network) throw new EngineError('notFound', `network ${text} not found`);
  return network;
}

/** By name. Throws EngineError. */
export function listNetworks(state: EngineState, filters: Filters = NO_FILTERS): Network[] {
  checkFilters(filters, ['dangling', 'driver', 'id', 'label', 'name', 'scope', 'type']);
  const any = (key: string, test: (value: string) => boolean): boolean =>
    valuesOf(filters, key).length === 0 || valuesOf(filters, key).some(test);
  return [...state.networks.values()]
    .filter(({ name }) => any('name', (value) => name.includes(value)))
    .filter(({ id }) => any('id', (value) => id.startsWith(value)))
    .filter(({ driver }) => any('driver', (value) => driver === value))
    .filter(({ name }) => any('type', (value) => PREDEFINED.includes(name) === (value === 'builtin')))
    .filter(() => any('scope', (value) => value === 'local'))
    .filter(({ labels }) => matchesLabels(valuesOf(filters, 'label'), labels))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

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
      Config: network.subnet === undefined ? null : [{ Subnet: network.subnet, Gateway: network.gateway ?? '' }],
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
  readonly subnet?: string;
  readonly gateway?: string;
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
    if (PREDEFINED.includes(name)) throw new EngineError('forbidden', `operation is not permitted on predefined ${name} network`);
    if ([...state.networks.values()].some((other) => other.name === name))
      throw new EngineError('conflict', `network with name ${name} already exists`);
    if (driver !== 'bridge') throw new EngineError('notFound', `plugin "${driver}" not found`);
    if (request.subnet !== undefined && !/^\d+\.\d+\.\d+\.\d+\/\d+$/.test(request.subnet)) {
      throw new EngineError('invalidParameter', `invalid network config:\ninvalid subnet ${request.subnet}: invalid CIDR block notation`);
    }
    const subnet = request.subnet ?? freeSubnet(state);
    const network: Network = {
      ...{ id: randomId(random), name, driver, subnet, created: now },
      gateway: request.gateway ?? subnet.replace(/\d+\/\d+$/, '1'),
      internal: request.internal ?? false,
      attachable: request.attachable ?? false,
      options: request.options ?? {},
      labels: request.labels ?? {},
    };
    return { state: networkEvent(withNetwork(state, network), network, 'create', now), answer: network.id };
  };

function freeSubnet(state: EngineState): string {
  const taken = new Set([...state.networks.values()].map(({ subnet }) => subnet));
  for (let second = 17; second < 32; second++) if (!taken.has(`172.${second}.0.0/16`)) return `172.${second}.0.0/16`;
  for (let third = 0; third < 256; third += 16) if (!taken.has(`192.168.${third}.0/20`)) return `192.168.${third}.0/20`;
  throw new EngineError('system', 'all predefined address pools have been fully subnetted');
}

function networkEvent(state: EngineState, { id, name, driver }: Network, action: string, at: number, more: StringMap = {}): EngineState {
  return withEvent(state, { type: 'network', action, id, attributes: { ...more, name, type: driver }, at });
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

/** Throws EngineError. */
export const connectNetwork =
  (text: string, containerText: string, aliases: readonly string[] = []): Verb =>
  (state, moment) => {
    const container = getContainer(state, containerText);
    const network = getNetwork(state, text);
    if (container.endpoints.some((endpoint) => endpoint.network === network.name)) {
      throw new EngineError('forbidden', `endpoint with name ${container.name} already exists in network ${network.name}`);
    }
    const nowhere = { networkId: network.id, endpointId: '', address: '', prefixLength: 0, gateway: '', macAddress: '' };
    const added = { ...container, endpoints: [...container.endpoints, { ...nowhere, network: network.name, aliases }] };
    const joined = isRunning(container) ? connectedTo(state, added, network.name, moment) : added;
    return networkEvent(withContainer(state, joined), network, 'connect', moment.now, { container: container.id });
  };

/** Throws EngineError. */
export const disconnectNetwork =
  (text: string, containerText: string): Verb =>
  (state, { now }) => {
    const container = getContainer(state, containerText);
    const network = getNetwork(state, text);
    if (!container.endpoints.some((endpoint) => endpoint.network === network.name)) {
      throw new EngineError('forbidden', `container ${container.id} is not connected to network ${network.name}`);
    }
    const left = { ...container, endpoints: container.endpoints.filter((endpoint) => endpoint.network !== network.name) };
    return networkEvent(withContainer(state, left), network, 'disconnect', now, { container: container.id });
  };

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
