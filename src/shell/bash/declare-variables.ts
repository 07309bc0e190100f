/** What `declare`, `local`, `export` and `readonly` do with their words. As declare_internal of GNU bash. */
import { type BuiltinCall, failInSh, isName, readFlags } from './define-builtin.ts';
import { expandText } from './expand/word.ts';
import { assignList } from './interp/assign.ts';
import { parseAssignment, textWord } from './syntax/from-text.ts';
import type { AssignmentNode } from './syntax/tree.ts';
import { printFunctions, printVariables } from './print-declarations.ts';
import { ExpansionError, type Shell } from './shell.ts';
import { newVariable, ownScope, type Scope, type Variable } from './state.ts';
import { findVariable, resolveName, splitReference } from './variables.ts';
import { asArray, setElement, transformed, writable } from './set-variables.ts';

interface Request {
  readonly call: BuiltinCall;
  readonly flags: ReadonlySet<string>;
  readonly scope: 'local' | 'global' | 'where it is';
}

const SPECS: Readonly<Record<string, string>> = {
  declare: 'aAcfFgiIlnprtux+',
  typeset: 'aAcfFgiIlnprtux+',
  local: 'aAcfFgiIlnprtux+',
  export: 'fnp',
  readonly: 'aAfp',
};
const USAGES: Readonly<Record<string, string>> = {
  declare: '[-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]',
  typeset: '[-aAfFgiIlnrtux] name[=value] ... or typeset -p [-aAfFilnrtux] [name ...]',
  local: '[option] name[=value] ...',
  export: '[-fn] [name[=value] ...] or export -p',
  readonly: '[-aAf] [name[=value] ...] or readonly -p',
};

export async function runDeclaration(call: BuiltinCall): Promise<number> {
  const { shell } = call;
  const parsed = readFlags(call.arguments, SPECS[call.name] ?? '');
  if ('problem' in parsed) {
    await call.complain(parsed.problem);
    await shell.process.write(2, `${call.name}: usage: ${call.name} ${USAGES[call.name] ?? ''}\n`);
    return 2;
  }
  const inFunction = shell.state.frames.some(({ kind }) => kind === 'function');
  if (call.name === 'local' && !inFunction) {
    await call.complain(shell.dialect === 'sh' ? 'not in a function' : 'can only be used in a function');
    if (shell.dialect === 'sh') throw { unwind: 'exit', status: 2 };
    return 1;
  }
  const flags = new Set(parsed.flags);
  if (call.name === 'readonly') flags.add('r');
  if (call.name === 'export') flags.add(flags.has('n') ? '+x' : 'x');
  if (call.name === 'export') flags.delete('n');
  const scope = call.name === 'export' || call.name === 'readonly' ? 'where it is' : inFunction && !flags.has('g') ? 'local' : 'global';
  const request: Request = { call, flags, scope };
  if (flags.has('f') || flags.has('F')) return declareFunctions(request, parsed.operands);
  if (parsed.operands.length === 0 || flags.has('p')) return printVariables(call, flags, parsed.operands);
  return declareAll(request, parsed.operands, parsed.firstOperand);
}

async function declareAll(request: Request, operands: readonly string[], first: number): Promise<number> {
  let status = 0;
  for (const [i, operand] of operands.entries()) {
    try {
      if (!(await declareOne(request, operand, first + i))) status = 1;
    } catch (error) {
      if (!(error instanceof ExpansionError)) throw error;
      const plain = request.call.name === 'export' || request.call.name === 'readonly';
      await (plain ? request.call.complainPlain(error.text) : request.call.complain(error.text));
      status = 1;
    }
  }
  return status;
}

/** A value like `(a b)` that came from quotes or an expansion is a list too, when the variable is to be an array. */
async function compoundFromText({ call, flags }: Request, { name, append, value }: Declared): Promise<AssignmentNode | undefined> {
  if (!value?.startsWith('(') || !value.endsWith(')') || call.shell.dialect === 'sh') return undefined;
  const variable = findVariable(call.shell, resolveName(call.shell, name));
  if (!flags.has('a') && !flags.has('A') && !variable?.array && !variable?.map) return undefined;
  return parseAssignment(`${name}${append ? '+' : ''}=${value}`);
}

