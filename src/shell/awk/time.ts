/** strftime() and mktime() of awk programs. As mawk 1.3.4 bi_funct.c. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { calendarTime, formatTime as formatCalendar } from '../formats/time-format.ts';
import { parseTimeZone, UTC } from '../formats/time-zone.ts';

export function formatTime(
  environment: ReadonlyMap<ByteString, ByteString>,
  { format, time, utc }: { readonly format: ByteString; readonly time: number; readonly utc: boolean },
): ByteString {
  return formatCalendar(format, calendarTime(Math.trunc(time) * 1e6, utc ? UTC : parseTimeZone(environment.get('TZ'))));
}

/** Seconds since 1970 of `YYYY MM DD HH MM SS`; -1 when it is none. */
export function makeTime(environment: ReadonlyMap<ByteString, ByteString>, text: ByteString): number {
  const [year, month, day, hour, minute, second] = text.trim().split(/\s+/).map(Number);
  if (year === undefined || month === undefined || day === undefined || hour === undefined || minute === undefined || second === undefined)
    return -1;
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - parseTimeZone(environment.get('TZ')).offset;
}
