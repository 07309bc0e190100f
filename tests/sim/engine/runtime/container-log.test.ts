/** A container's log: lines, pieces of long ones, and its bound. */
import { expect, test } from 'vitest';
import { ContainerLog } from '../../../../src/sim/engine/runtime/container-log.ts';
import { fromBytes, toBytes } from '../../../../src/sim/fs/bytes.ts';

test('lines are kept when they are complete', () => {
  const log = new ContainerLog();
  log.append('stdout', toBytes('a\nb'), 1);
  log.append('stdout', toBytes('c\n'), 2);
  log.append('stderr', toBytes('no end'), 3);
  log.finish(4);
  expect(log.entries.map(({ stream, at, bytes }) => [stream, at, fromBytes(bytes)])).toEqual([
    ['stdout', 1, 'a\n'],
    ['stdout', 2, 'bc\n'],
    ['stderr', 4, 'no end'],
  ]);
});

test('the oldest go when there is too much', () => {
  const log = new ContainerLog();
  const line = toBytes(`${'x'.repeat(999)}\n`);
  for (let i = 0; i < 10_000; i++) log.append('stdout', line, i);
  const kept = log.entries.reduce((sum, { bytes }) => sum + bytes.length, 0);
  expect(kept).toBeLessThanOrEqual(4 * 1024 * 1024);
  expect(kept).toBeGreaterThan(2 * 1024 * 1024);
  expect(log.entries.at(-1)?.at).toBe(9999);
  expect(log.dropped + log.entries.length).toBe(10_000);
});
