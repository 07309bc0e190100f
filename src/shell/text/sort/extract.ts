/** Where a key stands in a line. As GNU coreutils 9.4 sort's begfield and limfield. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import type { KeySpec } from './key-spec.ts';

/** The text of the key. `tab`: the separator; undefined: fields begin with the blanks before them. */
export function createExtractor(key: KeySpec, tab: string | undefined): (line: ByteString) => ByteString {
  if (key.startField === 0 && key.startCharacter === 0 && key.endField === Number.POSITIVE_INFINITY && !key.skipStartBlanks)
    return (line) => line;
  return (line) => {
    const start = startOf(line, key, tab);
    const end = key.endField === Number.POSITIVE_INFINITY ? line.length : endOf(line, key, tab);
    return start < end ? line.slice(start, end) : '';
  };
}

const isBlank = (line: ByteString, at: number): boolean => {
  const code = line.charCodeAt(at);
  return code === 32 || code === 9 || code === 10;
};

function skipBlanks(line: ByteString, from: number): number {
  let at = from;
  while (at < line.length && isBlank(line, at)) at++;
  return at;
}

function skipField(line: ByteString, from: number): number {
  let at = skipBlanks(line, from);
  while (at < line.length && !isBlank(line, at)) at++;
  return at;
}

function startOf(line: ByteString, key: KeySpec, tab: string | undefined): number {
  let at = 0;
  for (let fields = key.startField; fields > 0 && at < line.length; fields--) {
    if (tab === undefined) at = skipField(line, at);
    else {
      const found = line.indexOf(tab, at);
      at = found < 0 ? line.length : found + 1;
    }
  }
  if (key.skipStartBlanks) at = skipBlanks(line, at);
  return Math.min(line.length, at + key.startCharacter);
}

function endOf(line: ByteString, key: KeySpec, tab: string | undefined): number {
  let at = 0;
  for (let fields = key.endField; fields > 0 && at < line.length; fields--) {
    if (tab === undefined) at = skipField(line, at);
    else {
      const found = line.indexOf(tab, at);
      at = found < 0 ? line.length : found;
      if (found >= 0 && (fields > 1 || key.endCharacter > 0)) at++;
    }
  }
  if (key.endCharacter === 0) return at;
  if (key.skipEndBlanks) at = skipBlanks(line, at);
  return Math.min(line.length, at + key.endCharacter);
}
