/** What templates may call: Go's builtin functions and docker/cli's. As text/template/funcs.go and docker/cli templates/templates.go. */
import type { ByteString } from '../../../../../sim/fs/bytes.ts';
import { toJson } from './json.ts';
import { sprintf } from './printf.ts';
import { type GoValue, isMap, isSlice, isStruct, isTrue, printed, typeName } from './values.ts';

/** Throws Error with the words after `error calling NAME: `. */
export type TemplateFunction = (...values: readonly GoValue[]) => GoValue;
export type TemplateFunctions = Readonly<Record<string, TemplateFunction>>;

const text = (value: GoValue): ByteString => (typeof value === 'string' ? value : printed(value));

type Parameter = 'any' | 'string' | 'int' | 'strings';
/** What a function wants: the last parameter may be repeated when `variadic`. */
export interface Signature {
  readonly parameters: readonly Parameter[];
  readonly variadic?: boolean;
}

const SIGNATURES: Readonly<Record<string, Signature>> = {
  and: { parameters: ['any', 'any'], variadic: true },
  or: { parameters: ['any', 'any'], variadic: true },
  index: { parameters: ['any', 'any'], variadic: true },
  slice: { parameters: ['any', 'any'], variadic: true },
  eq: { parameters: ['any', 'any'], variadic: true },
  ne: { parameters: ['any', 'any'] },
  lt: { parameters: ['any', 'any'] },
  le: { parameters: ['any', 'any'] },
  gt: { parameters: ['any', 'any'] },
  ge: { parameters: ['any', 'any'] },
  not: { parameters: ['any'] },
  len: { parameters: ['any'] },
  printf: { parameters: ['string', 'any'], variadic: true },
  json: { parameters: ['any'] },
  split: { parameters: ['string', 'string'] },
  join: { parameters: ['strings', 'string'] },
  title: { parameters: ['string'] },
  lower: { parameters: ['string'] },
  upper: { parameters: ['string'] },
  pad: { parameters: ['string', 'int', 'int'] },
  truncate: { parameters: ['string', 'int'] },
};
const ANYTHING: Signature = { parameters: ['any'], variadic: true };
const signatureOf = (name: string): Signature => SIGNATURES[name] ?? ANYTHING;

/** What is wrong with the number of arguments, in reflect's words. */
export function countComplaint(name: string, count: number): string | undefined {
  const { parameters, variadic } = signatureOf(name);
  const least = parameters.length - (variadic ? 1 : 0);
  if (variadic ? count >= least : count === least) return undefined;
  return `wrong number of args for ${name}: want ${variadic ? 'at least ' : ''}${least} got ${count}`;
}

const GO_TYPES = { any: 'interface {}', string: 'string', int: 'int', strings: '[]string' } as const;
const CONSTANT_WORDS = { any: '', string: 'string', int: 'integer', strings: '' } as const;

/** What is wrong with one argument's type; `constant` is its text when it was written in the template. */
export function typeComplaint(name: string, position: number, value: GoValue, constant: ByteString | undefined): string | undefined {
  const { parameters } = signatureOf(name);
  const wanted = parameters[Math.min(position, parameters.length - 1)] ?? 'any';
  if (wanted === 'any' || fits(wanted, value)) return undefined;
  if (constant !== undefined && wanted !== 'strings') return `expected ${CONSTANT_WORDS[wanted]}; found ${constant}`;
  return `wrong type for value; expected ${GO_TYPES[wanted]}; got ${typeName(value)}`;
}

function fits(wanted: Parameter, value: GoValue): boolean {
  if (wanted === 'string') return typeof value === 'string';
  if (wanted === 'int') return typeof value === 'number' && Number.isInteger(value);
  return isSlice(value) && value.every((each) => typeof each === 'string');
}

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
  eq: (first, ...others) => {
    if (others.length === 0) throw new Error('missing argument for comparison');
    return others.some((other) => equal(first, other));
  },
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
    // Go lets the length itself pass its own check, and reflect refuses it.
    if (key === value.length) throw new Error(`reflect: ${isSlice(value) ? 'slice' : 'string'} index out of range`);
    if (key < 0 || key > value.length) throw new Error(`index out of range: ${key}`);
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
  if (typeof a !== typeof b) throw new Error(`incompatible types for comparison: ${typeName(a)} and ${typeName(b)}`);
  if (typeof a === 'object') throw new Error('non-comparable type');
  return a === b;
}

function order(a: GoValue, b: GoValue): number {
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a !== typeof b) throw new Error(`incompatible types for comparison: ${typeName(a)} and ${typeName(b)}`);
  throw new Error('invalid type for comparison');
}
