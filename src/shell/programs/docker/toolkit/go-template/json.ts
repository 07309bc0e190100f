/** Values as JSON, as Go's encoding/json writes them: keys of maps sorted, of structs in order. */
import type { ByteString } from '../../../../../sim/fs/bytes.ts';
import { type GoValue, isMap, isSlice, isStruct, NIL_MAP, NIL_SLICE, sortedEntries } from './values.ts';

/** `escapeHtml`: `<`, `>`, `&` as `\u003c` …, as a Marshaler's output always has them. */
export function toJson(value: GoValue, escapeHtml: boolean): ByteString {
  if (value === null || value === undefined || value === NIL_MAP || value === NIL_SLICE) return 'null';
  if (typeof value === 'string') return jsonString(value, escapeHtml);
  if (isSlice(value)) return `[${value.map((each) => toJson(each, escapeHtml)).join(',')}]`;
  if (isMap(value) || isStruct(value)) {
    const entries = isMap(value)
      ? sortedEntries(value)
      : [...value.fields].map(([name, each]) => [value.jsonNames?.get(name) ?? name, each] as const);
    return `{${entries.map(([key, each]) => `${jsonString(key, escapeHtml)}:${toJson(each, escapeHtml)}`).join(',')}}`;
  }
  return String(value);
}

const NAMED: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
  '"': '\\"',
  '\\': '\\\\',
};

export function jsonString(text: ByteString, escapeHtml: boolean): ByteString {
  const pattern = escapeHtml ? /[\x00-\x1f"\\<>&]/g : /[\x00-\x1f"\\]/g;
  return `"${text.replace(pattern, (character) => NAMED[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;
}
