/** `-v`: whether a variable, an element or a positional parameter is set. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import type { Shell } from './shell.ts';
import { findVariable, getElement, getValue, resolveName, splitReference, valuesOf } from './variables.ts';

export function isVariableSet(shell: Shell, name: ByteString): boolean {
  if (/^\d+$/.test(name)) return name === '0' || Number(name) <= shell.state.positional.length;
  const parts = splitReference(name);
  if (!parts) return !resolveName(shell, name).includes('[') && getValue(shell, name) !== undefined;
  const { subscript } = parts;
  if ((subscript === '@' || subscript === '*') && !findVariable(shell, resolveName(shell, parts.name))?.map)
    return valuesOf(shell, parts.name).length > 0;
  return getElement(shell, parts.name, subscript) !== undefined;
}
