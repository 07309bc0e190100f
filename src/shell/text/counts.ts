/** Numbers with a size's suffix (`-n 5`, `-c 2K`) as coreutils' programs take them. As GNU coreutils 9.4 xstrtoumax. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { localeQuoted } from '../formats/quoting.ts';
import { parseSize } from '../formats/sizes.ts';
import { UsageError } from '../programs/usage-error.ts';

/** A count of what `noun` says; throws UsageError `invalid NOUN: ‘x’`. */
export function parseCount(text: ByteString, noun: string): number {
  const size = /^\d/.test(text) ? parseSize(text) : undefined;
  if (size === undefined) throw new UsageError(`invalid ${noun}: ${localeQuoted(text)}`, { hint: false });
  return size;
}
