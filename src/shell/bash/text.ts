/** Characters of byte strings as the locale sees them: length, pieces, upper and lower case. */
import { decodeUtf8, isAscii, utf8 } from '../../sim/fs/bytes.ts';
import type { ByteString } from '../../sim/fs/bytes.ts';
import { isUtf8, type Shell } from './shell.ts';

const CHARACTER = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[\s\S]/g;

/** How many characters. */
export function characterCount(shell: Shell, text: ByteString): number {
  if (!isUtf8(shell) || !/[\x80-\xff]/.test(text)) return text.length;
  return text.match(CHARACTER)?.length ?? 0;
}

/** The characters, each a byte string; of ASCII text the string itself serves. */
export function characters(shell: Shell, text: ByteString): readonly ByteString[] | ByteString {
  if (!isUtf8(shell) || !/[\x80-\xff]/.test(text)) return text;
  return text.match(CHARACTER) ?? [];
}

/** From character `start` up to (not including) `end`. */
export function sliceCharacters(shell: Shell, text: ByteString, start: number, end: number): ByteString {
  const pieces = characters(shell, text);
  return typeof pieces === 'string' ? pieces.slice(start, end) : pieces.slice(start, end).join('');
}

export function convertCase(shell: Shell, text: ByteString, to: 'upper' | 'lower' | 'capitalize' | 'toggle'): ByteString {
  if (to === 'capitalize') {
    const pieces = characters(shell, text);
    return (
      convertCase(shell, pieces[0] ?? '', 'upper') +
      convertCase(shell, typeof pieces === 'string' ? pieces.slice(1) : pieces.slice(1).join(''), 'lower')
    );
  }
  if (isAscii(text) || !isUtf8(shell)) return convertAscii(text, to);
  return utf8(convertUnicode(decodeUtf8(text), to));
}

function convertAscii(text: ByteString, to: 'upper' | 'lower' | 'toggle'): ByteString {
  if (to === 'upper') return text.replace(/[a-z]+/g, (run) => run.toUpperCase());
  if (to === 'lower') return text.replace(/[A-Z]+/g, (run) => run.toLowerCase());
  return text.replace(/[a-zA-Z]/g, (letter) => (letter >= 'a' ? letter.toUpperCase() : letter.toLowerCase()));
}

function convertUnicode(text: string, to: 'upper' | 'lower' | 'toggle'): string {
  const one = (letter: string): string => {
    const upper = letter.toUpperCase();
    const converted = to === 'upper' || (to === 'toggle' && upper !== letter) ? upper : letter.toLowerCase();
    return [...converted].length === 1 ? converted : letter;
  };
  return [...text].map(one).join('');
}
