/** `$x` and `${x…}`: every operator, on scalars, positional parameters and arrays. As parameter_brace_expand of GNU bash's subst.c. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import type { MaybePromise } from '../../../sim/kernel/types.ts';
import { after, ExpansionError, type Shell } from '../shell.ts';
import type { Index, Operation, ParameterPart, Word } from '../syntax/tree.ts';
import { characterCount } from '../text.ts';
import { elementsOf, findVariable, getElement, getValue, resolveName, splitReference, valuesOf, variableNames } from '../variables.ts';
import { setReference } from '../set-variables.ts';
import type { FieldBuilder } from './fields.ts';
import { parameterValue } from './special.ts';
import { badSubstitution, operate } from './parameter-operations.ts';

/** What a parameter gives: one value (or none), or a list (`$@`, `${a[*]}`). */
export type Value =
  | { readonly list: false; readonly text: ByteString | undefined }
  | { readonly list: true; readonly items: readonly ByteString[]; readonly star: boolean };

export function expandParameter(shell: Shell, part: ParameterPart, builder: FieldBuilder, quoted: boolean): MaybePromise<void> {
  const { operation, prefix } = part;
  if (!operation && !prefix && !part.index && part.name !== '@' && part.name !== '*') {
    const text = parameterValue(shell, part.name);
    if (text === undefined && shell.state.options.nounset) throw unbound(shell, part.name);
    if (quoted) builder.quoted(text ?? '');
    else if (text !== undefined) builder.expansion(text);
    return;
  }
  if (operation?.type === 'bad') throw badSubstitution(part);
  if (shell.dialect === 'sh' && isBeyondSh(part)) throw new ExpansionError('Bad substitution', { fatal: true, status: 2 });
  if (operation?.type === 'names' && prefix === '!') return pushNames(shell, part.name, operation.star, builder, quoted);
  if (prefix === '!' && part.index?.kind === 'all' && !operation) {
    return pushValue(
      shell,
      { list: true, items: elementsOf(shell, part.name).map(([key]) => key), star: part.index.star },
      builder,
      quoted,
    );
  }
  return after(resolve(shell, part), (target) => expandResolved(shell, part, target, builder, quoted));
}

/** What dash does not have: arrays, indirection, and all operators but defaults and removal. */
const isBeyondSh = ({ operation, prefix, index }: ParameterPart): boolean =>
  prefix === '!' || index !== undefined || (operation !== undefined && operation.type !== 'default' && operation.type !== 'remove');

/** Where an expansion looks after indirection and subscripts: how it is called, how it is read. */
export interface Target {
  readonly name: ByteString;
  readonly value: Value;
  /** Name and subscript, for `${x:=y}`. */
  readonly reference: ByteString;
}

function unbound(shell: Shell, name: ByteString): ExpansionError {
  return new ExpansionError(
    shell.dialect === 'sh' ? `${name}: parameter not set` : `${/^\d|^[@*#?!$-]$/.test(name) ? `$${name}` : name}: unbound variable`,
    { fatal: true, status: shell.dialect === 'sh' ? 2 : 127 },
  );
}

function resolve(shell: Shell, part: ParameterPart): MaybePromise<Target> {
  if (part.prefix !== '!') return readTarget(shell, part.name, part.index);
  return after(readTarget(shell, part.name, part.index), (pointer) => readIndirect(shell, part, pointer));
}

function readTarget(shell: Shell, name: ByteString, index: Index | undefined): MaybePromise<Target> {
  if (index === undefined) {
    if (name === '@' || name === '*')
      return { name, reference: name, value: { list: true, items: shell.state.positional, star: name === '*' } };
    return { name, reference: name, value: { list: false, text: parameterValue(shell, name) } };
  }
  if (index.kind === 'all') {
    const items = valuesOf(shell, name);
    return { name, reference: `${name}[${index.star ? '*' : '@'}]`, value: { list: true, items, star: index.star } };
  }
  return after(subscriptOf(shell, name, index), (subscript) => ({
    name: `${name}[${index.word.text}]`,
    reference: `${name}[${subscript}]`,
    value: { list: false, text: getElement(shell, name, subscript) },
  }));
}

/** A subscript expanded: a key for an associative array, else an expression. */
export function subscriptOf(shell: Shell, name: ByteString, index: Extract<Index, { kind: 'one' }>): MaybePromise<ByteString> {
  if (index.word.literal !== undefined) return index.word.literal;
  if (findVariable(shell, resolveName(shell, name))?.map) return shell.expand.text(shell, index.word);
  return index.expression.word ? shell.expand.text(shell, index.expression.word) : index.expression.text;
}

