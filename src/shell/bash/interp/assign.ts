/** Assignments: `x=1`, `x+=1`, `a[i]=1`, `a=(…)`. As expand_and_assign of GNU bash. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import type { MaybePromise } from '../../../sim/kernel/types.ts';
import { traceQuote } from '../expand/quote.ts';
import { subscriptOf } from '../expand/parameter.ts';
import { expandText, expandWord } from '../expand/word.ts';
import { after, ExpansionError, isUtf8, type Shell } from '../shell.ts';
import type { Scope } from '../state.ts';
import type { ArrayLiteral, AssignmentNode } from '../syntax/tree.ts';
import { findVariable, resolveName } from '../variables.ts';
import { asArray, setElement, setValue, transformed, writable } from '../set-variables.ts';

/** Performs one assignment. Gives what xtrace prints. */
export function assign(shell: Shell, node: AssignmentNode, scope?: Scope): MaybePromise<ByteString> {
  const { value } = node;
  if ('elements' in value) {
    if (shell.dialect === 'sh') throw new ExpansionError('Syntax error: "(" unexpected');
    if (node.index)
      throw new ExpansionError(
        `${node.name}[${node.index.kind === 'one' ? node.index.word.text : '@'}]: cannot assign list to array member`,
      );
    return after(assignList(shell, node.name, value, node.append, scope), () => node.text);
  }
  if (!node.index) {
    return after(expandText(shell, value), (text) => {
      setValue(shell, node.name, text, node.append);
      return shell.state.options.xtrace
        ? `${node.name}${node.append ? '+' : ''}=${shell.dialect === 'sh' ? text : traceQuote(text, isUtf8(shell)).replace(/^''$/, '')}`
        : '';
    });
  }
  return assignElement(shell, node, value);
}

function assignElement(
  shell: Shell,
  node: AssignmentNode,
  value: Exclude<AssignmentNode['value'], ArrayLiteral>,
): MaybePromise<ByteString> {
  const { index, name } = node;
  if (index?.kind !== 'one') {
    if (index && findVariable(shell, resolveName(shell, name))?.map) {
      return after(expandText(shell, value), (text) => {
        setElement(shell, name, index.star ? '*' : '@', text, node.append);
        return node.text;
      });
    }
    throw new ExpansionError(`${name}[${index?.star ? '*' : '@'}]: bad array subscript`);
  }
  return after(subscriptOf(shell, name, index), (subscript) =>
    after(expandText(shell, value), (text) => {
      if (subscript === '' && !findVariable(shell, resolveName(shell, name))?.map)
        throw new ExpansionError(`${name}[]: bad array subscript`);
      setElement(shell, name, subscript, text, node.append);
      return shell.state.options.xtrace ? `${name}[${subscript}]${node.append ? '+' : ''}=${traceQuote(text, isUtf8(shell))}` : '';
    }),
  );
}

interface Element {
  readonly key: ByteString | undefined;
  readonly value: ByteString;
  readonly append: boolean;
}

/** `name=(…)`: all is expanded before anything changes. */
export function assignList(shell: Shell, givenName: ByteString, list: ArrayLiteral, append: boolean, scope?: Scope): MaybePromise<void> {
  const name = scope ? givenName : resolveName(shell, givenName);
  if (name.includes('[')) throw new ExpansionError(`\`${name}': not a valid identifier`);
  const known = scope ? scope.variables.get(name) : findVariable(shell, name);
  const associative = known?.map !== undefined;
  return after(expandElements(shell, name, list, associative), (elements) => {
    if (known?.readonly) throw new ExpansionError(`${name}: readonly variable`);
    const variable = scope ? writable(shell, name, scope) : writable(shell, name);
    variable.listed = true;
    if (associative) storeMap(shell, name, elements, append, scope);
    else {
      if (!append) {
        variable.array = [];
        variable.value = undefined;
      }
      const array = asArray(variable);
      if (elements.every(({ key }) => key === undefined) && !variable.integer && !variable.letterCase) {
        for (const { value } of elements) array.push(value);
        return;
      }
      storeIndexed(shell, name, variable, array, elements);
    }
  });
}

function storeIndexed(
  shell: Shell,
  name: ByteString,
  variable: ReturnType<typeof writable>,
  array: (ByteString | undefined)[],
  elements: readonly Element[],
): void {
  let next = array.length;
  for (const { key, value, append } of elements) {
    if (key !== undefined) {
      const index = Number(shell.actions.evaluate(shell, key));
      if (key.trim() === '') throw new ExpansionError(`[${key}]=${value}: bad array subscript`);
      next = index < 0 ? index + array.length : index;
      if (next < 0) throw new ExpansionError(`[${key}]=${value}: bad array subscript`);
    }
    array[next] = transformed(shell, variable, array[next], value, append);
    next++;
  }
  void name;
}

function storeMap(shell: Shell, name: ByteString, elements: readonly Element[], append: boolean, scope?: Scope): void {
  const variable = scope ? writable(shell, name, scope) : writable(shell, name);
  if (!append) variable.map = new Map();
  const map = (variable.map ??= new Map());
  if (elements.every(({ key }) => key === undefined)) {
    for (let i = 0; i < elements.length; i += 2) {
      const key = elements[i]?.value ?? '';
      map.set(key, transformed(shell, variable, undefined, elements[i + 1]?.value ?? '', false));
    }
    return;
  }
  for (const { key, value, append: adds } of elements) {
    if (key === undefined) throw new ExpansionError(`${name}: ${value}: must use subscript when assigning associative array`);
    if (key === '') throw new ExpansionError(`[]=${value}: bad array subscript`);
    map.set(key, transformed(shell, variable, map.get(key), value, adds));
  }
}

async function expandElementsLater(
  shell: Shell,
  name: ByteString,
  list: ArrayLiteral,
  associative: boolean,
  from: number,
  out: Element[],
): Promise<Element[]> {
  for (let i = from; i < list.elements.length; i++) {
    const done = expandElement(shell, name, list.elements[i], associative, out);
    if (done instanceof Promise) await done;
  }
  return out;
}

function expandElements(shell: Shell, name: ByteString, list: ArrayLiteral, associative: boolean): MaybePromise<readonly Element[]> {
  const out: Element[] = [];
  for (let i = 0; i < list.elements.length; i++) {
    const done = expandElement(shell, name, list.elements[i], associative, out);
    if (done instanceof Promise) return done.then(() => expandElementsLater(shell, name, list, associative, i + 1, out));
  }
  return out;
}

function expandElement(
  shell: Shell,
  _name: ByteString,
  element: ArrayLiteral['elements'][number] | undefined,
  associative: boolean,
  out: Element[],
): MaybePromise<void> {
  if (!element) return;
  const { index, word, append } = element;
  if (!index) {
    const fields: ByteString[] = [];
    return after(expandWord(shell, word, fields), () => {
      for (const value of fields) out.push({ key: undefined, value, append: false });
    });
  }
  const key =
    index.kind === 'all'
      ? index.star
        ? '*'
        : '@'
      : associative
        ? expandText(shell, index.word)
        : index.expression.word
          ? expandText(shell, index.expression.word)
          : index.expression.text;
  return after(key, (subscript) =>
    after(expandText(shell, word), (value) => {
      out.push({ key: subscript, value, append });
    }),
  );
}
