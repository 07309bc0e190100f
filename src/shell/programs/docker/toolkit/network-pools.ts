/** `--subnet`, `--ip-range` and `--gateway` of docker network create, one pool a subnet. As docker/cli cli/command/network/create.go createIPAMConfig. */
import { contains, parseAddress, parseSubnet, overlap, type Subnet } from '../../../../sim/engine/network/address.ts';
import type { AddressPool } from '../../../../sim/engine/network/network-types.ts';
import { StatusError } from './status-error.ts';

interface PoolFlags {
  readonly subnets: readonly string[];
  readonly ranges: readonly string[];
  readonly gateways: readonly string[];
}

/** Throws StatusError. */
export function addressPools({ subnets, ranges, gateways }: PoolFlags): readonly AddressPool[] {
  if (subnets.length < ranges.length || subnets.length < gateways.length)
    throw new StatusError('every ip-range or gateway must have a corresponding subnet');
  for (const [i, subnet] of subnets.entries()) {
    if (subnets.slice(0, i).some((other) => overlap(subnetOf(other), subnetOf(subnet))))
      throw new StatusError('multiple overlapping subnet configuration is not supported');
  }
  const pools = subnets.map((Subnet): { Subnet: string; IPRange?: string; Gateway?: string } => ({ Subnet }));
  for (const IPRange of ranges) place(pools, 'IPRange', IPRange, 'range');
  for (const Gateway of gateways) place(pools, 'Gateway', Gateway, 'gateway');
  return pools;
}

type Pools = { Subnet: string; IPRange?: string; Gateway?: string }[];

function place(pools: Pools, field: 'IPRange' | 'Gateway', text: string, what: string): void {
  const address = text.includes('/') ? subnetOf(text).first : parseAddress(text);
  const pool = pools.find(({ Subnet }) => address !== undefined && contains(subnetOf(Subnet), address));
  if (!pool) throw new StatusError(`no matching subnet for ${what} ${text}`);
  if (pool[field] !== undefined)
    throw new StatusError(
      what === 'range'
        ? `cannot configure multiple ranges (${text}, ${pool[field]}) on the same subnet (${pool.Subnet})`
        : `cannot configure multiple gateways (${text}, ${pool[field]}) for the same subnet (${pool.Subnet})`,
    );
  pool[field] = text;
}

function subnetOf(text: string): Subnet {
  const subnet = parseSubnet(text);
  if (!subnet) throw new StatusError(`invalid subnet: invalid CIDR address: ${text}`);
  return subnet;
}
