/** Tab stops as expand and unexpand take them: `4`, `2,5,9`, `2,/8`, `2,+8`. As GNU coreutils 9.4 expand-common.c. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { localeQuoted } from '../formats/quoting.ts';
import { UsageError } from '../programs/usage-error.ts';

export interface TabStops {
  /** The stop behind a column; undefined behind the last one. */
  next(column: number): number | undefined;
}

/** Throws UsageError. */
export function parseTabStops(texts: readonly ByteString[]): TabStops {
  const stops: number[] = [];
  let step: { readonly size: number; readonly relative: boolean } | undefined;
  for (const item of texts.join(',').split(/[, ]+/)) {
    if (item === '') continue;
    const match = /^([/+]?)(\d+)$/.exec(item);
    if (!match)
      throw new UsageError(`tab size contains invalid character(s): ${localeQuoted(item.replace(/^[/+]?\d*/, ''))}`, { hint: false });
    const size = Number(match[2]);
    if (match[1]) step = { size, relative: match[1] === '+' };
    else {
      if (size === 0) throw new UsageError('tab size cannot be 0', { hint: false });
      if (size <= (stops.at(-1) ?? 0)) throw new UsageError('tab sizes must be ascending', { hint: false });
      stops.push(size);
    }
  }
  if (stops.length <= 1 && !step) return every(stops[0] ?? 8, 0);
  const last = stops.at(-1) ?? 0;
  const beyond = step && every(step.size, step.relative ? last : 0);
  return { next: (column) => stops.find((stop) => stop > column) ?? beyond?.next(column) };
}

const every = (size: number, origin: number): TabStops => ({ next: (column) => column + size - ((column - origin) % size) });
