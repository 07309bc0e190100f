/** Values as Go's encoding/json, time and strconv write them. */
import type { ByteString } from '../fs/bytes.ts';
import type { Instant } from '../fs/types.ts';

/** As json.Marshal: no blanks, `<`, `>`, `&` escaped, keys in the order given. Strings are byte strings of UTF-8. */
export function goJson(value: unknown): ByteString {
  return JSON.stringify(value).replace(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
}

/** `0001-01-01T00:00:00Z`: Go's zero time. */
export const ZERO_TIME = '0001-01-01T00:00:00Z';

/** As time.RFC3339Nano in UTC: `2026-11-24T17:35:40.317289Z`, trailing zeros of the fraction left out. */
export function rfc3339(instant: Instant | undefined): string {
  if (instant === undefined) return ZERO_TIME;
  const fraction = String(micros(instant)).padStart(6, '0').replace(/0+$/, '');
  return `${wholeSeconds(instant)}${fraction === '' ? '' : `.${fraction}`}Z`;
}

/** With nine digits always, as `docker logs -t` writes. */
export const rfc3339Fixed = (instant: Instant): string => `${wholeSeconds(instant)}.${String(micros(instant)).padStart(6, '0')}000Z`;

const micros = (instant: Instant): number => ((instant % 1e6) + 1e6) % 1e6;

const wholeSeconds = (instant: Instant): string => new Date(Math.floor(instant / 1e6) * 1000).toISOString().slice(0, 19);

/** Reads RFC 3339 to the microsecond; undefined for anything else and for Go's zero time. */
export function parseRfc3339(text: string): Instant | undefined {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/.exec(text);
  if (match?.[1] === undefined || text.startsWith('0001-')) return undefined;
  const seconds = Date.parse(`${match[1]}${match[3]}`);
  if (Number.isNaN(seconds)) return undefined;
  return seconds * 1000 + Number((match[2] ?? '').padEnd(6, '0').slice(0, 6));
}

/** As strconv.Quote, for the characters that names have. */
export const goQuote = (text: string): string => JSON.stringify(text);

/** As time.Duration's String: `1m30s`, `1.5s`, `500ms`. */
export function goDuration(microseconds: number): string {
  if (microseconds === 0) return '0s';
  if (microseconds < 1e3) return `${microseconds}µs`;
  if (microseconds < 1e6) return `${microseconds / 1e3}ms`;
  const [hours, minutes] = [Math.floor(microseconds / 3600e6), Math.floor(microseconds / 60e6)];
  const seconds = `${(microseconds - minutes * 60e6) / 1e6}s`;
  if (hours > 0) return `${hours}h${minutes % 60}m${seconds}`;
  return minutes > 0 ? `${minutes}m${seconds}` : seconds;
}
