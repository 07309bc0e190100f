/** Reading UTF-8 characters from byte strings. */

/** The UTF-8 character at an offset of a byte string; undefined when the bytes are none. */
export function codePointAt(text: string, at: number): { readonly code: number; readonly length: number } | undefined {
  const lead = text.charCodeAt(at);
  if (lead < 0x80) return { code: lead, length: 1 };
  const length = lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
  if (length === 0 || at + length > text.length) return undefined;
  let code = lead & (0xff >> (length + 1));
  for (let i = 1; i < length; i++) {
    const byte = text.charCodeAt(at + i);
    if ((byte & 0xc0) !== 0x80) return undefined;
    code = (code << 6) | (byte & 0x3f);
  }
  return { code, length };
}
