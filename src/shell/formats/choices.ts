/** An option's argument out of a list, which may be shortened. As gnulib argmatch. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { UsageError } from '../programs/usage-error.ts';
import { localeQuoted } from './quoting.ts';

/**
 * A reader for `type` of an option: `rows` holds the values, each with all its spellings. Throws UsageError
 * `invalid argument ‘x’ for ‘--color’` with the list (status 1 everywhere).
 */
export const oneOf =
  <T extends string>(option: string, rows: Readonly<Record<T, readonly string[]>>): ((text: ByteString) => T) =>
  (text) => {
    const entries = Object.entries(rows) as [T, readonly string[]][];
    const exact = entries.find(([, names]) => names.includes(text));
    if (exact) return exact[0];
    const found = text === '' ? [] : entries.filter(([, names]) => names.some((name) => name.startsWith(text)));
    const [only] = found;
    if (only && found.length === 1) return only[0];
    const problem = found.length > 1 ? 'ambiguous' : 'invalid';
    const list = entries.map(([, names]) => `  - ${names.map(localeQuoted).join(', ')}`).join('\n');
    throw new UsageError(`${problem} argument ${localeQuoted(text)} for ${localeQuoted(option)}\nValid arguments are:\n${list}`, {
      status: 1,
    });
  };
