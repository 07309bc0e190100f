/** Addresses and subnets. */
import { expect, test } from 'vitest';
import { addressText, contains, overlap, parseAddress, parseSubnet } from '../../../../src/sim/engine/network/address.ts';

const subnet = (text: string) => {
  const parsed = parseSubnet(text);
  if (!parsed) throw new Error(text);
  return parsed;
};

test('reads and writes', () => {
  expect(addressText(parseAddress('192.168.1.254') ?? 0)).toBe('192.168.1.254');
  expect(subnet('10.1.0.5/24')).toEqual({ first: parseAddress('10.1.0.0'), size: 256, prefix: 24 });
  for (const text of ['10.1.0.0', '10.1.0.0/33', '10.1.0/24', '10.1.0.256/24', 'foo']) expect(parseSubnet(text), text).toBeUndefined();
});

test('what lies in what', () => {
  expect(contains(subnet('10.1.0.0/16'), parseAddress('10.1.255.255') ?? 0)).toBe(true);
  expect(contains(subnet('10.1.0.0/16'), parseAddress('10.2.0.0') ?? 0)).toBe(false);
  expect(overlap(subnet('10.1.2.0/24'), subnet('10.1.0.0/16'))).toBe(true);
  expect(overlap(subnet('10.1.2.0/24'), subnet('10.1.3.0/24'))).toBe(false);
});
