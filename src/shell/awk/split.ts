/** Cutting text into fields, and what separates records: FS, RS and split()'s third argument. As mawk 1.3.4 split.c. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import type { Regex } from '../regex/compile.ts';

export type Splitter = (text: ByteString) => ByteString[];

/** A separator as a string: a blank means runs of white space, one other character itself, nothing every character, else a regex. */
export function createSplitter(separator: ByteString, compile: (source: ByteString) => Regex): Splitter {
  if (separator === ' ') return splitBlanks;
  if (separator === '') return (text) => [...text];
  if (separator.length === 1 && separator !== '\\') return (text) => (text === '' ? [] : text.split(separator));
  return createRegexSplitter(compile(separator));
}

export function createRegexSplitter(regex: Regex): Splitter {
  return (text) => {
    const fields: ByteString[] = [];
    if (text === '') return fields;
    let at = 0;
    for (let from = 0; from <= text.length; ) {
      const match = regex.exec(text, from);
      if (!match) break;
      if (match.end === match.start) {
        from = match.end + 1;
        continue;
      }
      fields.push(text.slice(at, match.start));
      at = match.end;
      from = match.end;
    }
    fields.push(text.slice(at));
    return fields;
  };
}

/** One field of those that splitBlanks would give; '' behind the last one. */
export function blankField(text: ByteString, index: number): ByteString {
  const { length } = text;
  for (let i = 0, field = 1; i < length; field++) {
    while (i < length && isBlank(text.charCodeAt(i))) i++;
    const start = i;
    while (i < length && !isBlank(text.charCodeAt(i))) i++;
    if (field === index) return text.slice(start, i);
  }
  return '';
}

export function splitBlanks(text: ByteString): ByteString[] {
  const fields: ByteString[] = [];
  const { length } = text;
  for (let i = 0; i < length; ) {
    while (i < length && isBlank(text.charCodeAt(i))) i++;
    if (i === length) break;
    const start = i;
    while (i < length && !isBlank(text.charCodeAt(i))) i++;
    fields.push(text.slice(start, i));
  }
  return fields;
}

const isBlank = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);

/** With RS="" newlines separate fields too. */
export function withNewlines(splitter: Splitter): Splitter {
  return splitter === splitBlanks ? splitter : (text) => text.split('\n').flatMap((line) => (line === '' ? [''] : splitter(line)));
}
