/** How much of a file tail prints. As GNU coreutils 9.4 tail. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { parseCount } from '../counts.ts';

export interface Amount {
  readonly unit: 'lines' | 'bytes';
  readonly count: number;
  /** `+5`: from the fifth on. */
  readonly fromStart: boolean;
}

export const amountOf =
  (unit: 'lines' | 'bytes') =>
  (text: ByteString): Amount => {
    const noun = `number of ${unit}`;
    if (/^[+-]/.test(text)) return { unit, count: parseCount(text.slice(1), noun), fromStart: text.startsWith('+') };
    return { unit, count: parseCount(text, noun), fromStart: false };
  };

/** Historic spellings: `-5`, `+5`, `-5c`, `-5lf`, `-f`. */
export function obsoleteWords(words: readonly ByteString[]): readonly ByteString[] {
  const [first = '', ...rest] = words;
  const match = /^([-+])(\d*)([bcl]?)(f?)$/.exec(first);
  if (!match || (match[2] === '' && match[1] === '-') || rest.length > 1) {
    const many = /^-(\d+)$/.exec(first);
    return many ? ['-n', many[1] ?? '', ...rest] : words;
  }
  const [, sign = '', digits = '', unit = '', follow = ''] = match;
  const count = `${sign}${digits === '' ? '10' : digits}`;
  const amount = unit === 'c' ? ['-c', count] : unit === 'b' ? ['-c', `${count}b`] : ['-n', count];
  return [...amount, ...(follow === '' ? [] : ['-f']), ...rest];
}
