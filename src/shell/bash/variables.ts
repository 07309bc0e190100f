/** Finding, setting and unsetting shell variables: scopes, attributes, arrays, references. As variables.c of GNU bash. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { orderedEntries } from './associative-order.ts';
import { callLines, dynamicValue, functionNames, isDynamic, sourceNames } from './dynamic-variables.ts';
import { ExpansionError, type Shell } from './shell.ts';
import type { Variable } from './state.ts';

/** The innermost variable of that name, references not followed. */
export function findVariable(shell: Shell, name: ByteString): Variable | undefined {
  const { scopes } = shell.state;
  for (let i = scopes.length - 1; i >= 0; i--) {
    const variable = scopes[i]?.variables.get(name);
    if (variable) return variable;
  }
  return undefined;
}

const REFERENCE_LIMIT = 9;

/** Follows `declare -n`: the name (perhaps with a subscript) that is meant at last. */
export function resolveName(shell: Shell, name: ByteString): ByteString {
  let current = name;
  for (let i = 0; i < REFERENCE_LIMIT; i++) {
    const variable = findVariable(shell, current);
    if (!variable?.nameref || !variable.value) return current;
    current = variable.value;
    if (current.includes('[')) return current;
  }
  void shell.process.write(2, `${shell.state.title}: line ${shell.state.line}: warning: ${name}: circular name reference\n`);
  return '';
}

/** A variable's value as `$name` gives it: an array's element 0. Undefined when unset. */
export function getValue(shell: Shell, name: ByteString): ByteString | undefined {
  const { scopes } = shell.state;
  let variable: Variable | undefined;
  for (let i = scopes.length - 1; i >= 0 && !variable; i--) variable = scopes[i]?.variables.get(name);
  if (variable?.nameref) {
    const target = resolveName(shell, name);
    return target === name ? variable.value : getReference(shell, target);
  }
  if (name === '_' && variable?.readonly) return variable.value;
  if (isDynamic(name) && (variable || name !== 'COLUMNS')) return dynamicValue(shell, name) ?? (variable && scalarOf(variable));
  return variable && scalarOf(variable);
}

const scalarOf = (variable: Variable): ByteString | undefined =>
  variable.array ? variable.array[0] : variable.map ? variable.map.get('0') : variable.value;

/** The value of `name` or `name[subscript]` given as text. */
export function getReference(shell: Shell, reference: ByteString): ByteString | undefined {
  const parts = splitReference(reference);
  if (!parts) return reference === '' ? undefined : getValue(shell, reference);
  if (parts.subscript === '@' || parts.subscript === '*')
    return elementsOf(shell, parts.name)
      .map(([, value]) => value)
      .join(' ');
  return getElement(shell, parts.name, parts.subscript);
}

export function splitReference(reference: ByteString): { readonly name: ByteString; readonly subscript: ByteString } | undefined {
  const open = reference.indexOf('[');
  if (open <= 0 || !reference.endsWith(']')) return undefined;
  return { name: reference.slice(0, open), subscript: reference.slice(open + 1, -1) };
}

/** One element; `subscript` is a key, or an arithmetic expression, already expanded. */
export function getElement(shell: Shell, givenName: ByteString, subscript: ByteString): ByteString | undefined {
  const name = resolveName(shell, givenName);
  const variable = findVariable(shell, name);
  if (variable?.map) return mapOf(shell, name, variable.map).get(subscript);
  const dynamic = isDynamic(name) ? dynamicArray(shell, name) : undefined;
  const array = dynamic ?? variable?.array;
  const index = arrayIndex(shell, subscript, array ? array.length : 1, name);
  if (array) return array[index];
  return index === 0 ? (variable?.value ?? (isDynamic(name) ? dynamicValue(shell, name) : undefined)) : undefined;
}

/** BASH_ALIASES and BASH_CMDS are views of the shell's tables. */
export function mapOf(shell: Shell, name: ByteString, map: Map<ByteString, ByteString>): Map<ByteString, ByteString> {
  if (name === 'BASH_ALIASES') return shell.state.aliases;
  if (name === 'BASH_CMDS') return new Map([...shell.state.hashed].map(([command, { path }]) => [command, path]));
  return map;
}

