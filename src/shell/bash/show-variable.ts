/** Variables as `declare -p` and `set` print them. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { orderedEntries } from './associative-order.ts';
import { declareQuote, keyQuote, plainQuote } from './expand/quote.ts';
import { isUtf8, type Shell } from './shell.ts';
import type { Variable } from './state.ts';
import { dynamicValue } from './dynamic-variables.ts';
import { dynamicArray, findVariable, indexesOf, mapOf } from './variables.ts';

/** The letters of `declare`, in bash's order. */
export function attributeLetters(variable: Variable): ByteString {
  let letters = '';
  if (variable.array) letters += 'a';
  if (variable.map) letters += 'A';
  if (variable.integer) letters += 'i';
  if (variable.nameref) letters += 'n';
  if (variable.readonly) letters += 'r';
  if (variable.trace) letters += 't';
  if (variable.exported) letters += 'x';
  if (variable.letterCase) letters += variable.letterCase === 'upper' ? 'u' : variable.letterCase === 'lower' ? 'l' : 'c';
  return letters;
}

/** `declare -x name="value"`. Undefined when there is no such variable. */
export function declaration(
  shell: Shell,
  name: ByteString,
  variable: Variable | undefined = findVariable(shell, name),
): ByteString | undefined {
  if (!variable) return undefined;
  const head = `declare -${attributeLetters(variable) || '-'} ${name}`;
  const value = valueText(shell, name, variable, declareQuote);
  return value === undefined ? head : `${head}=${value}`;
}

/** `name=value` as `set` prints it; undefined when it is unset. */
export function assignmentText(shell: Shell, name: ByteString, variable: Variable): ByteString | undefined {
  const value = valueText(shell, name, variable, plainQuote);
  return value === undefined ? undefined : `${name}=${value}`;
}

const isCallStack = (name: ByteString): boolean => name === 'FUNCNAME' || name === 'BASH_SOURCE' || name === 'BASH_LINENO';

function valueText(
  shell: Shell,
  name: ByteString,
  variable: Variable,
  quote: (text: ByteString, utf8: boolean) => ByteString,
): ByteString | undefined {
  const utf8 = isUtf8(shell);
  const map = variable.map && mapOf(shell, name, variable.map);
  const array = variable.array && (isCallStack(name) ? (dynamicArray(shell, name) ?? variable.array) : variable.array);
  if (!variable.listed && (map?.size === 0 || (array && indexesOf(array).length === 0))) return undefined;
  if (map)
    return `(${orderedEntries(map)
      .map(([key, value]) => `[${keyQuote(key, utf8)}]=${declareQuote(value, utf8)} `)
      .join('')})`;
  if (array)
    return `(${indexesOf(array)
      .map((index) => `[${index}]=${declareQuote(array[index] ?? '', utf8)}`)
      .join(' ')})`;
  const value = name === 'BASHOPTS' || name === 'SHELLOPTS' || name === '_' ? dynamicValue(shell, name) : variable.value;
  return value === undefined ? undefined : quote(value, utf8);
}
