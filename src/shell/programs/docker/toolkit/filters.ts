/** `--filter` as the daemon wants it. */
import type { Filters as EngineFilters } from '../../../../sim/engine/types.ts';
import type { Filters } from './flags.ts';

/** Key → values in the order typed. */
export function engineFilters(filters: Filters, ...more: readonly { readonly key: string; readonly value: string }[]): EngineFilters {
  const grouped = new Map<string, string[]>();
  for (const { key, value } of [...filters, ...more]) {
    const values = grouped.get(key) ?? [];
    values.push(value);
    grouped.set(key, values);
  }
  return grouped;
}
