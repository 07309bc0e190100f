/** IPv4 addresses and subnets as numbers. As Go's net/netip, as far as libnetwork needs it. */

export interface Subnet {
  /** The first address. */
  readonly first: number;
  readonly size: number;
  readonly prefix: number;
}

/** `10.1.0.0/16`; undefined for what is none. */
export function parseSubnet(text: string): Subnet | undefined {
  const [, base = '', prefixText = ''] = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(text) ?? [];
  const address = parseAddress(base);
  const prefix = Number(prefixText);
  if (address === undefined || prefixText === '' || prefix > 32) return undefined;
  const size = 2 ** (32 - prefix);
  return { first: Math.floor(address / size) * size, size, prefix };
}

export function parseAddress(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}

export const addressText = (address: number): string => [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');

export const contains = ({ first, size }: Subnet, address: number): boolean => address >= first && address < first + size;

export const overlap = (a: Subnet, b: Subnet): boolean => contains(a, b.first) || contains(b, a.first);
