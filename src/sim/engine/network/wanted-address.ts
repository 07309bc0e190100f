/** `--ip`: which addresses a network gives away on request. As moby's daemon/network validation of endpoint settings. */
import { EngineError } from '../engine-error.ts';
import { contains, parseAddress, parseSubnet } from './address.ts';
import type { Network } from './network-types.ts';

/** Throws EngineError with all that is wrong. */
export function checkAddress({ name, subnet = '', pools }: Network, address: string): void {
  if (address === '') return;
  const wrong: string[] = [];
  const [range, wanted] = [parseSubnet(subnet), parseAddress(address)];
  if (['bridge', 'host', 'none'].includes(name)) wrong.push('user specified IP address is supported on user defined networks only');
  else if (!pools) wrong.push('user specified IP address is supported only when connecting to networks with user configured subnets');
  if (wanted === undefined) wrong.push(`invalid IPv4 address: ${address}`);
  if ((pools || wanted === undefined) && range && (wanted === undefined || !contains(range, wanted)))
    wrong.push(`no configured subnet or ip-range contain the IP address ${address}`);
  if (wrong.length === 0) return;
  const list = wrong.length === 1 ? wrong : wrong.map((each) => `* ${each}`);
  throw new EngineError('invalidParameter', `invalid endpoint settings:\n${list.join('\n')}`);
}
