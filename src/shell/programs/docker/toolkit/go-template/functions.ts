/** What templates may call: Go's builtin functions and docker/cli's. As text/template/funcs.go and docker/cli templates/templates.go. */
import type { ByteString } from '../../../../../sim/fs/bytes.ts';
import { toJson } from './json.ts';
import { sprintf } from './printf.ts';
import { type GoValue, isMap, isSlice, isStruct, isTrue, printed, typeName } from './values.ts';

/** Throws Error with the words after `error calling NAME: `. */
export type TemplateFunction = (...values: readonly GoValue[]) => GoValue;
export type TemplateFunctions = Readonly<Record<string, TemplateFunction>>;

const text = (value: GoValue): ByteString => (typeof value === 'string' ? value : printed(value));

/** `and` and `or` stop early: the executor calls them itself. */
export const SHORT_CIRCUIT = new Set(['and', 'or']);

const BUILTIN: TemplateFunctions = {
  and: (...values) => values.find((value) => !isTrue(value)) ?? values.at(-1),
  or: (...values) => values.find(isTrue) ?? values.at(-1),
  not: (value) => !isTrue(value),
  len: (value) => lengthOf(value),
  index: (value, ...keys) => keys.reduce(indexed, value),
  slice: (value, ...bounds) => sliced(value, bounds.map(Number)),
  print: (...values) => sprint(values),
  printf: (format, ...values) => sprintf(text(format), values),
  println: (...values) => `${values.map(printed).join(' ')}\n`,
  html: (...values) => sprint(values).replace(/[&<>'"\0]/g, (character) => HTML[character] ?? character),
  js: (...values) => toJson(sprint(values), true).slice(1, -1).replaceAll("'", "\\'"),
  urlquery: (...values) => encodeURIComponent(sprint(values)).replaceAll('%20', '+'),
  eq: (first, ...others) => others.some((other) => equal(first, other)),
  ne: (a, b) => !equal(a, b),
  lt: (a, b) => order(a, b) < 0,
  le: (a, b) => order(a, b) <= 0,
  gt: (a, b) => order(a, b) > 0,
  ge: (a, b) => order(a, b) >= 0,
};

const DOCKER: TemplateFunctions = {
  json: (value) => toJson(value, isStruct(value) && value.typeName.startsWith('*formatter.')),
  split: (value, separator) => (text(separator) === '' ? [...text(value)] : text(value).split(text(separator))),
  join: (list, separator) => (isSlice(list) ? list.map(text).join(text(separator)) : text(list)),
  title: (value) => text(value).replace(/(^|[^A-Za-z0-9_'])([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase()),
  lower: (value) => text(value).toLowerCase(),
  upper: (value) => text(value).toUpperCase(),
  pad: (value, before, after) => (text(value) === '' ? '' : ' '.repeat(Number(before)) + text(value) + ' '.repeat(Number(after))),
  truncate: (value, length) => text(value).slice(0, Number(length)),
};

export const FUNCTIONS: TemplateFunctions = { ...BUILTIN, ...DOCKER };
const unchanged: TemplateFunction = (value) => value;
/** For the header row of a table: names of columns stay as they are. */
export const HEADER_FUNCTIONS: TemplateFunctions = {
  ...FUNCTIONS,
  json: unchanged,
  title: unchanged,
  lower: unchanged,
  upper: unchanged,
  truncate: unchanged,
  split: unchanged,
  join: unchanged,
};

const HTML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', "'": '&#39;', '"': '&#34;', '\0': '�' };

/** fmt.Sprint: a blank only between two operands that are no strings. */
function sprint(values: readonly GoValue[]): ByteString {
  return values
    .map((value, i) => (i > 0 && typeof value !== 'string' && typeof values[i - 1] !== 'string' ? ` ${printed(value)}` : printed(value)))
    .join('');
}

function lengthOf(value: GoValue): number {
  if (typeof value === 'string' || isSlice(value)) return value.length;
  if (isMap(value)) return value.size;
  if (value === null || value === undefined) throw new Error('len of nil pointer');
  throw new Error(`len of type ${typeName(value)}`);
}

function indexed(value: GoValue, key: GoValue): GoValue {
  if (value === null || value === undefined) throw new Error('index of untyped nil');
  if (isMap(value)) return value.has(text(key)) ? value.get(text(key)) : zeroLike(value);
  if (isSlice(value) || typeof value === 'string') {
    if (typeof key !== 'number') throw new Error(`cannot index slice/array with type ${typeName(key)}`);
    if (key < 0 || key >= value.length) throw new Error(`index out of range: ${key}`);
    return typeof value === 'string' ? value.charCodeAt(key) : value[key];
  }
  throw new Error(`can't index item of type ${typeName(value)}`);
}

/** What a missing key gives: the zero value of the map's element type. */
const zeroLike = (map: ReadonlyMap<ByteString, GoValue>): GoValue =>
  typeof [...map.values()][0] === 'string' ? '' : isSlice([...map.values()][0]) ? [] : null;

function sliced(value: GoValue, [from = 0, to]: readonly number[]): GoValue {
  if (typeof value !== 'string' && !isSlice(value)) throw new Error(`can't slice item of type ${typeName(value)}`);
  const end = to ?? value.length;
  for (const bound of [from, end]) if (bound < 0 || bound > value.length) throw new Error(`index out of range: ${bound}`);
  if (from > end) throw new Error(`invalid slice index: ${from} > ${end}`);
  return value.slice(from, end);
}

function equal(a: GoValue, b: GoValue): boolean {
  if (a === null || a === undefined || b === null || b === undefined) return (a ?? null) === (b ?? null);
  if (typeof a !== typeof b) throw new Error('incompatible types for comparison');
  if (typeof a === 'object') throw new Error('non-comparable type');
  return a === b;
}

function order(a: GoValue, b: GoValue): number {
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a !== typeof b) throw new Error('incompatible types for comparison');
  throw new Error('invalid type for comparison');
}
