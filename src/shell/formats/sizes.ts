/** Sizes for people and from them: `1.2K`, `--block-size=1M`, `10MB`. As gnulib human and xstrtol (GNU coreutils 9.4). */
import { UsageError } from '../programs/usage-error.ts';

const LETTERS = 'KMGTPEZYRQ';

/** `ls -h`: at most three digits and a letter, rounded up. `base` 1000 for --si (then `k`). */
export function humanSize(bytes: number, base: 1024 | 1000 = 1024): string {
  if (bytes < base) return String(bytes);
  let power = 0;
  let value = bytes;
  while (value >= base && power < LETTERS.length) {
    value /= base;
    power++;
  }
  let shown = value < 10 ? Math.ceil(round(value * 10)) / 10 : Math.ceil(round(value));
  if (shown >= base) {
    shown = 1;
    power++;
  }
  const letter = LETTERS.charAt(power - 1);
  return `${shown < 10 ? shown.toFixed(1) : shown}${base === 1000 && letter === 'K' ? 'k' : letter}`;
}

/** Keeps floating point's last bits from rounding up what is exact. */
const round = (value: number): number => Number(value.toFixed(9));

/** How sizes are shown: human, or in units of so many bytes with a suffix behind each. */
export type BlockSize = { readonly human: 1024 | 1000 } | { readonly unit: number; readonly suffix?: string };

export const showSize = (bytes: number, size: BlockSize): string =>
  'human' in size ? humanSize(bytes, size.human) : `${Math.ceil(bytes / size.unit)}${size.suffix ?? ''}`;

/** `--block-size=SIZE`. */
export function parseBlockSize(text: string): BlockSize {
  if (text === 'human-readable') return { human: 1024 };
  if (text === 'si') return { human: 1000 };
  const unit = parseSize(text);
  if (unit === undefined) throw new UsageError(`invalid --block-size argument '${text}'`, { hint: false });
  return /^\d/.test(text) ? { unit } : { unit, suffix: text.replace(/^'/, '') };
}

const MULTIPLIER = /^(\d+)?(?:(?:([KkMGTPEZYRQ])(iB|B|)?)|(b)|(c)|(w))?$/;

/** `10`, `4K`, `1MB` (1000), `2MiB`, `3b` (512); undefined when it is no size. */
export function parseSize(text: string): number | undefined {
  const match = MULTIPLIER.exec(text);
  if (!match || text === '') return undefined;
  const count = match[1] === undefined ? 1 : Number(match[1]);
  if (match[4]) return count * 512;
  if (match[5]) return count;
  if (match[6]) return count * 2;
  if (match[2] === undefined) return count;
  const base = match[3] === 'B' ? 1000 : 1024;
  return count * base ** (LETTERS.indexOf(match[2].toUpperCase()) + 1);
}
