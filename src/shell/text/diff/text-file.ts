/** A file as diff sees it: lines, their keys for comparing, and what its heading says. As GNU diffutils 3.10 io.c. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import type { Instant } from '../../../sim/fs/types.ts';

export interface TextFile {
  readonly name: ByteString;
  readonly mtime: Instant;
  readonly text: ByteString;
  readonly lines: readonly ByteString[];
  /** The last line has no newline. */
  readonly isOpen: boolean;
}

export function textFile(name: ByteString, mtime: Instant, text: ByteString): TextFile {
  const isOpen = text !== '' && !text.endsWith('\n');
  const lines = text === '' ? [] : (isOpen ? text : text.slice(0, -1)).split('\n');
  return { name, mtime, text, lines, isOpen };
}

export interface IgnoreOptions {
  readonly case: boolean;
  readonly allSpace: boolean;
  readonly spaceChange: boolean;
  readonly trailingSpace: boolean;
  readonly tabExpansion: boolean;
  readonly carriageReturn: boolean;
}

/** Keys of all lines: equal for lines that count as equal. */
export function keysOf({ lines, isOpen }: TextFile, ignore: IgnoreOptions): readonly string[] {
  const keys = lines.map((line) => keyOf(line, ignore));
  if (isOpen && !ignore.allSpace && !ignore.spaceChange) keys[keys.length - 1] += '\n';
  return keys;
}

function keyOf(line: ByteString, ignore: IgnoreOptions): string {
  let key = line;
  if (ignore.carriageReturn) key = key.replace(/\r$/, '');
  if (ignore.tabExpansion) key = expandTabs(key);
  if (ignore.allSpace) key = key.replace(/[ \t-\r]/g, '');
  else if (ignore.spaceChange) key = key.replace(/[ \t-\r]+/g, ' ').replace(/ $/, '');
  else if (ignore.trailingSpace) key = key.replace(/[ \t-\r]+$/, '');
  return ignore.case ? key.toLowerCase() : key;
}

export function expandTabs(line: ByteString): ByteString {
  if (!line.includes('\t')) return line;
  let out = '';
  for (const character of line) out += character === '\t' ? ' '.repeat(8 - (out.length % 8)) : character;
  return out;
}
