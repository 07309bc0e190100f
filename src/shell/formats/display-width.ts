/** How many columns a text takes on the screen: wcwidth(3) of its locale. */
import { eastAsianWidth } from 'get-east-asian-width';
import { type ByteString, decodeUtf8, isAscii } from '../../sim/fs/bytes.ts';

const INVISIBLE = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]$/u;

/** Columns of a byte string: of its characters when the locale is UTF-8, else one a byte. */
export function displayWidth(text: ByteString, unicode: boolean): number {
  if (!unicode || isAscii(text)) return text.length;
  let width = 0;
  for (const character of decodeUtf8(text)) {
    if (!INVISIBLE.test(character)) width += eastAsianWidth(character.codePointAt(0) ?? 0);
  }
  return width;
}
