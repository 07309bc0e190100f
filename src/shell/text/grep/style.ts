/** How grep prints what it found: what its output options say. As GNU grep 3.11. */
import type { ByteString } from '../../../sim/fs/bytes.ts';

export interface Style {
  readonly invert: boolean;
  /** -m: no more than so many selected lines a file. */
  readonly most: number;
  readonly byteOffset: boolean;
  readonly lineNumber: boolean;
  readonly onlyMatching: boolean;
  readonly quiet: boolean;
  readonly list: 'with' | 'without' | undefined;
  readonly count: boolean;
  /** Whether each line begins with its file's name. */
  readonly names: boolean;
  /** What ends a name in place of `:` or a newline (-Z). */
  readonly nameEnd: string | undefined;
  readonly initialTab: boolean;
  readonly before: number;
  readonly after: number;
  /** The line between groups when context is printed; undefined: none. */
  readonly separator: ByteString | undefined;
  readonly delimiter: string;
  /** Files that are no text: as text, not at all, or with one line that says so. */
  readonly binary: 'text' | 'skip' | 'note';
  /** Whether bytes that are no UTF-8 make a file binary. */
  readonly utf8: boolean;
  readonly colors: Colors | undefined;
  readonly lineBuffered: boolean;
}

/** SGR codes by GREP_COLORS' names. */
export interface Colors {
  /** Matches in selected lines, matches in context lines. */
  readonly ms: string;
  readonly mc: string;
  /** Whole selected lines, whole context lines. */
  readonly sl: string;
  readonly cx: string;
  readonly fn: string;
  readonly ln: string;
  readonly bn: string;
  readonly se: string;
  /** With -v selected lines and context lines swap their colours. */
  readonly rv: boolean;
  /** No `\33[K` behind a change of colour. */
  readonly ne: boolean;
}

const DEFAULTS: Colors = { ms: '01;31', mc: '01;31', sl: '', cx: '', fn: '35', ln: '32', bn: '32', se: '36', rv: false, ne: false };

/** Reads GREP_COLORS. */
export function parseColors(text: ByteString | undefined): Colors {
  const colors: Record<string, string | boolean> = { ...DEFAULTS };
  for (const part of (text ?? '').split(':')) {
    const [name = '', value] = part.split('=', 2);
    if (value === undefined) {
      if (name === 'rv' || name === 'ne') colors[name] = true;
    } else if (/^[\d;]*$/.test(value)) {
      if (name === 'mt') {
        colors['ms'] = value;
        colors['mc'] = value;
      } else if (typeof colors[name] === 'string') colors[name] = value;
    }
  }
  return colors as unknown as Colors;
}

/** A text in a colour; as it is without colours. */
export function paint(text: ByteString, colors: Colors | undefined, name: Exclude<keyof Colors, 'rv' | 'ne'>): ByteString {
  const code = colors?.[name];
  return code ? paintWith(text, code, colors) : text;
}

export function paintWith(text: ByteString, code: string, colors: Colors | undefined): ByteString {
  return `${startColor(code, colors)}${text}\x1b[m${colors?.ne ? '' : '\x1b[K'}`;
}

/** grep lets a line's own colour run on until its match begins. */
export const startColor = (code: string, colors: Colors | undefined): ByteString =>
  code ? `\x1b[${code}m${colors?.ne ? '' : '\x1b[K'}` : '';
