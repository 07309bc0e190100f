/** The quick way to read the numbers that are most of them. */
import type { ByteString } from '../../sim/fs/bytes.ts';

/** A text of 1 to 15 digits, which a double holds, as a number; -1 for anything else. */
export function wholeDigits(text: ByteString): number {
  const { length } = text;
  if (length === 0 || length > 15) return -1;
  let value = 0;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i) - 48;
    if (code < 0 || code > 9) return -1;
    value = value * 10 + code;
  }
  return value;
}
