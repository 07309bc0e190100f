/** FIGfonts: reading .flf and .tlf files into characters, rows and layout rules. As figfont.txt (the FIGfont version 2 standard) and FIGlet 2.2.5. */
import { parseTag } from './font-check.ts';

/** Layout bits of a font and of the command line: figfont.txt, "Full_Layout". */
export const Layout = { equal: 1, lowLine: 2, hierarchy: 4, pair: 8, bigX: 16, hardblank: 32, kern: 64, smush: 128 } as const;

/** One character: a row of codes for each of the font's lines, without end marks. */
export type Glyph = readonly (readonly number[])[];

export interface Font {
  /** The code that keeps its place while smushing and prints as a blank. */
  readonly hardblank: number;
  /** Rows of each character. */
  readonly height: number;
  readonly layout: number;
  readonly rightToLeft: boolean;
  /** By character code; 0 is what a missing character looks like. */
  readonly glyphs: ReadonlyMap<number, Glyph>;
}

export class FontError extends Error {}

/** Longest line that is read from a font, in bytes. */
const LINE_LIMIT = 255;
const GERMAN = [196, 214, 220, 228, 246, 252, 223];

/** Reads a font file. `magic` is `flf2` or `tlf2`. Throws FontError with FIGlet's words. */
export function parseFont(bytes: Uint8Array, magic: string): Font {
  const reader = new LineReader(bytes, magic.length);
  const header = parseHeader(reader.line(LINE_LIMIT, true));
  const begins = String.fromCharCode(...bytes.subarray(0, magic.length));
  if (header && header.numbers[2] !== undefined && header.numbers[2] > LINE_LIMIT) throw new FontError('character is too wide');
  if (begins !== magic || !header || header.numbers.length < 5) throw new FontError('Not a FIGlet 2 font file');
  const [height = 1, , maxLength = 1, oldLayout = 0, comments = 0, direction = 0, fullLayout] = header.numbers;
  for (let i = 0; i < comments; i++) reader.skipLine();
  const rows = Math.max(1, height);
  return {
    hardblank: header.hardblank,
    height: rows,
    layout: fullLayout ?? decodeOldLayout(oldLayout),
    rightToLeft: direction === 1,
    glyphs: readGlyphs(reader, rows, Math.max(1, maxLength) + 101),
  };
}

/** The header after the magic: hardblank's signature byte, hardblank, then numbers: height, baseline, max length, old layout, comment lines, direction, full layout. */
function parseHeader(line: string | undefined): { hardblank: number; numbers: number[] } | undefined {
  const match = /^[\s\S]([\s\S])((?:\s*[+-]?\d+)*)/.exec(line ?? '');
  if (!match) return undefined;
  return { hardblank: match[1]?.charCodeAt(0) ?? 0, numbers: (match[2]?.match(/[+-]?\d+/g) ?? []).slice(0, 7).map(Number) };
}

function decodeOldLayout(layout: number): number {
  if (layout === 0) return Layout.kern;
  return layout < 0 ? 0 : (layout & 31) | Layout.smush;
}

function readGlyphs(reader: LineReader, height: number, tagLimit: number): Map<number, Glyph> {
  const glyphs = new Map<number, Glyph>([[0, Array.from({ length: height }, () => [])]]);
  for (let code = 32; code <= 126; code++) glyphs.set(code, reader.glyph(height));
  for (const code of GERMAN) glyphs.set(code, reader.glyph(height));
  for (;;) {
    const code = parseTag(reader.line(tagLimit) ?? '');
    if (code === undefined) return glyphs;
    glyphs.set(code, reader.glyph(height));
  }
}

/** Lines of a font file, ended by \n, \r or \r\n, cut at a limit as fgets does. */
class LineReader {
  readonly #bytes: Uint8Array;
  #at: number;
  #row: number[] = [];

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** The next line as a byte string, or undefined when the file ends before its newline. `whole`: what is beyond the limit is skipped. */
  line(limit: number, whole = false): string | undefined {
    let text = '';
    while (text.length < limit) {
      if (this.#at >= this.#bytes.length) return undefined;
      const byte = this.#bytes[this.#at++] ?? 0;
      if (byte === 10) return text;
      if (byte === 13) {
        if (this.#bytes[this.#at] === 10) this.#at++;
        return text;
      }
      text += String.fromCharCode(byte);
    }
    if (whole) this.skipLine();
    return text;
  }

  skipLine(): void {
    while (this.#at < this.#bytes.length) {
      const byte = this.#bytes[this.#at++];
      if (byte === 13 && this.#bytes[this.#at] === 10) this.#at++;
      if (byte === 10 || byte === 13) return;
    }
  }

  glyph(height: number): Glyph {
    return Array.from({ length: height }, () => this.#decodeRow(this.line(LINE_LIMIT) ?? ''));
  }

  /** A row's bytes as UTF-8. FIGlet stops at the first byte that is not UTF-8 (Latin-1 fonts) and leaves what the row above had there. */
  #decodeRow(line: string): number[] {
    const { codes, whole } = decodeUtf8Prefix(line);
    this.#row = withoutEndMarks(whole ? codes : [...codes, ...this.#row.slice(codes.length)]);
    return this.#row;
  }
}

function withoutEndMarks(codes: number[]): number[] {
  let end = codes.length;
  while (end > 0 && isSpace(codes[end - 1] ?? 0)) end--;
  const mark = codes[end - 1];
  while (end > 0 && codes[end - 1] === mark) end--;
  return codes.slice(0, end);
}

const isSpace = (code: number) => code === 32 || (code >= 9 && code <= 13);

function decodeUtf8Prefix(line: string): { codes: number[]; whole: boolean } {
  const codes: number[] = [];
  for (let i = 0; i < line.length; ) {
    const lead = line.charCodeAt(i);
    const length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    const tail = [...line.slice(i + 1, i + length)].map((c) => c.charCodeAt(0));
    if (length === 0 || tail.length < length - 1 || tail.some((c) => (c & 0xc0) !== 0x80)) return { codes, whole: false };
    codes.push(tail.reduce((code, c) => (code << 6) | (c & 0x3f), length === 1 ? lead : lead & (0x7f >> length)));
    i += length;
  }
  return { codes, whole: true };
}
