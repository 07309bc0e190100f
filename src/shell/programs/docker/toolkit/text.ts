/** Cutting and measuring text for tables: by display width, in byte strings that hold UTF-8. As docker/cli formatter/displayutils.go. */
import { type ByteString, decodeUtf8, isAscii, utf8 } from '../../../../sim/fs/bytes.ts';

const ELLIPSIS: ByteString = utf8('…');

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;

/** Columns on the screen. */
export function displayWidth(text: ByteString): number {
  if (isAscii(text)) return text.length;
  let width = 0;
  for (const character of decodeUtf8(text)) width += WIDE.test(character) ? 2 : 1;
  return width;
}

/** formatter.Ellipsis: at most `width` columns, the last one `…` when something was cut. */
export function ellipsis(text: ByteString, width: number): ByteString {
  if (width <= 0) return '';
  if (width === 1) return utf8([...decodeUtf8(text)][0] ?? '');
  if (displayWidth(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const character of decodeUtf8(text)) {
    const columns = WIDE.test(character) ? 2 : 1;
    if (used + columns > width - 1) break;
    kept += character;
    used += columns;
  }
  return utf8(kept) + ELLIPSIS;
}

/** The first 12 digits of an ID, without `sha256:`. */
export const shortId = (id: string): string => id.replace(/^sha256:/, '').slice(0, 12);
