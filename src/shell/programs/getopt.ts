/** GNU option parsing from a declaration: permutation, abbreviations, bundling, and getopt_long(3)'s own error texts. As glibc 2.39 posix/getopt.c. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { UsageError } from './usage-error.ts';

interface Spelling {
  readonly short?: string;
  readonly long?: string | readonly string[];
  /** One line for `--help`, in our own words. */
  readonly help?: string;
  /** Accepted and answered with one marked line; nothing is run. */
  readonly notSimulated?: boolean;
}
export interface FlagSpec extends Spelling {
  /** The value is how often it was given. */
  readonly count?: boolean;
  readonly argument?: undefined;
}
export interface ValueSpec<T = unknown> extends Spelling {
  /** The argument's name in the help: `NUM`. */
  readonly argument: string;
  /** Reads the argument; throws UsageError. Without it the byte string itself. */
  readonly type?: (text: ByteString) => T;
  /** `--color[=WHEN]`: without an argument the value is `true`. */
  readonly optional?: boolean;
  /** May be given again; the value is a list. */
  readonly repeat?: boolean;
  /** Its values go into that other option's list, in the order in which they are given (sed's -e and -f). */
  readonly into?: string;
}
export interface LastOfSpec {
  readonly lastOf: Readonly<Record<string, FlagSpec | ValueSpec>>;
}
export type OptionSpec = FlagSpec | ValueSpec | LastOfSpec;
export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

/** Of several options the last one given wins: `titles: lastOf({ never: {short:'q'}, always: {short:'v'} })`. */
export const lastOf = <M extends LastOfSpec['lastOf']>(choices: M): { readonly lastOf: M } => ({ lastOf: choices });

type ArgumentOf<S> = S extends { readonly type: (text: ByteString) => infer T } ? T : ByteString;
type ValueOf<S> = S extends { readonly optional: true } ? ArgumentOf<S> | true : ArgumentOf<S>;
type ChoiceOf<M> = { [K in keyof M]: M[K] extends { readonly argument: string } ? { readonly [P in K]: ValueOf<M[K]> } : K }[keyof M];
/** What `run` gets: flags as booleans (or counts), values or undefined, lists, and of `lastOf` the name of a flag or `{ name: value }`. */
export type OptionValues<O> = {
  readonly [K in keyof O]: O[K] extends { readonly lastOf: infer M }
    ? ChoiceOf<M> | undefined
    : O[K] extends { readonly argument: string }
      ? O[K] extends { readonly repeat: true }
        ? readonly ValueOf<O[K]>[]
        : ValueOf<O[K]> | undefined
      : O[K] extends { readonly count: true }
        ? number
        : boolean;
};

interface Target {
  readonly key: string;
  readonly choice?: string;
  readonly spec: FlagSpec | ValueSpec;
}
interface Table {
  readonly short: Map<string, Target>;
  readonly long: Map<string, Target>;
}

const longNames = (spec: Spelling): readonly string[] =>
  spec.long === undefined ? [] : typeof spec.long === 'string' ? [spec.long] : spec.long;

/** Every option of a declaration with its place in the result, in order of declaration. */
export function optionTargets(specs: OptionSpecs): readonly Target[] {
  return Object.entries(specs).flatMap(([key, spec]): Target[] =>
    'lastOf' in spec ? Object.entries(spec.lastOf).map(([choice, each]) => ({ key, choice, spec: each })) : [{ key, spec }],
  );
}

function tableOf(specs: OptionSpecs): Table {
  const table: Table = { short: new Map(), long: new Map() };
  for (const target of [...optionTargets(specs), ...optionTargets(STANDARD)]) {
    for (const letter of target.spec.short ?? '') table.short.set(letter, target);
    for (const name of longNames(target.spec)) if (!table.long.has(name)) table.long.set(name, target);
  }
  return table;
}

/** A flag that is declared but not simulated was used. */
export class NotSimulated extends Error {
  readonly option: string;
  constructor(option: string) {
    super(option);
    this.name = 'NotSimulated';
    this.option = option;
  }
}

/** `--help` or `--version` was reached before any error. */
export class StandardRequest extends Error {
  readonly asks: 'help' | 'version';
  constructor(asks: 'help' | 'version') {
    super(asks);
    this.name = 'StandardRequest';
    this.asks = asks;
  }
}

/** The options that every program has beside its own. A declaration's own `help` or `version` goes before. */
const STANDARD: OptionSpecs = { '--help': { long: 'help' }, '--version': { long: 'version' } };

export interface ParsedOptions<O> {
  readonly options: OptionValues<O>;
  readonly operands: readonly ByteString[];
}

/**
 * Parses `arguments_` (argv without its first). `stopAtOperand`: the first operand ends the options (POSIXLY_CORRECT, `+` in optstring).
 * Throws UsageError with getopt's text, NotSimulated for a flag that is declared so, StandardRequest for --help and --version.
 */
