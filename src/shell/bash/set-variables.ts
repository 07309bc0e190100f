/** Setting and unsetting shell variables, whole and by element, with what their attributes make of a value. As variables.c and arrayfunc.c of GNU bash. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { isDynamic, setDynamic } from './dynamic-variables.ts';
import { complain, ExpansionError, type Shell } from './shell.ts';
import { newVariable, ownScope, type Scope, type Variable } from './state.ts';
import { convertCase } from './text.ts';
import { arrayIndex, findVariable, mapOf, resolveName, SPARSE, splitReference } from './variables.ts';

/** The scope that has the variable, else where a new one goes: the shell's own. */
function scopeFor(shell: Shell, name: ByteString): Scope {
  const { scopes } = shell.state;
  for (let i = scopes.length - 1; i >= 0; i--) {
    const scope = scopes[i];
    if (scope?.variables.has(name)) return scope;
  }
  const [global] = scopes;
  if (!global) throw new Error('a shell without a scope');
  return global;
}

/** A variable that may be changed, made when it is not there. References are not followed. */
export function writable(shell: Shell, name: ByteString, scope = scopeFor(shell, name)): Variable {
  ownScope(scope);
  const found = scope.variables.get(name);
  if (found) {
    if (found.shared) {
      found.shared = false;
      if (found.array) found.array = found.array.slice();
      if (found.map) found.map = new Map(found.map);
    }
    return found;
  }
  const made = newVariable();
  if (shell.state.options.allexport) made.exported = true;
  scope.variables.set(name, made);
  return made;
}

/** Sets `name`, following references and honouring attributes. Throws ExpansionError when it is readonly. */
export function setValue(shell: Shell, name: ByteString, value: ByteString, append = false): void {
  const { scopes } = shell.state;
  let scope: Scope | undefined;
  let variable: Variable | undefined;
  for (let i = scopes.length - 1; i >= 0 && !variable; i--) {
    scope = scopes[i];
    variable = scope?.variables.get(name);
  }
  if (variable?.nameref) {
    const target = resolveName(shell, name);
    if (target !== name && target !== '') {
      setReference(shell, target, value, append);
      return;
    }
    // the warning has been said
    if (target === '') throw new ExpansionError('');
    if (!/^[A-Za-z_]\w*(\[.*\])?$/.test(value)) throw new ExpansionError(`\`${value}': not a valid identifier`);
  }
  if (variable?.readonly) throw readonlyError(shell, name);
  if (isDynamic(name) && setDynamic(shell, name, value)) return;
  if (!variable || !scope || scope.holders.count > 1 || variable.shared)
    variable = writable(shell, name, scope && variable ? scope : undefined);
  if (shell.state.options.allexport) variable.exported = true;
  store(shell, variable, value, append);
  if (name === 'PATH') shell.state.hashed.clear();
  else if (name === 'BASH_XTRACEFD') checkTraceDescriptor(shell, value);
  else if (name === 'OPTIND') shell.state.getopts = { index: Math.max(1, Number(value) || 1), position: 0 };
}

/** Told at once when it is none; the trace then goes on to standard error. */
function checkTraceDescriptor(shell: Shell, value: ByteString): void {
  if (value === '' || (/^\d+$/.test(value) && shell.process.isOpen(Number(value)))) return;
  void complain(shell, `BASH_XTRACEFD: ${value}: invalid value for trace file descriptor`);
}

function store(shell: Shell, variable: Variable, value: ByteString, append: boolean): void {
  const plain = !variable.integer && variable.letterCase === undefined;
  if (variable.array) variable.array[0] = transformed(shell, variable, variable.array[0], value, append);
  else if (variable.map) variable.map.set('0', transformed(shell, variable, variable.map.get('0'), value, append));
  else if (plain) variable.value = append && variable.value !== undefined ? variable.value + value : value;
  else variable.value = transformed(shell, variable, variable.value, value, append);
}

/** What is stored: integer variables evaluate, case attributes convert, `+=` adds. */
export function transformed(
  shell: Shell,
  variable: Variable,
  before: ByteString | undefined,
  value: ByteString,
  append: boolean,
): ByteString {
  if (variable.integer) {
    const sum = append && before ? `(${before})+(${value === '' ? '0' : value})` : value;
    return String(shell.actions.evaluate(shell, sum));
  }
  const joined = append && before !== undefined ? before + value : value;
  return variable.letterCase ? convertCase(shell, joined, variable.letterCase) : joined;
}

