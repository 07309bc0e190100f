/** Dates as people write them, for `date -d`, `touch -d`, `find -newermt`. As gnulib parse-datetime (GNU coreutils 9.4, "Date input formats"). */
import type { ByteString } from '../../sim/fs/bytes.ts';
import type { Instant } from '../../sim/fs/types.ts';
import { calendarTime, DAYS, MONTHS } from './time-format.ts';
import { parseTimeZone, type TimeZone } from './time-zone.ts';

const UNITS: Readonly<Record<string, readonly [field: 'year' | 'month' | 'day' | 'second', factor: number]>> = {
  year: ['year', 1],
  month: ['month', 1],
  fortnight: ['day', 14],
  week: ['day', 7],
  day: ['day', 1],
  hour: ['second', 3600],
  minute: ['second', 60],
  min: ['second', 60],
  second: ['second', 1],
  sec: ['second', 1],
};
const ORDINALS: Readonly<Record<string, number>> = {
  last: -1,
  this: 0,
  next: 1,
  first: 1,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
  eleventh: 11,
  twelfth: 12,
};
const ZONES: Readonly<Record<string, number>> = {
  utc: 0,
  gmt: 0,
  ut: 0,
  z: 0,
  wet: 0,
  cet: 1,
  met: 1,
  cest: 2,
  eet: 2,
  eest: 3,
  msk: 3,
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
  jst: 9,
  bst: 1,
  ist: 5.5,
};

interface Parsed {
  date?: { readonly year: number; readonly month: number; readonly day: number };
  time?: { readonly hour: number; readonly minute: number; readonly second: number; readonly micros: number };
  weekday?: { readonly day: number; readonly ordinal: number };
  zone?: number;
  relative: { year: number; month: number; day: number; second: number };
  relatives: number;
}

/** The instant that `text` names, seen at `now` in `zone`; undefined when it cannot be read. */
export function parseTime(text: ByteString, now: Instant, zone: TimeZone): Instant | undefined {
  const prefixed = /^\s*TZ="([^"]*)"\s*/.exec(text);
  if (prefixed) return parseTime(text.slice(prefixed[0].length), now, parseTimeZone(prefixed[1]));
  const seconds = /^\s*@(-?\d+)(?:[.,](\d+))?\s*$/.exec(text);
  if (seconds) return Number(seconds[1]) * 1e6 + micros(seconds[2]);
  const parsed: Parsed = { relative: { year: 0, month: 0, day: 0, second: 0 }, relatives: 0 };
  let rest = text
    .replace(/\([^()]*\)/g, ' ')
    .toLowerCase()
    .trim();
  while (rest !== '') {
    const used = takeItem(rest, parsed, now, zone);
    if (used === undefined || used === 0) return undefined;
    rest = rest.slice(used).replace(/^[\s,]+/, '');
  }
  return assemble(parsed, now, zone);
}

const micros = (fraction: string | undefined): number => (fraction === undefined ? 0 : Number(fraction.padEnd(6, '0').slice(0, 6)));

type Reader = (text: string, parsed: Parsed, now: Instant, zone: TimeZone) => number | undefined;

/** Reads one item off the front; returns its length. */
function takeItem(text: string, parsed: Parsed, now: Instant, zone: TimeZone): number | undefined {
  for (const read of READERS) {
    const used = read(text, parsed, now, zone);
    if (used !== undefined) return used;
  }
  return undefined;
}

const yearOf = (digits: string): number => (digits.length > 2 ? Number(digits) : Number(digits) + (Number(digits) < 69 ? 2000 : 1900));

