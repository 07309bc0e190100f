/** Networks and a container's place in them. As moby's libnetwork. */
import type { Instant } from '../../fs/types.ts';
import type { StringMap } from '../types.ts';

/** What was asked for of addresses, as inspect shows it. */
export interface AddressPool {
  readonly Subnet: string;
  readonly IPRange?: string;
  readonly Gateway?: string;
}

export interface Network {
  readonly id: string;
  readonly name: string;
  readonly created: Instant;
  readonly driver: string;
  readonly subnet: string | undefined;
  readonly gateway: string | undefined;
  /** Absent: subnet and gateway as they are. */
  readonly pools?: readonly AddressPool[];
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
  /** `--ip`. */
  readonly wantedAddress?: string | undefined;
}
