/** What an operator makes of a parameter's value: pieces, removal, replacement, case, `@X`. As parameter_brace_substring and its kin in GNU bash's subst.c. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import type { MaybePromise } from '../../../sim/kernel/types.ts';
import { after, ExpansionError, isUtf8, type Shell } from '../shell.ts';
import type { Operation, ParameterPart } from '../syntax/tree.ts';
import { characterCount, characters, convertCase, sliceCharacters } from '../text.ts';
import { elementsOf, findVariable, resolveName } from '../variables.ts';
import type { Integer } from './arithmetic.ts';
import { matches, removePrefix, removeSuffix, replacePattern } from './pattern.ts';
import { transform, transformList } from './transform.ts';
import type { Value, Target } from './parameter.ts';

export function badSubstitution(part: ParameterPart, status = 1): ExpansionError {
  return new ExpansionError(`${part.text}: bad substitution`, { fatal: true, status });
}

export function operate(shell: Shell, part: ParameterPart, target: Target, operation: Operation): MaybePromise<Value> {
  const { value } = target;
  switch (operation.type) {
    case 'slice':
      return slice(shell, part, value, operation);
    case 'transform': {
      if (!/^[UuLQEPAKak]$/.test(operation.letter)) {
        if (!value.list && value.text === undefined) return value;
        throw badSubstitution(part, 127);
      }
      if (value.list) return transformList(shell, part, value.items, value.star, operation.letter);
      return after(transform(shell, target.reference, value.text, operation.letter), (text) => ({ list: false, text }));
    }
    case 'remove':
      return after(shell.expand.pattern(shell, operation.pattern), (pattern) => {
        const longest = operation.operator.length === 2;
        const remove = operation.operator[0] === '#' ? removePrefix : removeSuffix;
        return mapValue(value, (text) => remove(shell, text, pattern, longest));
      });
    case 'replace':
      return after(shell.expand.pattern(shell, operation.pattern), (pattern) =>
        after(expandReplacement(shell, operation), (replacement) =>
          mapValue(value, (text) => replacePattern(shell, text, pattern, operation.operator, replacement)),
        ),
      );
    case 'case':
      return after(operation.pattern ? shell.expand.pattern(shell, operation.pattern) : '', (pattern) =>
        mapValue(value, (text) => changeCase(shell, text, operation.operator, pattern)),
      );
    default:
      throw badSubstitution(part);
  }
}

const mapValue = (value: Value, change: (text: ByteString) => ByteString): Value =>
  value.list ? { list: true, items: value.items.map(change), star: value.star } : { list: false, text: change(value.text ?? '') };

/** The replacement, in which an unquoted `&` is what was matched (patsub_replacement). */
function expandReplacement(
  shell: Shell,
  operation: Extract<Operation, { type: 'replace' }>,
): MaybePromise<(match: ByteString) => ByteString> {
  const { replacement } = operation;
  if (!shell.state.shopts.patsub_replacement) return after(shell.expand.text(shell, replacement), (text) => () => text);
  return after(shell.expand.pattern(shell, replacement), (marked) => {
    if (!/[&\\]/.test(marked)) return () => marked;
    const pieces = marked.match(/\\[\s\S]|&|[^\\&]+|\\/g) ?? [];
    const quotedAmpersand = replacement.parts.some((part) => (part.kind === 'quoted' && part.text.includes('&')) || part.kind === 'double');
    return (match) =>
      pieces
        .map((piece) => (piece === '&' && !quotedAmpersand ? match : piece.length === 2 && piece[0] === '\\' ? piece.slice(1) : piece))
        .join('');
  });
}

function changeCase(shell: Shell, text: ByteString, operator: string, pattern: ByteString): ByteString {
  const to = operator[0] === '^' ? 'upper' : operator[0] === ',' ? 'lower' : 'toggle';
  if (pattern === '' && operator.length === 2) return convertCase(shell, text, to);
  const letters = [...characters(shell, text)];
  const change = (letter: ByteString): ByteString =>
    pattern === '' || matches(shell, letter, pattern, false) ? convertCase(shell, letter, to) : letter;
  if (operator.length === 2) return letters.map(change).join('');
  return letters.map((letter, i) => (i === 0 ? change(letter) : letter)).join('');
}

export function slice(
  shell: Shell,
  part: ParameterPart,
  value: Value,
  operation: Extract<Operation, { type: 'slice' }>,
): MaybePromise<Value> {
  return after(shell.expand.arithmetic(shell, operation.offset), (offset) =>
    after(operation.length ? shell.expand.arithmetic(shell, operation.length) : undefined, (length: Integer | undefined) =>
      value.list
        ? sliceList(shell, part, value, Number(offset), length === undefined ? undefined : Number(length))
        : sliceText(shell, part, value.text ?? '', Number(offset), length === undefined ? undefined : Number(length), operation),
    ),
  );
}

function sliceText(
  shell: Shell,
  _part: ParameterPart,
  text: ByteString,
  offset: number,
  length: number | undefined,
  operation: Extract<Operation, { type: 'slice' }>,
): Value {
  const count = isUtf8(shell) ? characterCount(shell, text) : text.length;
  const start = offset < 0 ? count + offset : offset;
  if (start < 0 || start > count) return { list: false, text: '' };
  const end = length === undefined ? count : length < 0 ? count + length : start + length;
  if (end < start) throw new ExpansionError(`${operation.length?.text ?? length}: substring expression < 0`);
  return { list: false, text: sliceCharacters(shell, text, start, end) };
}

function sliceList(
  shell: Shell,
  part: ParameterPart,
  value: Extract<Value, { list: true }>,
  offset: number,
  length: number | undefined,
): Value {
  if (length !== undefined && length < 0) throw new ExpansionError(`${length}: substring expression < 0`);
  const positional = part.name === '@' || part.name === '*';
  const items = positional ? [shell.state.name, ...value.items] : value.items;
  const array = positional ? undefined : findVariable(shell, resolveName(shell, part.name))?.array;
  const limit = array ? array.length : items.length;
  const start = offset < 0 ? limit + offset : offset;
  if (start < 0) return { list: true, items: [], star: value.star };
  if (!array) {
    const from = findVariable(shell, part.name)?.map && start > 0 ? start - 1 : start;
    return { list: true, items: items.slice(from, length === undefined ? undefined : from + length), star: value.star };
  }
  const kept = elementsOf(shell, part.name)
    .filter(([index]) => Number(index) >= start)
    .map(([, text]) => text);
  return { list: true, items: length === undefined ? kept : kept.slice(0, length), star: value.star };
}
