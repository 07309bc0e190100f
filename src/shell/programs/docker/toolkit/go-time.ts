/** Times as Go's time.Time.String writes them in UTC: `2026-11-24 00:19:53.123 +0000 UTC`. */
import type { Instant } from '../../../../sim/fs/types.ts';

/** The fraction without its trailing zeros. */
export function goTime(instant: Instant): string {
  const fraction = String(((instant % 1e6) + 1e6) % 1e6)
    .padStart(6, '0')
    .replace(/0+$/, '');
  const seconds = new Date(Math.floor(instant / 1e6) * 1000).toISOString().slice(0, 19).replace('T', ' ');
  return `${seconds}${fraction === '' ? '' : `.${fraction}`} +0000 UTC`;
}
