/** Dates in words, seen from one instant. */
import { expect, test } from 'vitest';
import { calendarTime, formatTime } from '../../../src/shell/formats/time-format.ts';
import { parseTime } from '../../../src/shell/formats/time-parse.ts';
import { UTC } from '../../../src/shell/formats/time-zone.ts';

/** Tuesday. */
const NOW = Date.UTC(2026, 10, 24, 17, 35, 41) * 1000;

test.each([
  ['now', '2026-11-24 17:35:41'],
  ['', '2026-11-24 00:00:00'],
  ['tomorrow', '2026-11-25 17:35:41'],
  ['2 days ago', '2026-11-22 17:35:41'],
  ['next month', '2026-12-24 17:35:41'],
  ['monday', '2026-11-30 00:00:00'],
  ['last friday', '2026-11-20 00:00:00'],
  ['10pm', '2026-11-24 22:00:00'],
  ['Jan 5 2020 10:30', '2020-01-05 10:30:00'],
  ['2026-01-31 1 month', '2026-03-03 00:00:00'],
  ['2026-01-02T03:04:05+02:00', '2026-01-02 01:04:05'],
  ['@86400', '1970-01-02 00:00:00'],
])('%s', (text, wanted) => {
  const instant = parseTime(text, NOW, UTC);
  expect(instant === undefined ? undefined : formatTime('%F %T', calendarTime(instant, UTC))).toBe(wanted);
});

test.each(['foo', '2026-02-30', '25:00', '13pm'])('%s is no date', (text) => {
  expect(parseTime(text, NOW, UTC)).toBeUndefined();
});
