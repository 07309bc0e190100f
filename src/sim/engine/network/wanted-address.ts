/** `--ip`: which addresses a network gives away on request. As moby's daemon/network validation of endpoint settings. */
import { EngineError } from '../engine-error.ts';
import { contains, parseAddress, parseSubnet } from './address.ts';
import type { Network } from './network-types.ts';

/** Throws EngineError. */
export function checkAddress({ name, subnet = '', pools }: Network, address: string): void {
  if (address === '') return;
  const refuse = (why: string): never => {
    throw new EngineError('invalidParameter', `invalid endpoint settings:\n${why}`);
  };
  if (['bridge', 'host', 'none'].includes(name)) refuse('user specified IP address is supported on user defined networks only');
  if (!pools) refuse('user specified IP address is supported only when connecting to networks with user configured subnets');
  const [range, wanted] = [parseSubnet(subnet), parseAddress(address)];
  if (wanted === undefined) refuse(`invalid IPv4 address: ${address}`);
  else if (range && !contains(range, wanted)) refuse(`no configured subnet contains IP address ${address}`);
}
