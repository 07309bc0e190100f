/** The time zone of a process, from TZ: offsets as POSIX writes them (`UTC`, `CET-1`, `<+03>-3`); a name without data reads as UTC, as glibc does it without tzdata. */
import type { ByteString } from '../../sim/fs/bytes.ts';

export interface TimeZone {
  /** Its abbreviation: `UTC`. */
  readonly name: ByteString;
  /** Seconds east of Greenwich. */
  readonly offset: number;
}

export const UTC: TimeZone = { name: 'UTC', offset: 0 };

const POSIX_ZONE = /^:?(?:<([-+A-Za-z0-9]+)>|([A-Za-z]{3,}))(?:([-+]?)(\d{1,2})(?::?(\d{2}))?(?::?(\d{2}))?)?/;

/** The zone that a TZ value names. Daylight saving rules are not followed. */
export function parseTimeZone(text: ByteString | undefined): TimeZone {
  if (text === undefined || text === '') return UTC;
  const match = POSIX_ZONE.exec(text);
  if (!match) return UTC;
  const name = match[1] ?? match[2] ?? 'UTC';
  if (match[4] === undefined) return { name: /^(Etc|UTC|GMT)/.test(name) && text.includes('/') ? 'UTC' : name, offset: 0 };
  const seconds = Number(match[4]) * 3600 + Number(match[5] ?? 0) * 60 + Number(match[6] ?? 0);
  return { name, offset: match[3] === '-' ? seconds : -seconds };
}
