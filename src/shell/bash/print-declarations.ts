/** `declare -p`, `export -p`, `readonly -p`, `declare -f`, `declare -F`. */
import type { BuiltinCall } from './define-builtin.ts';
import { declareQuote, singleQuote } from './expand/quote.ts';
import { assignmentText, attributeLetters, declaration } from './show-variable.ts';
import { isUtf8 } from './shell.ts';
import type { Variable } from './state.ts';
import { printFunction } from './syntax/print.ts';
import { dynamicArray, findVariable, variableNames } from './variables.ts';
import { dynamicValue, functionNames, isDynamic } from './dynamic-variables.ts';

/** Prints the named variables, or all that have the attributes asked for. */
export async function printVariables(call: BuiltinCall, flags: ReadonlySet<string>, names: readonly string[]): Promise<number> {
  const { shell } = call;
  if (shell.dialect === 'sh') return printForSh(call);
  if (names.length > 0) return printNamed(call, names);
  const bare = (call.name === 'declare' || call.name === 'typeset') && [...flags].every((flag) => flag.startsWith('+'));
  const wanted = [...'aAilnrtux'].filter((letter) => flags.has(letter));
  for (const name of variableNames(shell)) {
    const variable = findVariable(shell, name);
    if (!variable || (wanted.length > 0 && !wanted.some((letter) => hasAttribute(variable, letter)))) continue;
    if (call.name === 'local' && !shell.state.scopes.at(-1)?.variables.has(name)) continue;
    const text = bare ? assignmentText(shell, name, variable) : declaration(shell, name, variable);
    if (text !== undefined) await call.out(`${text}\n`);
  }
  if (!bare) return 0;
  return printFunctions(call, flags, [...shell.state.functions.keys()].sort());
}

const hasAttribute = (variable: Variable, letter: string): boolean => attributeLetters(variable).includes(letter);

async function printNamed(call: BuiltinCall, names: readonly string[]): Promise<number> {
  const { shell } = call;
  let status = 0;
  for (const name of names) {
    const text = (isDynamic(name) ? dynamicDeclaration(call, name) : undefined) ?? declaration(shell, name);
    if (text !== undefined) await call.out(`${text}\n`);
    else {
      await call.complain(`${name}: not found`);
      status = 1;
    }
  }
  return status;
}

function dynamicDeclaration(call: BuiltinCall, name: string): string | undefined {
  if (name === 'FUNCNAME' && !functionNames(call.shell)) return 'declare -a FUNCNAME';
  const known = findVariable(call.shell, name);
  if (known?.map || (name === '_' && known?.readonly)) return undefined;
  const letters = known ? attributeLetters({ ...known, exported: known.exported && name !== '_' }) : '';
  const array = dynamicArray(call.shell, name);
  if (array) return `declare -a ${name}=(${array.map((text, i) => `[${i}]="${text ?? ''}"`).join(' ')})`;
  const value = dynamicValue(call.shell, name);
  return value === undefined ? undefined : `declare -${letters || '-'} ${name}=${declareQuote(value, isUtf8(call.shell))}`;
}

/** dash's `export -p` and `readonly -p`. */
async function printForSh(call: BuiltinCall): Promise<number> {
  for (const name of variableNames(call.shell)) {
    const variable = findVariable(call.shell, name);
    if (!variable || !(call.name === 'readonly' ? variable.readonly : variable.exported)) continue;
    await call.out(`${call.name} ${name}${variable.value === undefined ? '' : `=${singleQuote(variable.value)}`}\n`);
  }
  return 0;
}

/** Functions with their text, or (-F) their names. */
export async function printFunctions(call: BuiltinCall, flags: ReadonlySet<string>, names: readonly string[]): Promise<number> {
  const { functions } = call.shell.state;
  for (const name of names) {
    const definition = functions.get(name);
    if (!definition) continue;
    if ((flags.has('x') && !definition.exported) || (flags.has('r') && !definition.readonly)) continue;
    if (!flags.has('F')) {
      await call.out(`${printFunction(name, definition.tree)}\n`);
      if (definition.exported && !flags.has('f')) await call.out(`declare -fx ${name}\n`);
    } else if (!flags.has('p') && call.arguments.some((word) => !word.startsWith('-'))) {
      await call.out(call.shell.state.shopts.extdebug ? `${name} ${definition.tree.line} ${definition.sourceName}\n` : `${name}\n`);
    } else
      await call.out(
        `declare -f${definition.readonly ? 'r' : ''}${definition.trace ? 't' : ''}${definition.exported ? 'x' : ''} ${name}\n`,
      );
  }
  return 0;
}