function setDate(parsed: Parsed, year: number, month: number, day: number, used: number): number | undefined {
  if (parsed.date || month < 1 || month > 12 || day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return undefined;
  parsed.date = { year, month, day };
  return used;
}

const isoDate: Reader = (text, parsed) => {
  const match = /^(\d{1,4})-(\d{1,2})-(\d{1,2})(?!\d)(t(?=\d))?/.exec(text);
  return match ? setDate(parsed, yearOf(match[1] ?? ''), Number(match[2]), Number(match[3]), match[0].length) : undefined;
};

const slashDate: Reader = (text, parsed, now, zone) => {
  const match = /^(\d{1,4})\/(\d{1,2})(?:\/(\d{1,4}))?(?!\d)/.exec(text);
  if (!match) return undefined;
  const [first = '', second, third] = match.slice(1);
  if (first.length === 4) return setDate(parsed, Number(first), Number(second), Number(third), match[0].length);
  const year = third === undefined ? calendarTime(now, zone).year : yearOf(third);
  return setDate(parsed, year, Number(first), Number(second), match[0].length);
};

const monthIndex = (name: string): number =>
  MONTHS.findIndex((month) => name.length >= 3 && (month.toLowerCase().startsWith(name) || (name === 'sept' && month === 'September')));

/** `24 nov 2026`, `24-nov-2026`, `nov 24, 2026`, `nov 24`, `nov 2026`. */
const namedDate: Reader = (text, parsed, now, zone) => {
  const before = /^(\d{1,2})[\s-]*([a-z]{3,9})\.?(?:[\s-]*(\d{4}|\d{2}(?=\s|$)))?(?![\d:a-z])/.exec(text);
  if (before && monthIndex(before[2] ?? '') >= 0) {
    const year = before[3] === undefined ? calendarTime(now, zone).year : yearOf(before[3]);
    return setDate(parsed, year, monthIndex(before[2] ?? '') + 1, Number(before[1]), before[0].length);
  }
  const after = /^([a-z]{3,9})\.?[\s-]*(\d{1,2})(?![\d:])(?:,?\s*(\d{4})(?![\d:]))?/.exec(text);
  if (!after || monthIndex(after[1] ?? '') < 0) return undefined;
  const year = after[3] === undefined ? calendarTime(now, zone).year : Number(after[3]);
  return setDate(parsed, year, monthIndex(after[1] ?? '') + 1, Number(after[2]), after[0].length);
};

const clockTime: Reader = (text, parsed) => {
  const match =
    /^t?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*(am|pm|a\.m\.|p\.m\.)?/.exec(text) ??
    /^(\d{1,2})()()()\s*(am|pm|a\.m\.|p\.m\.)/.exec(text);
  if (!match || parsed.time) return undefined;
  let hour = Number(match[1]);
  if (match[5]) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (match[5].startsWith('p') ? 12 : 0);
  }
  const [minute, second] = [Number(match[2] || 0), Number(match[3] || 0)];
  if (hour > 23 || minute > 59 || second > 60) return undefined;
  parsed.time = { hour, minute, second, micros: micros(match[4]) };
  const offset = /^\s*([-+])(\d{1,2})(?::?(\d{2}))?(?![\d\s]*[a-z])/.exec(text.slice(match[0].length));
  if (!offset) return match[0].length;
  parsed.zone = (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 3600 + Number(offset[3] ?? 0) * 60);
  return match[0].length + offset[0].length;
};

/** `3 days ago`, `-1 week`, `next month`, `tomorrow`, `monday`, `next fri`. */
const relativeItem: Reader = (text, parsed) => {
  const match = /^([-+]?\s*\d+)?\s*([a-z]+)\.?(?:\s+(ago)\b)?/.exec(text);
  if (!match) return undefined;
  const word = match[2] ?? '';
  const unit = UNITS[word] ?? UNITS[word.replace(/s$/, '')];
  if (!unit) return undefined;
  const count = Number((match[1] ?? '1').replace(/\s+/g, '')) * (match[3] ? -1 : 1);
  shift(parsed, unit, count);
  return match[0].length;
};

function shift(parsed: Parsed, [field, factor]: readonly ['year' | 'month' | 'day' | 'second', number], count: number): void {
  parsed.relative[field] += factor * count;
  parsed.relatives++;
}

const ordinalItem: Reader = (text, parsed) => {
  const match = /^([a-z]+)\s+([a-z]+)\.?(?:\s+(ago)\b)?/.exec(text);
  const ordinal = match ? ORDINALS[match[1] ?? ''] : undefined;
  if (!match || ordinal === undefined) return undefined;
  const word = match[2] ?? '';
  const unit = UNITS[word] ?? UNITS[word.replace(/s$/, '')];
  if (unit) shift(parsed, unit, match[3] ? -ordinal : ordinal);
  else if (dayIndex(word) >= 0) parsed.weekday = { day: dayIndex(word), ordinal };
  else return undefined;
  return match[0].length;
};

