/** Compared with `dpkg --compare-versions`, and with examples of deb-version(7). */
import { expect, test } from 'vitest';
import { compareVersions, versionHolds, withoutEpoch } from '../../../src/sim/packages/version.ts';

test.each([
  ['1.0', '1.0', 0],
  ['1.0-1', '1.0-2', -1],
  ['1:0.1', '2.0', 1],
  ['1.0~rc1', '1.0', -1],
  ['1.0~~', '1.0~', -1],
  ['1.0', '1.0+b1', -1],
  ['2.2.5-3', '2.2.5-3+b2', -1],
  ['6.4+20240113-1ubuntu2', '6.4+20240113-1ubuntu2.1', -1],
  ['9.4-3ubuntu6.2', '9.4-3ubuntu6', 1],
  ['2.39-0ubuntu8.8', '2.14', 1],
  ['1.10', '1.9', 1],
  ['1.0a', '1.0', 1],
  ['1.0a', '1.0+', -1],
  ['00.1', '0.1', 0],
  ['1.0-0', '1.0', 0],
  ['5.6.1+really5.4.5-1', '5.6.1-1', 1],
])('%s against %s', (left, right, order) => {
  expect(Math.sign(compareVersions(left, right))).toBe(order);
  expect(Math.sign(compareVersions(right, left))).toBe(order === 0 ? 0 : -order);
});

test('relations', () => {
  expect(versionHolds('2.39', '>=', '2.14')).toBe(true);
  expect(versionHolds('2.39', '<<', '2.39')).toBe(false);
  expect(withoutEpoch('1:2.39.3-9ubuntu6.5')).toBe('2.39.3-9ubuntu6.5');
});