export function parseOptions<const O extends OptionSpecs>(
  specs: O,
  arguments_: readonly ByteString[],
  stopAtOperand = false,
): ParsedOptions<O> {
  const table = tableOf(specs);
  const values = emptyValues(specs);
  const operands: ByteString[] = [];
  for (let i = 0; i < arguments_.length; i++) {
    const word = arguments_[i] ?? '';
    if (word === '--') {
      operands.push(...arguments_.slice(i + 1));
      break;
    }
    if (word.startsWith('--')) i += takeLong(table, values, word, arguments_[i + 1]);
    else if (word.startsWith('-') && word.length > 1) i += takeShort(table, values, word, arguments_[i + 1]);
    else if (stopAtOperand) {
      operands.push(...arguments_.slice(i));
      break;
    } else operands.push(word);
  }
  return { options: values as OptionValues<O>, operands };
}

function emptyValues(specs: OptionSpecs): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [key, spec] of Object.entries(specs)) {
    if ('lastOf' in spec) values[key] = undefined;
    else if (spec.argument !== undefined) values[key] = spec.repeat ? [] : undefined;
    else values[key] = spec.count ? 0 : false;
  }
  return values;
}

/** Handles `--name[=value]`; returns how many further words it used. */
function takeLong(table: Table, values: Record<string, unknown>, word: ByteString, next: ByteString | undefined): number {
  const equals = word.indexOf('=');
  const typed = equals < 0 ? word.slice(2) : word.slice(2, equals);
  const inline = equals < 0 ? undefined : word.slice(equals + 1);
  const [name, target] = findLong(table, typed);
  if (target.spec.argument === undefined) {
    if (inline !== undefined) throw new UsageError(`option '--${name}' doesn't allow an argument`);
    store(values, target, undefined, `--${name}`);
    return 0;
  }
  if (inline !== undefined || target.spec.optional) {
    store(values, target, inline, `--${name}`);
    return 0;
  }
  if (next === undefined) throw new UsageError(`option '--${name}' requires an argument`);
  store(values, target, next, `--${name}`);
  return 1;
}

function findLong(table: Table, typed: string): [string, Target] {
  const exact = table.long.get(typed);
  if (exact) return [typed, exact];
  const found = [...table.long].filter(([name]) => name.startsWith(typed));
  const [first] = found;
  if (!first) throw new UsageError(`unrecognized option '--${typed}'`);
  if (found.some(([, target]) => target !== first[1])) {
    throw new UsageError(`option '--${typed}' is ambiguous; possibilities:${found.map(([name]) => ` '--${name}'`).join('')}`);
  }
  return first;
}

/** Handles `-abc`, `-n5`, `-n 5`; returns how many further words it used. */
function takeShort(table: Table, values: Record<string, unknown>, word: ByteString, next: ByteString | undefined): number {
  for (let i = 1; i < word.length; i++) {
    const letter = word.charAt(i);
    const target = table.short.get(letter);
    if (!target) throw new UsageError(`invalid option -- '${letter}'`);
    if (target.spec.argument === undefined) {
      store(values, target, undefined, `-${letter}`);
      continue;
    }
    const rest = word.slice(i + 1);
    if (rest !== '' || target.spec.optional) {
      store(values, target, rest === '' ? undefined : rest, `-${letter}`);
      return 0;
    }
    if (next === undefined) throw new UsageError(`option requires an argument -- '${letter}'`);
    store(values, target, next, `-${letter}`);
    return 1;
  }
  return 0;
}

function store(values: Record<string, unknown>, target: Target, argument: ByteString | undefined, spelled: string): void {
  const { key, choice, spec } = target;
  if (spec.notSimulated) throw new NotSimulated(spelled);
  if (key === '--help') throw new StandardRequest('help');
  if (key === '--version') throw new StandardRequest('version');
  if (spec.argument === undefined) {
    values[key] = choice ?? (spec.count ? (values[key] as number) + 1 : true);
    return;
  }
  const value = argument === undefined ? true : spec.type ? spec.type(argument) : argument;
  if (choice !== undefined) values[key] = { [choice]: value };
  else if (spec.repeat) (values[spec.into ?? key] as unknown[]).push(value);
  else values[key] = value;
}

/**
 * getopt(3) for programs whose options act in the order in which they stand: calls `apply` for each letter of `letters` (`w:` takes an
 * argument) and returns the operands, permuted as GNU does. Throws UsageError with getopt's text.
 */
export function scanLetters(
  arguments_: readonly ByteString[],
  letters: string,
  apply: (letter: string, argument: ByteString) => void,
): readonly ByteString[] {
  const operands: ByteString[] = [];
  for (let i = 0; i < arguments_.length; i++) {
    const word = arguments_[i] ?? '';
    if (word === '--') return [...operands, ...arguments_.slice(i + 1)];
    if (!word.startsWith('-') || word === '-') {
      operands.push(word);
      continue;
    }
    for (let at = 1; at < word.length; at++) {
      const letter = word.charAt(at);
      const place = letter === ':' ? -1 : letters.indexOf(letter);
      if (place < 0) throw new UsageError(`invalid option -- '${letter}'`);
      if (letters[place + 1] !== ':') {
        apply(letter, '');
        continue;
      }
      const rest = word.slice(at + 1);
      const argument = rest === '' ? arguments_[++i] : rest;
      if (argument === undefined) throw new UsageError(`option requires an argument -- '${letter}'`);
      apply(letter, argument);
      break;
    }
  }
  return operands;
}