function readIndirect(shell: Shell, part: ParameterPart, pointer: Target): MaybePromise<Target> {
  const variable = findVariable(shell, part.name);
  if (variable?.nameref && !part.index)
    return { name: part.name, reference: part.name, value: { list: false, text: resolveName(shell, part.name) } };
  const name = pointer.value.list ? pointer.value.items.join(' ') : pointer.value.text;
  if (name === undefined || name === '') {
    if (part.operation?.type === 'default' && part.operation.action !== '?')
      return { name: part.name, reference: part.name, value: { list: false, text: undefined } };
    throw new ExpansionError(name === undefined ? `${part.name}: invalid indirect expansion` : `${name}: invalid variable name`, {
      fatal: true,
    });
  }
  const parts = splitReference(name);
  if (parts && /^[A-Za-z_]\w*$/.test(parts.name)) {
    if (parts.subscript === '@' || parts.subscript === '*')
      return { name, reference: name, value: { list: true, items: valuesOf(shell, parts.name), star: parts.subscript === '*' } };
    return { name, reference: name, value: { list: false, text: getElement(shell, parts.name, parts.subscript) } };
  }
  if (!/^(?:[A-Za-z_]\w*|\d+|[@*#?!$-])$/.test(name)) throw new ExpansionError(`${name}: invalid variable name`, { fatal: true });
  return readTarget(shell, name, undefined);
}

function expandResolved(shell: Shell, part: ParameterPart, target: Target, builder: FieldBuilder, quoted: boolean): MaybePromise<void> {
  const { operation } = part;
  const { value } = target;
  if (part.prefix === '#') return pushLength(shell, part, value, builder, quoted);
  if (operation?.type === 'default') return expandDefault(shell, target, operation, builder, quoted);
  if (!value.list && value.text === undefined && operation?.type !== 'transform') {
    if (shell.state.options.nounset) throw unbound(shell, target.name);
    if (quoted) builder.quoted('');
    return;
  }
  if (!operation) return pushValue(shell, value, builder, quoted);
  return after(operate(shell, part, target, operation), (result) => pushValue(shell, result, builder, quoted));
}

function pushLength(shell: Shell, part: ParameterPart, value: Value, builder: FieldBuilder, quoted: boolean): void {
  if (!value.list && value.text === undefined && shell.state.options.nounset) throw unbound(shell, part.name);
  const length = value.list ? value.items.length : characterCount(shell, value.text ?? '');
  if (quoted) builder.quoted(String(length));
  else builder.expansion(String(length));
}

/** Puts a value into the word: a list becomes several fields, or one joined by IFS's first character. */
function pushValue(shell: Shell, value: Value, builder: FieldBuilder, quoted: boolean): void {
  if (!value.list) {
    if (quoted) builder.quoted(value.text ?? '');
    else if (value.text !== undefined) builder.expansion(value.text);
    return;
  }
  const ifs = getValue(shell, 'IFS');
  if (value.star && (quoted || !builder.split)) {
    const joined = value.items.join(ifs === undefined ? ' ' : ifs.slice(0, 1));
    if (quoted) builder.quoted(joined);
    else builder.expansion(joined);
    return;
  }
  if (!builder.split) {
    const joined = value.items.join(' ');
    if (quoted) builder.quoted(joined);
    else builder.expansion(joined);
    return;
  }
  for (const [i, item] of value.items.entries()) {
    if (i > 0) builder.end(quoted);
    if (quoted) builder.quoted(item);
    else builder.expansion(item);
  }
}

function pushNames(shell: Shell, prefix: ByteString, star: boolean, builder: FieldBuilder, quoted: boolean): void {
  const items = variableNames(shell).filter((name) => name.startsWith(prefix) && getIsSet(shell, name));
  pushValue(shell, { list: true, items, star }, builder, quoted);
}

const getIsSet = (shell: Shell, name: ByteString): boolean => {
  const variable = findVariable(shell, name);
  return variable !== undefined && (variable.value !== undefined || variable.array !== undefined || variable.map !== undefined);
};

function expandDefault(
  shell: Shell,
  target: Target,
  operation: Extract<Operation, { type: 'default' }>,
  builder: FieldBuilder,
  quoted: boolean,
): MaybePromise<void> {
  const { value } = target;
  const empty = value.list
    ? value.items.length === 0 || (operation.orEmpty && value.items.length === 1 && value.items[0] === '')
    : value.text === undefined || (operation.orEmpty && value.text === '');
  if (operation.action === '+') {
    if (empty) {
      if (quoted && !value.list) builder.quoted('');
      return;
    }
    return expandOperand(shell, operation.word, builder, quoted);
  }
  if (!empty) return pushValue(shell, value, builder, quoted);
  if (operation.action === '-') {
    if (quoted) builder.quoted('');
    return expandOperand(shell, operation.word, builder, quoted);
  }
  if (operation.action === '?') return complainUnset(shell, target, operation);
  if (value.list || !/^[A-Za-z_]/.test(target.reference))
    throw new ExpansionError(`$${target.name}: cannot assign in this way`, { fatal: true });
  return after(shell.expand.text(shell, operation.word), (text) => {
    setReference(shell, target.reference, text);
    const stored = splitReference(target.reference) ? text : (getValue(shell, target.reference) ?? text);
    if (quoted) builder.quoted(stored);
    else builder.expansion(stored);
  });
}

function expandOperand(shell: Shell, word: Word, builder: FieldBuilder, quoted: boolean): MaybePromise<void> {
  if (quoted || !builder.split || builder.splitsLiterals) return shell.expand.parts(shell, word.parts, builder, quoted);
  builder.splitsLiterals = true;
  return after(shell.expand.parts(shell, word.parts, builder, false), () => {
    builder.splitsLiterals = false;
  });
}

function complainUnset(shell: Shell, target: Target, operation: Extract<Operation, { type: 'default' }>): MaybePromise<void> {
  return after(shell.expand.text(shell, operation.word), (text) => {
    const words =
      text !== ''
        ? text
        : shell.dialect === 'sh'
          ? `parameter not set${operation.orEmpty ? ' or null' : ''}`
          : operation.orEmpty
            ? 'parameter null or not set'
            : 'parameter not set';
    throw new ExpansionError(`${target.name}: ${words}`, { fatal: true, status: shell.dialect === 'sh' ? 2 : 127 });
  });
}