async function declareOne(request: Request, operand: string, position: number): Promise<boolean> {
  const { call } = request;
  if (operand === '-' && call.name === 'local') {
    saveOptions(call.shell);
    return true;
  }
  const found = /^([^=[+]*)(\[(?:[^\]]|\](?!\+?=|$))*\])?(?:(\+)?=([\s\S]*))?$/.exec(operand);
  const name = found?.[1] ?? '';
  if (!found || !isName(name)) {
    if (call.shell.dialect === 'sh') await failInSh(call, `${name}: bad variable name`);
    await call.complain(`\`${operand}': not a valid identifier`);
    return false;
  }
  const value = found[4];
  const raw = found[2]?.slice(1, -1);
  if (raw !== undefined && (call.name === 'export' || call.name === 'readonly')) {
    await call.complain(`\`${name}[${raw}]': not a valid identifier`);
    return false;
  }
  if (raw === '') throw new ExpansionError(`${operand}: bad array subscript`);
  const subscript = raw !== undefined && /[$`]/.test(raw) ? await expandText(call.shell, textWord(raw)) : raw;
  return apply(request, { name, subscript, append: found[3] === '+', value, position });
}

interface Declared {
  readonly name: string;
  readonly subscript: string | undefined;
  readonly append: boolean;
  readonly value: string | undefined;
  readonly position: number;
}

async function apply(request: Request, declared: Declared): Promise<boolean> {
  const { call, flags } = request;
  const { shell } = call;
  const node = call.arrays.get(declared.position) ?? (await compoundFromText(request, declared));
  const follows = !flags.has('n') && !flags.has('+n') && request.scope !== 'local';
  const name = follows ? (splitReference(resolveName(shell, declared.name))?.name ?? resolveName(shell, declared.name)) : declared.name;
  if (flags.has('a') && flags.has('A')) {
    await call.complain(`${name}: cannot convert associative to indexed array`);
    return false;
  }
  const refers = flags.has('n') && !flags.has('a') && !flags.has('A') && !flags.has('i');
  if (refers && declared.value !== undefined) return declareReference(request, name, declared.value);
  const { variable, scope } = target(shell, request, name);
  if (variable.readonly && (declared.value !== undefined || node || flags.has('+r')))
    throw new ExpansionError(`${name}: readonly variable`);
  if (!(await becomesArray(call, variable, flags, name, declared.subscript !== undefined || node !== undefined))) return false;
  setAttributes(variable, flags);
  if (node && 'elements' in node.value) await assignList(shell, name, node.value, node.append, scope);
  else if (declared.subscript !== undefined && declared.value !== undefined)
    setElement(shell, name, declared.subscript, declared.value, declared.append);
  else if (declared.value !== undefined) storeScalar(shell, variable, declared.value, declared.append);
  if (flags.has('r')) writable(shell, name, scope).readonly = true;
  if (name === 'PATH') shell.state.hashed.clear();
  return true;
}

function storeScalar(shell: Shell, variable: Variable, value: string, append: boolean): void {
  if (variable.array) variable.array[0] = transformed(shell, variable, variable.array[0], value, append);
  else if (variable.map) variable.map.set('0', transformed(shell, variable, variable.map.get('0'), value, append));
  else variable.value = transformed(shell, variable, variable.value, value, append);
}

function declareReference(request: Request, name: string, value: string): boolean {
  const { shell } = request.call;
  if (!/^[A-Za-z_][A-Za-z0-9_]*(\[[\s\S]*\])?$/.test(value))
    throw new ExpansionError(`\`${value}': invalid variable name for name reference`);
  if (value === name && request.scope !== 'local') throw new ExpansionError(`${name}: nameref variable self references not allowed`);
  const { variable } = target(shell, request, name);
  if (variable.readonly) throw new ExpansionError(`${name}: readonly variable`);
  if (variable.array || variable.map) throw new ExpansionError(`${name}: reference variable cannot be an array`);
  variable.nameref = true;
  variable.value = value;
  if (request.flags.has('r')) variable.readonly = true;
  if (request.flags.has('x')) variable.exported = true;
  return true;
}