const dayIndex = (name: string): number => DAYS.findIndex((day) => name.length >= 3 && day.toLowerCase().startsWith(name));

const WORDS: Readonly<Record<string, (parsed: Parsed) => void>> = {
  now: () => undefined,
  today: () => undefined,
  tomorrow: (parsed) => shift(parsed, ['day', 1], 1),
  yesterday: (parsed) => shift(parsed, ['day', 1], -1),
};

const wordItem: Reader = (text, parsed) => {
  const word = /^[a-z]+/.exec(text)?.[0] ?? '';
  const act = WORDS[word];
  if (act) {
    act(parsed);
    parsed.relatives++;
    return word.length;
  }
  if (dayIndex(word) >= 0 && !parsed.weekday) {
    parsed.weekday = { day: dayIndex(word), ordinal: 0 };
    return word.length;
  }
  const zone = ZONES[word];
  if (zone === undefined || parsed.zone !== undefined) return undefined;
  const offset = /^[a-z]+\s*([-+])(\d{1,2})(?::?(\d{2}))?(?![\d\s]*[a-z])/.exec(text);
  parsed.zone = zone * 3600 + (offset ? (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 3600 + Number(offset[3] ?? 0) * 60) : 0);
  return offset?.[0].length ?? word.length;
};

/** `20261124`, `1530`, and a year after a date without one. */
const plainNumber: Reader = (text, parsed) => {
  const digits = /^\d+(?![\d:/-])/.exec(text)?.[0];
  if (digits === undefined) return undefined;
  if (parsed.date && parsed.time && !parsed.relatives && digits.length === 4) {
    parsed.date = { ...parsed.date, year: Number(digits) };
    return 4;
  }
  if (digits.length > 4)
    return setDate(parsed, yearOf(digits.slice(0, -4)), Number(digits.slice(-4, -2)), Number(digits.slice(-2)), digits.length);
  if (parsed.time) return undefined;
  const [hour, minute] = digits.length <= 2 ? [Number(digits), 0] : [Number(digits.slice(0, -2)), Number(digits.slice(-2))];
  if (hour > 23 || minute > 59) return undefined;
  parsed.time = { hour, minute, second: 0, micros: 0 };
  return digits.length;
};

const READERS: readonly Reader[] = [isoDate, slashDate, namedDate, clockTime, ordinalItem, relativeItem, wordItem, plainNumber];

function assemble(parsed: Parsed, now: Instant, zone: TimeZone): Instant {
  const offset = parsed.zone ?? zone.offset;
  const today = calendarTime(now, { name: '', offset });
  const { relative } = parsed;
  const date = parsed.date ?? { year: today.year, month: today.month + 1, day: today.day };
  const keepsClock = !parsed.date && !parsed.time && !parsed.weekday && (parsed.relatives > 0 || parsed.zone !== undefined);
  const time =
    parsed.time ?? (keepsClock ? { hour: today.hour, minute: today.minute, second: today.second, micros: keepsMicros(now) } : MIDNIGHT);
  const days = parsed.weekday && !parsed.date ? daysUntil(parsed.weekday, today.weekday) : 0;
  const exact = utc(date.year + relative.year, date.month - 1 + relative.month, date.day + relative.day + days, time);
  return (exact / 1000 - offset + relative.second) * 1e6 + time.micros;
}

const MIDNIGHT = { hour: 0, minute: 0, second: 0, micros: 0 };

const keepsMicros = (now: Instant): number => now - Math.floor(now / 1e6) * 1e6;

function utc(year: number, month: number, day: number, { hour, minute, second }: typeof MIDNIGHT): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  date.setUTCHours(hour, minute, second);
  return date.getTime();
}

function daysUntil({ day, ordinal }: { readonly day: number; readonly ordinal: number }, today: number): number {
  const ahead = (day - today + 7) % 7;
  return ahead + 7 * (ordinal - (ordinal > 0 && ahead !== 0 ? 1 : 0));
}
