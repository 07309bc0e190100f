/** docker network connect and disconnect. As moby's daemon/container_operations.go. */
import { findContainer, getContainer, isRunning } from '../container/find.ts';
import { EngineError } from '../engine-error.ts';
import { networkEvent } from '../events.ts';
import { connectedTo } from '../runtime/network.ts';
import { withContainer } from '../state.ts';
import type { Verb } from '../types.ts';
import { getNetwork } from './find.ts';
import { checkAddress } from './wanted-address.ts';

export interface EndpointRequest {
  readonly aliases?: readonly string[];
  /** `--ip`. */
  readonly address?: string;
}

/** Throws EngineError. */
export const connectNetwork =
  (text: string, containerText: string, { aliases = [], address = '' }: EndpointRequest = {}): Verb =>
  (state, moment) => {
    const container = getContainer(state, containerText);
    const network = getNetwork(state, text);
    if (network.name === 'host')
      throw new EngineError('forbidden', 'cannot connect container to host network - container must be created in host network mode');
    checkAddress(network, address);
    if (container.endpoints.some((endpoint) => endpoint.network === network.name)) {
      throw new EngineError('forbidden', `endpoint with name ${container.name} already exists in network ${network.name}`);
    }
    const nowhere = {
      networkId: isRunning(container) ? network.id : '',
      endpointId: '',
      address: '',
      prefixLength: 0,
      gateway: '',
      macAddress: '',
    };
    const added = {
      ...container,
      endpoints: [...container.endpoints, { ...nowhere, network: network.name, aliases, wantedAddress: address }],
    };
    const joined = isRunning(container) ? connectedTo(state, added, network.name, moment) : added;
    return networkEvent(withContainer(state, joined), network, 'connect', moment.now, { container: container.id });
  };

/** Throws EngineError. */
export const disconnectNetwork =
  (text: string, containerText: string, force = false): Verb =>
  (state, { now }) => {
    const network = getNetwork(state, text);
    if (force && !findContainer(state, containerText)) throw new EngineError('notFound', `endpoint ${containerText} not found`);
    const container = getContainer(state, containerText);
    if (network.name === 'host' && container.hostConfig.NetworkMode === 'host')
      throw new EngineError('forbidden', 'cannot disconnect container from host network - container was created in host network mode');
    if (!container.endpoints.some((endpoint) => endpoint.network === network.name)) {
      throw new EngineError('forbidden', `container ${container.id} is not connected to network ${network.name}`);
    }
    const left = { ...container, endpoints: container.endpoints.filter((endpoint) => endpoint.network !== network.name) };
    return networkEvent(withContainer(state, left), network, 'disconnect', now, { container: container.id });
  };
