/** How many operands a program takes, and coreutils' words when they are too few or too many. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { localeQuoted } from '../formats/quoting.ts';
import { UsageError } from './usage-error.ts';

/** Throws UsageError `missing operand`, `missing operand after ‘x’` or `extra operand ‘x’`. */
export function checkOperands(operands: readonly ByteString[], least: number, most = Number.POSITIVE_INFINITY): void {
  if (operands.length < least) {
    const last = operands.at(-1);
    throw new UsageError(last === undefined ? 'missing operand' : `missing operand after ${localeQuoted(last)}`);
  }
  const extra = operands[most];
  if (extra !== undefined) throw new UsageError(`extra operand ${localeQuoted(extra)}`);
}