/** The variable to change: a local one is made in the function's scope. */
function target(shell: Shell, request: Request, name: string): { readonly variable: Variable; readonly scope: Scope } {
  const { scopes } = shell.state;
  const [global] = scopes;
  if (!global) throw new Error('a shell without a scope');
  if (request.scope === 'global') {
    const scope = request.flags.has('g') ? global : (scopes.findLast((candidate) => candidate.variables.has(name)) ?? global);
    return { variable: writable(shell, name, scope), scope };
  }
  if (request.scope === 'where it is') {
    const scope = scopes.findLast((candidate) => candidate.variables.has(name)) ?? global;
    const variable = writable(shell, name, scope);
    if (scope.temporary) {
      const kept = writable(shell, name, scopes.findLast((candidate) => !candidate.temporary && candidate.variables.has(name)) ?? global);
      kept.value = variable.value;
      return { variable: kept, scope: global };
    }
    return { variable, scope };
  }
  const scope = functionScope(shell) ?? global;
  const known = scope.variables.get(name);
  if (known) return { variable: writable(shell, name, scope), scope };
  ownScope(scope);
  const outer = findVariable(shell, name);
  const temporary = scopes.findLast((candidate) => candidate.temporary && candidate.variables.has(name));
  const made = newVariable();
  if (outer?.readonly && !request.flags.has('I')) throw new ExpansionError(`${name}: readonly variable`);
  if (temporary && outer) Object.assign(made, outer);
  else if (request.flags.has('I') || shell.state.shopts.localvar_inherit) {
    if (outer) Object.assign(made, outer, { array: outer.array?.slice(), map: outer.map && new Map(outer.map), shared: false });
  } else if (outer?.exported) made.exported = true;
  scope.variables.set(name, made);
  if (name === 'OPTIND') shell.state.getopts = { index: 1, position: 0 };
  return { variable: made, scope };
}

/** The innermost scope that a function call has made. */
function functionScope(shell: Shell): Scope | undefined {
  return shell.state.scopes.findLast((scope, i) => i > 0 && !scope.temporary);
}

async function becomesArray(
  call: BuiltinCall,
  variable: Variable,
  flags: ReadonlySet<string>,
  name: string,
  hasList: boolean,
): Promise<boolean> {
  if (flags.has('A')) {
    if (variable.array) {
      await call.complain(`${name}: cannot convert indexed to associative array`);
      return false;
    }
    if (!variable.map) variable.map = new Map(variable.value === undefined ? [] : [['0', variable.value]]);
    variable.value = undefined;
  } else if (flags.has('a') || (hasList && !variable.map)) {
    if (variable.map) {
      await call.complain(`${name}: cannot convert associative to indexed array`);
      return false;
    }
    asArray(variable);
  }
  if ((flags.has('+a') && variable.array) || (flags.has('+A') && variable.map)) {
    await call.complain(`${name}: cannot destroy array variables in this way`);
    return false;
  }
  return true;
}

function setAttributes(variable: Variable, flags: ReadonlySet<string>): void {
  if (flags.has('x')) variable.exported = true;
  if (flags.has('+x')) variable.exported = false;
  if (flags.has('i')) variable.integer = true;
  if (flags.has('+i')) variable.integer = false;
  if (flags.has('t')) variable.trace = true;
  if (flags.has('+t')) variable.trace = false;
  if (flags.has('n') && !variable.array && !variable.map && !flags.has('i')) variable.nameref = true;
  if (flags.has('+n')) variable.nameref = false;
  if (flags.has('u')) variable.letterCase = 'upper';
  if (flags.has('l')) variable.letterCase = 'lower';
  if (flags.has('c')) variable.letterCase = 'capitalize';
  if ((flags.has('u') && flags.has('l')) || flags.has('+u') || flags.has('+l')) variable.letterCase = undefined;
}

function saveOptions(shell: Shell): void {
  const scope = functionScope(shell);
  if (scope && !scope.savedOptions) scope.savedOptions = { ...shell.state.options };
}

async function declareFunctions({ call, flags }: Request, operands: readonly string[]): Promise<number> {
  const { functions } = call.shell.state;
  if (operands.length === 0) return printFunctions(call, flags, [...functions.keys()].sort());
  let status = 0;
  for (const name of operands) {
    const definition = functions.get(name);
    if (!definition) {
      if (flags.has('x') || flags.has('r') || flags.has('+x')) await call.complain(`${name}: not a function`);
      status = 1;
      continue;
    }
    if (flags.has('x')) definition.exported = true;
    else if (flags.has('+x')) definition.exported = false;
    else if (flags.has('r')) definition.readonly = true;
    else if (flags.has('t')) definition.trace = true;
    else if (flags.has('+t')) definition.trace = false;
    else await printFunctions(call, flags, [name]);
  }
  return status;
}
