/** Networks and a container's place in them. As moby's libnetwork. */
import type { Instant } from '../../fs/types.ts';
import type { StringMap } from '../types.ts';

export interface Network {
  readonly id: string;
  readonly name: string;
  readonly created: Instant;
  readonly driver: string;
  readonly subnet: string | undefined;
  readonly gateway: string | undefined;
  readonly internal: boolean;
  readonly attachable: boolean;
  readonly options: StringMap;
  readonly labels: StringMap;
}

/** A container's place in one network. Addresses are empty while it does not run. */
export interface Endpoint {
  readonly network: string;
  readonly networkId: string;
  readonly endpointId: string;
  readonly address: string;
  readonly prefixLength: number;
  readonly gateway: string;
  readonly macAddress: string;
  readonly aliases: readonly string[] | undefined;
}
