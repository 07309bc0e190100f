/** The rules of `--filter`: known keys, labels, booleans, times. As moby's api/types/filters. */
import type { Instant } from '../fs/types.ts';
import { EngineError } from './engine-error.ts';
import { parseRfc3339 } from './go-text.ts';
import type { Filters, StringMap } from './types.ts';

export const NO_FILTERS: Filters = new Map();

/** Throws EngineError `invalid filter 'foo'`. */
export function checkFilters(filters: Filters, known: readonly string[]): void {
  for (const key of filters.keys()) if (!known.includes(key)) throw invalid(`invalid filter '${key}'`);
}

export const valuesOf = (filters: Filters, key: string): readonly string[] => filters.get(key) ?? [];

/** `1`, `true`, `0`, `false`; several that contradict each other are refused. */
export function booleanFilter(filters: Filters, key: string): boolean | undefined {
  const values = filters.get(key);
  if (!values) return undefined;
  const yes = values.includes('1') || values.includes('true');
  const no = values.includes('0') || values.includes('false');
  if (yes === no) throw invalid(`invalid filter '${key}=[${values.join(' ')}]'`);
  return yes;
}

/** Every `label=key` or `label=key=value` must be there. */
export function matchesLabels(wanted: readonly string[], labels: StringMap | null | undefined): boolean {
  return wanted.every((text) => {
    const equals = text.indexOf('=');
    const value = labels?.[equals < 0 ? text : text.slice(0, equals)];
    return value !== undefined && (equals < 0 || value === text.slice(equals + 1));
  });
}

/** Of `label=` and `label!=` as prune has them. */
export function matchesPruneLabels(filters: Filters, labels: StringMap | null | undefined): boolean {
  if (!matchesLabels(valuesOf(filters, 'label'), labels)) return false;
  const unwanted = valuesOf(filters, 'label!');
  return unwanted.length === 0 || !matchesLabels(unwanted, labels);
}

/** `until=`: nothing younger than this instant. */
export function untilFilter(filters: Filters, now: Instant): Instant | undefined {
  const values = filters.get('until');
  if (!values) return undefined;
  if (values.length > 1) throw invalid('more than one until filter specified');
  return parseMoment(values[0] ?? '', now);
}

/** A Go duration back from now, RFC 3339 in its shorter forms, or Unix seconds. Throws EngineError. As moby's timestamp.GetTimestamp. */
export function parseMoment(text: string, now: Instant): Instant {
  const duration = parseDuration(text);
  if (duration !== undefined) return now - duration;
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return Math.round(Number(text) * 1e6);
  const match = /^(\d{4}-\d\d-\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d(?:\.\d+)?))?)?)?(Z|[+-]\d\d:\d\d)?$/.exec(text);
  const [, day, hour = '00', minute = '00', second = '00', zone = 'Z'] = match ?? [];
  const instant = day === undefined ? undefined : parseRfc3339(`${day}T${hour}:${minute}:${second}${zone}`);
  if (instant === undefined) throw invalid(`failed to parse value as time or duration: "${text}"`);
  return instant;
}

const UNITS: Readonly<Record<string, number>> = { ns: 1e-3, us: 1, ms: 1e3, s: 1e6, m: 60e6, h: 3600e6 };

/** Go's time.ParseDuration, in microseconds. */
export function parseDuration(text: string): number | undefined {
  if (!/^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|ms|s|m|h))+$/.test(text)) return undefined;
  let sum = 0;
  for (const [, count = '', unit = ''] of text.matchAll(/([\d.]+)(ns|us|ms|s|m|h)/g)) sum += Number(count) * (UNITS[unit] ?? 0);
  return text.startsWith('-') ? -sum : sum;
}

const invalid = (message: string): EngineError => new EngineError('invalidParameter', message);