/** An array subscript's number; negative ones count from the end. Throws ExpansionError. */
export function arrayIndex(shell: Shell, subscript: ByteString, length: number, name: ByteString, forWriting = false): number {
  const index = Number(shell.actions.evaluate(shell, subscript));
  if (index >= 0) return index;
  if (index + length >= 0) return index + length;
  if (forWriting) throw new ExpansionError(`${name}[${subscript}]: bad array subscript`);
  void shell.process.write(2, `${shell.state.title}: line ${shell.state.line}: ${name}: bad array subscript\n`);
  return Number.NaN;
}

/** An array that is made up when asked for. */
export function dynamicArray(shell: Shell, name: ByteString): (ByteString | undefined)[] | undefined {
  const { pipeStatus } = shell.state;
  switch (name) {
    case 'PIPESTATUS':
      return pipeStatus.map(String);
    case 'FUNCNAME':
      return functionNames(shell)?.slice();
    case 'BASH_SOURCE':
      return sourceNames(shell).slice();
    case 'BASH_LINENO':
      return callLines(shell).slice();
    case 'BASH_ARGC':
      return argumentFrames(shell).map((words) => String(words.length));
    case 'BASH_ARGV':
      return argumentFrames(shell).flatMap((words) => [...words].reverse());
    case 'DIRSTACK':
      return [getValue(shell, 'PWD') ?? '', ...shell.state.directories];
    case 'GROUPS':
      return [...new Set([shell.process.credentials.gid, ...shell.process.credentials.groups])].map(String);
    default:
      return undefined;
  }
}

/** Arguments of the frames that keep them, and of the script itself. */
function argumentFrames({ state }: Shell): readonly (readonly ByteString[])[] {
  const kept = [...state.frames].reverse().flatMap(({ words }) => (words ? [words] : []));
  return state.shopts.extdebug || kept.length > 0 ? [...kept, state.frames.length === 0 ? state.positional : []] : [];
}

/** All set elements, in the order of indexes or of keys. A plain variable is its own element 0. */
export function elementsOf(shell: Shell, givenName: ByteString): readonly (readonly [ByteString, ByteString])[] {
  const name = resolveName(shell, givenName);
  const variable = findVariable(shell, name);
  if (variable?.map) return orderedEntries(mapOf(shell, name, variable.map));
  const array = (isDynamic(name) ? dynamicArray(shell, name) : undefined) ?? variable?.array;
  if (!array) {
    const value = getValue(shell, name);
    return value === undefined ? [] : [['0', value]];
  }
  const out: (readonly [ByteString, ByteString])[] = [];
  for (const index of indexesOf(array)) {
    const value = array[index];
    if (value !== undefined) out.push([String(index), value]);
  }
  return out;
}

/** The values alone: faster than elementsOf. */
export function valuesOf(shell: Shell, givenName: ByteString): readonly ByteString[] {
  const name = resolveName(shell, givenName);
  const variable = findVariable(shell, name);
  if (variable?.map) return orderedEntries(mapOf(shell, name, variable.map)).map(([, value]) => value);
  const array = (isDynamic(name) ? dynamicArray(shell, name) : undefined) ?? variable?.array;
  if (!array) {
    const value = getValue(shell, name);
    return value === undefined ? [] : [value];
  }
  return array.length > SPARSE ? indexesOf(array).map((index) => array[index] ?? '') : array.filter((value) => value !== undefined);
}

export const SPARSE = 100_000;

/** The set indexes of an array in ascending order, holes skipped without visiting them. */
export function indexesOf(array: readonly (ByteString | undefined)[]): number[] {
  if (array.length > SPARSE)
    return Object.keys(array)
      .map(Number)
      .filter((index) => array[index] !== undefined);
  const out: number[] = [];
  for (let i = 0; i < array.length; i++) if (array[i] !== undefined) out.push(i);
  return out;
}

/** Names of all visible variables, sorted. */
export function variableNames(shell: Shell): ByteString[] {
  const names = new Set<ByteString>();
  for (const scope of shell.state.scopes) for (const name of scope.variables.keys()) names.add(name);
  return [...names].sort();
}

/** The environment of a new process: exported variables, the innermost of a name. */
export function exportedEnvironment(shell: Shell): Map<ByteString, ByteString> {
  const environment = new Map<ByteString, ByteString>();
  for (const scope of shell.state.scopes) {
    for (const [name, variable] of scope.variables) {
      const value = scalarOf(variable);
      if (variable.exported && value !== undefined && !variable.array && !variable.map) environment.set(name, value);
      else environment.delete(name);
    }
  }
  for (const [name, definition] of shell.state.functions) {
    if (definition.exported) environment.set(`BASH_FUNC_${name}%%`, `() ${definition.tree.source}`);
  }
  return environment;
}
