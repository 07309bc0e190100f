/** Durations and sizes as docker's own code words them: the recorded calls. */
import { expect, test } from 'vitest';
import { humanDuration, humanSize, humanSize3 } from '../../../../../src/shell/programs/docker/toolkit/human.ts';

test.each([
  [0, '0B'],
  [999, '999B'],
  [1000, '1kB'],
  [1093, '1.09kB'],
  [4096, '4.1kB'],
  [999500, '1e+03kB'],
  [78124593, '78.1MB'],
  [119412345, '119MB'],
  [1190000000, '1.19GB'],
] as const)('humanSize3(%d)', (size, text) => expect(humanSize3(size)).toBe(text));

test.each([
  [0, 'Less than a second'],
  [1.9, '1 second'],
  [59, '59 seconds'],
  [119, 'About a minute'],
  [3599, '59 minutes'],
  [5340, 'About an hour'],
  [5400, '2 hours'],
  [170940, '47 hours'],
  [171060, '2 days'],
  [1209600, '2 weeks'],
  [5184000, '2 months'],
  [62985600, '24 months'],
  [63072000, '2 years'],
] as const)('humanDuration(%ds)', (seconds, text) => expect(humanDuration(seconds * 1e6)).toBe(text));

test('four digits for prune and df', () => expect(humanSize(4096)).toBe('4.096kB'));