/** Sets `name` or `name[subscript]` given as text. */
export function setReference(shell: Shell, reference: ByteString, value: ByteString, append = false): void {
  const parts = splitReference(reference);
  if (parts) setElement(shell, parts.name, parts.subscript, value, append);
  else setValue(shell, reference, value, append);
}

/** Sets one element; the subscript is already expanded. */
export function setElement(shell: Shell, givenName: ByteString, subscript: ByteString, value: ByteString, append = false): void {
  const name = resolveName(shell, givenName);
  const known = findVariable(shell, name);
  if (known?.readonly) throw readonlyError(shell, name);
  if (known?.map && subscript === '') throw new ExpansionError(`${name}[${subscript}]: bad array subscript`);
  const variable = writable(shell, name);
  if (variable.map) {
    setMapElement(shell, name, variable, subscript, value, append);
    return;
  }
  const array = asArray(variable);
  const index = arrayIndex(shell, subscript, array.length, name, true);
  if (index > array.length + SPARSE) sparse(array);
  array[index] = transformed(shell, variable, array[index], value, append);
}

function setMapElement(shell: Shell, name: ByteString, variable: Variable, key: ByteString, value: ByteString, append: boolean): void {
  const map = mapOf(shell, name, variable.map ?? new Map());
  map.set(key, transformed(shell, variable, map.get(key), value, append));
  if (name === 'BASH_ALIASES') shell.state.aliasGeneration++;
  if (name === 'BASH_CMDS') shell.state.hashed.set(key, { path: value, hits: 0 });
}

/** Touches an index far away first, so that the engine keeps the array as a table. */
function sparse(array: (ByteString | undefined)[]): void {
  if (array.length < SPARSE) array.length = Math.max(array.length, 0);
}

/** Makes a variable an indexed array; a plain value becomes its element 0. */
export function asArray(variable: Variable): (ByteString | undefined)[] {
  if (!variable.array) {
    variable.array = variable.value === undefined ? [] : [variable.value];
    variable.value = undefined;
  }
  return variable.array;
}

/** Replaces (or extends) an indexed array with these values. */
export function setArray(shell: Shell, givenName: ByteString, values: readonly ByteString[], scope?: Scope): void {
  const name = resolveName(shell, givenName);
  if (findVariable(shell, name)?.readonly) throw readonlyError(shell, name);
  const variable = writable(shell, name, scope);
  variable.value = undefined;
  variable.map = undefined;
  variable.array = [...values];
  variable.listed = true;
}

/** Removes a variable from the innermost scope that has it. Throws when it is readonly. */
export function unsetVariable(shell: Shell, givenName: ByteString, reference = false): boolean {
  const name = reference ? givenName : resolveName(shell, givenName);
  const { scopes } = shell.state;
  for (let i = scopes.length - 1; i >= 0; i--) {
    const scope = scopes[i];
    const variable = scope?.variables.get(name);
    if (!scope || !variable) continue;
    if (variable.readonly) throw new ExpansionError(`${name}: cannot unset: readonly variable`);
    ownScope(scope);
    if (name === 'GLOBIGNORE') shell.state.shopts.dotglob = false;
    if (i === scopes.length - 1 && i > 0 && !scope.temporary) scope.variables.set(name, newVariable());
    else scope.variables.delete(name);
    return true;
  }
  return false;
}

export function unsetElement(shell: Shell, givenName: ByteString, subscript: ByteString): void {
  const name = resolveName(shell, givenName);
  const known = findVariable(shell, name);
  if (!known) return;
  if (known.readonly) throw new ExpansionError(`${name}: cannot unset: readonly variable`);
  const variable = writable(shell, name);
  if (variable.map) {
    variable.map.delete(subscript);
    if (name === 'BASH_CMDS') shell.state.hashed.delete(subscript);
    variable.listed = true;
    return;
  }
  if (subscript === '@' || subscript === '*') {
    if (variable.array) variable.array = [];
    return;
  }
  variable.listed = true;
  const array = asArray(variable);
  const index = arrayIndex(shell, subscript, array.length, name, true);
  if (index === array.length - 1) {
    array.length = index;
    while (array.length > 0 && array[array.length - 1] === undefined) array.length--;
  } else delete array[index];
}

/** An assignment to what may not change. */
export function readonlyError(shell: Shell, name: ByteString): ExpansionError {
  return new ExpansionError(shell.dialect === 'sh' ? `${name}: is read only` : `${name}: readonly variable`);
}
