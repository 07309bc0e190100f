/** strftime in the C locale with GNU date's flags and widths. As gnulib nstrftime (GNU coreutils 9.4 date). */
import type { ByteString } from '../../sim/fs/bytes.ts';
import type { Instant } from '../../sim/fs/types.ts';
import type { TimeZone } from './time-zone.ts';

export const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** A moment on a wall clock. */
export interface CalendarTime {
  readonly year: number;
  /** 0–11. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly weekday: number;
  /** 0–365. */
  readonly yearDay: number;
  readonly nanosecond: number;
  readonly epoch: number;
  readonly zone: TimeZone;
}

export function calendarTime(instant: Instant, zone: TimeZone): CalendarTime {
  const epoch = Math.floor(instant / 1e6);
  const date = new Date((epoch + zone.offset) * 1000);
  const year = date.getUTCFullYear();
  return {
    year,
    month: date.getUTCMonth(),
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    weekday: date.getUTCDay(),
    yearDay:
      Math.round((Date.UTC(2000, date.getUTCMonth(), date.getUTCDate()) - Date.UTC(2000, 0, 1)) / 864e5) -
      (isLeap(year) || date.getUTCMonth() < 2 ? 0 : 1),
    nanosecond: Math.round(instant - epoch * 1e6) * 1000,
    epoch,
    zone,
  };
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const DIRECTIVE = /%([-_0^#+]*)(\d*)([EO]?)(:{1,3}z|[a-zA-Z%])|%/g;

/** `%Y-%m-%d` and so on. An unknown directive stands as it is written. */
export function formatTime(format: ByteString, time: CalendarTime): ByteString {
  return format.replace(DIRECTIVE, (whole, flags: string = '', width: string = '', _modifier: string, letter?: string) => {
    const field = letter === undefined ? undefined : fieldOf(letter, time);
    return field === undefined ? whole : padded(field, flags, width, letter ?? '');
  });
}

/** Text, or a number with its usual width and padding; `zone`: +hhmm, whose sign stays in front. */
type Field =
  | { readonly text: string }
  | { readonly number: number; readonly width: number; readonly pad?: '_' }
  | { readonly zone: string };

function fieldOf(letter: string, time: CalendarTime): Field | undefined {
  return nameField(letter, time) ?? numberField(letter, time) ?? compositeField(letter, time);
}

function nameField(letter: string, time: CalendarTime): Field | undefined {
  switch (letter) {
    case 'a':
      return { text: DAYS[time.weekday]?.slice(0, 3) ?? '' };
    case 'A':
      return { text: DAYS[time.weekday] ?? '' };
    case 'b':
    case 'h':
      return { text: MONTHS[time.month]?.slice(0, 3) ?? '' };
    case 'B':
      return { text: MONTHS[time.month] ?? '' };
    case 'p':
      return { text: time.hour < 12 ? 'AM' : 'PM' };
    case 'P':
      return { text: time.hour < 12 ? 'am' : 'pm' };
    case 'Z':
      return { text: time.zone.name };
    case 'n':
      return { text: '\n' };
    case 't':
      return { text: '\t' };
    case '%':
      return { text: '%' };
    case 'z':
      return { zone: zoneText(time.zone.offset, 0) };
    case ':z':
      return { zone: zoneText(time.zone.offset, 1) };
    case '::z':
      return { zone: zoneText(time.zone.offset, 2) };
    case ':::z':
      return { zone: zoneText(time.zone.offset, 3) };
    default:
      return undefined;
  }
}

const numberField = (letter: string, time: CalendarTime): Field | undefined => clockField(letter, time) ?? dayField(letter, time);

function clockField(letter: string, time: CalendarTime): Field | undefined {
  const twelve = time.hour % 12 === 0 ? 12 : time.hour % 12;
  switch (letter) {
    case 'H':
      return { number: time.hour, width: 2 };
    case 'I':
      return { number: twelve, width: 2 };
    case 'k':
      return { number: time.hour, width: 2, pad: '_' };
    case 'l':
      return { number: twelve, width: 2, pad: '_' };
    case 'M':
      return { number: time.minute, width: 2 };
    case 'N':
      return { number: time.nanosecond, width: 9 };
    case 's':
      return { number: time.epoch, width: 1 };
    case 'S':
      return { number: time.second, width: 2 };
    default:
      return undefined;
  }
}

function dayField(letter: string, time: CalendarTime): Field | undefined {
  switch (letter) {
    case 'C':
      return { number: Math.floor(time.year / 100), width: 2 };
    case 'd':
      return { number: time.day, width: 2 };
    case 'e':
      return { number: time.day, width: 2, pad: '_' };
    case 'g':
      return { number: isoWeek(time).year % 100, width: 2 };
    case 'G':
      return { number: isoWeek(time).year, width: 4 };
    case 'j':
      return { number: time.yearDay + 1, width: 3 };
    case 'm':
      return { number: time.month + 1, width: 2 };
    case 'q':
      return { number: Math.floor(time.month / 3) + 1, width: 1 };
    case 'u':
      return { number: time.weekday === 0 ? 7 : time.weekday, width: 1 };
    case 'U':
      return { number: Math.floor((time.yearDay + 7 - time.weekday) / 7), width: 2 };
    case 'V':
      return { number: isoWeek(time).week, width: 2 };
    case 'w':
      return { number: time.weekday, width: 1 };
    case 'W':
      return { number: Math.floor((time.yearDay + 7 - ((time.weekday + 6) % 7)) / 7), width: 2 };
    case 'y':
      return { number: ((time.year % 100) + 100) % 100, width: 2 };
    case 'Y':
      return { number: time.year, width: 4 };
    default:
      return undefined;
  }
}

const COMPOSITES: Readonly<Record<string, string>> = {
  c: '%a %b %e %H:%M:%S %Y',
  D: '%m/%d/%y',
  F: '%Y-%m-%d',
  r: '%I:%M:%S %p',
  R: '%H:%M',
  T: '%H:%M:%S',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
};

function compositeField(letter: string, time: CalendarTime): Field | undefined {
  const format = COMPOSITES[letter];
  return format === undefined ? undefined : { text: formatTime(format, time) };
}

function padded(field: Field, flags: string, width: string, letter: string): string {
  const style = [...flags].reverse().find((flag) => flag === '-' || flag === '_' || flag === '0' || flag === '+');
  if ('zone' in field) return paddedZone(field.zone, style, width);
  if ('text' in field) return recased(field.text, flags, letter).padStart(Number(width), style === '0' ? '0' : ' ');
  if (letter === 'N') return nanoseconds(field.number, style, width);
  const digits = String(Math.abs(field.number));
  const sign = field.number < 0 ? '-' : style === '+' && (width !== '' ? Number(width) : field.width) > field.width ? '+' : '';
  if (style === '-') return sign + digits;
  const size = Math.max(width === '' ? field.width : Number(width), 1);
  const blank = style === '_' || (style === undefined && field.pad === '_');
  return blank ? (sign + digits).padStart(size, ' ') : sign + digits.padStart(size - sign.length, '0');
}

/** %N is a fraction: a width cuts or fills it on the right. */
function nanoseconds(value: number, style: string | undefined, width: string): string {
  const digits = String(value).padStart(9, '0');
  const cut = width === '' ? digits : digits.slice(0, Number(width)).padEnd(Number(width), style === '_' ? ' ' : '0');
  return cut;
}

function recased(text: string, flags: string, letter: string): string {
  if (flags.includes('^')) return text.toUpperCase();
  if (!flags.includes('#')) return text;
  return letter === 'p' || letter === 'Z' ? text.toLowerCase() : text.toUpperCase();
}

function paddedZone(zone: string, style: string | undefined, width: string): string {
  if (style === '-' || style === '_') {
    const short = zone.replace(/^([-+])0(\d)/, '$1$2');
    return style === '-' ? short : short.padStart(Math.max(Number(width), zone.length), ' ');
  }
  return zone.charAt(0) + zone.slice(1).padStart(Number(width) - 1, '0');
}

/** `+0100`, `+01:00`, `+01:00:00`, `+01`. */
function zoneText(offset: number, colons: number): string {
  const sign = offset < 0 ? '-' : '+';
  const [hours, minutes, seconds] = [3600, 60, 1].map((unit, i) =>
    String(Math.floor(Math.abs(offset) / unit) % (i === 0 ? 100 : 60)).padStart(2, '0'),
  );
  if (colons === 0) return `${sign}${hours}${minutes}`;
  if (colons === 1) return `${sign}${hours}:${minutes}`;
  if (colons === 2) return `${sign}${hours}:${minutes}:${seconds}`;
  return `${sign}${hours}${seconds !== '00' ? `:${minutes}:${seconds}` : minutes !== '00' ? `:${minutes}` : ''}`;
}

function isoWeek({ year, yearDay, weekday }: CalendarTime): { readonly year: number; readonly week: number } {
  const monday = (weekday + 6) % 7;
  const week = Math.floor((yearDay - monday + 10) / 7);
  if (week < 1) return { year: year - 1, week: weeksIn(year - 1) };
  return week > weeksIn(year) ? { year: year + 1, week: 1 } : { year, week };
}

function weeksIn(year: number): number {
  const first = new Date(Date.UTC(year, 0, 1)).getUTCDay();
  return first === 4 || (first === 3 && isLeap(year)) ? 53 : 52;
}
