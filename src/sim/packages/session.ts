/** What dpkg's and update-alternatives' work needs of the process that does it, and their logs. */
import type { ByteString } from '../fs/bytes.ts';
import { toBytes } from '../fs/bytes.ts';
import type { FileSystem, Instant } from '../fs/types.ts';

export interface PackageSession {
  readonly fs: FileSystem;
  now(): Instant;
  /** Prints on standard output (1) or standard error (2). */
  say(text: ByteString, stream: 1 | 2): Promise<void> | void;
}

const digits = (value: number, width = 2): string => String(value).padStart(width, '0');

/** `2026-11-24 17:52:31` in UTC; `gap` stands between date and time. */
export function timeStamp(now: Instant, gap = ' '): string {
  const seconds = Math.floor(now / 1_000_000);
  const [year, month, day] = civilDate(Math.floor(seconds / 86_400));
  const time = seconds % 86_400;
  return `${year}-${digits(month)}-${digits(day)}${gap}${digits(Math.floor(time / 3600))}:${digits(Math.floor(time / 60) % 60)}:${digits(time % 60)}`;
}

/** Year, month and day of a count of days since 1970. */
function civilDate(days: number): readonly [number, number, number] {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1];
}

/** Appends a line to /var/log/dpkg.log, with its time. */
export function logDpkg(session: PackageSession, text: ByteString): void {
  appendTo(session.fs, '/var/log/dpkg.log', `${timeStamp(session.now())} ${text}\n`);
}

/** Appends a line to /var/log/alternatives.log. */
export function logAlternatives(session: PackageSession, text: ByteString): void {
  appendTo(session.fs, '/var/log/alternatives.log', `update-alternatives ${timeStamp(session.now())}: ${text}\n`);
}

/** Appends to a log whose folder is there; a log in a folder that is not is no log. */
export function appendTo(fs: FileSystem, path: ByteString, text: ByteString, mode = 0o644): void {
  if (fs.exists(path.slice(0, path.lastIndexOf('/')))) fs.append(path, toBytes(text), mode);
}
