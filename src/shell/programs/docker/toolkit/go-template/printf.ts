/** `printf` of templates: the verbs that people use. As Go's fmt. */
import type { ByteString } from '../../../../../sim/fs/bytes.ts';
import { goQuote } from '../go-strconv.ts';
import { general } from '../human.ts';
import { displayWidth } from '../text.ts';
import { type GoValue, isMap, isSlice, isStruct, printed, sortedEntries, typeName } from './values.ts';

const VERB = /%([-+# 0]*)(\*|\d+)?(?:\.(\*|\d+)?)?([a-zA-Z%])/g;

export function sprintf(format: ByteString, values: readonly GoValue[]): ByteString {
  let used = 0;
  const text = format.replace(VERB, (_, flags: string, width: string | undefined, precision: string | undefined, verb: string) => {
    if (verb === '%') return '%';
    const columns = width === '*' ? Number(values[used++]) : width === undefined ? undefined : Number(width);
    const digits = precision === '*' ? Number(values[used++]) : precision === undefined ? undefined : Number(precision);
    if (used >= values.length) return `%!${verb}(MISSING)`;
    return padded(formatted(verb, values[used++], flags, digits), flags, columns, verb);
  });
  const extra = values.slice(used).map((value) => `${typeName(value)}=${printed(value)}`);
  return extra.length === 0 ? text : `${text}%!(EXTRA ${extra.join(', ')})`;
}

function padded(text: ByteString, flags: string, columns: number | undefined, verb: string): ByteString {
  const missing = (columns ?? 0) - displayWidth(text);
  if (missing <= 0) return text;
  if (flags.includes('-')) return text + ' '.repeat(missing);
  if (!flags.includes('0') || verb === 's' || verb === 'v' || verb === 'q') return ' '.repeat(missing) + text;
  return text.startsWith('-') ? `-${'0'.repeat(missing)}${text.slice(1)}` : '0'.repeat(missing) + text;
}

function formatted(verb: string, value: GoValue, flags: string, precision: number | undefined): ByteString {
  const wrong = (): ByteString => `%!${verb}(${typeName(value)}=${printed(value)})`;
  switch (verb) {
    case 'v':
      return flags.includes('#') ? goSyntax(value) : flags.includes('+') ? plusPrinted(value) : printed(value);
    case 's':
      return typeof value === 'number' || typeof value === 'boolean' ? wrong() : printed(value).slice(0, precision);
    case 'q':
      return typeof value === 'string'
        ? goQuote(value)
        : isSlice(value)
          ? `[${value.map((each) => goQuote(printed(each))).join(' ')}]`
          : wrong();
    case 't':
      return typeof value === 'boolean' ? String(value) : wrong();
    case 'T':
      return typeName(value);
    case 'd':
      return typeof value === 'number' ? signed(value, flags, 10) : wrong();
    case 'x':
    case 'X':
      return cased(verb, typeof value === 'number' ? signed(value, flags, 16) : hexOf(printed(value)));
    case 'o':
      return typeof value === 'number' ? signed(value, flags, 8) : wrong();
    case 'b':
      return typeof value === 'number' ? signed(value, flags, 2) : wrong();
    case 'c':
      return typeof value === 'number' ? String.fromCharCode(value) : wrong();
    case 'f':
    case 'F':
      return typeof value === 'number' ? value.toFixed(precision ?? 6) : wrong();
    case 'g':
      return typeof value === 'number' ? (precision === undefined ? String(value) : general(value, precision)) : wrong();
    default:
      return wrong();
  }
}

const signed = (value: number, flags: string, base: number): string =>
  (flags.includes('+') && value >= 0 ? '+' : '') + value.toString(base);
const cased = (verb: string, text: string): string => (verb === 'X' ? text.toUpperCase() : text);
const hexOf = (text: ByteString): string => [...text].map((character) => character.charCodeAt(0).toString(16).padStart(2, '0')).join('');

function plusPrinted(value: GoValue): ByteString {
  if (!isStruct(value) || value.text !== undefined) return printed(value);
  return `{${[...value.fields].map(([name, each]) => `${name}:${plusPrinted(each)}`).join(' ')}}`;
}

function goSyntax(value: GoValue): ByteString {
  if (typeof value === 'string') return goQuote(value);
  if (isSlice(value)) return `${typeName(value)}{${value.map(goSyntax).join(', ')}}`;
  if (isMap(value))
    return `${typeName(value)}{${sortedEntries(value)
      .map(([key, each]) => `${goQuote(key)}:${goSyntax(each)}`)
      .join(', ')}}`;
  return printed(value);
}
