/** `${x@Q}` and the other transformations. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import type { MaybePromise } from '../../../sim/kernel/types.ts';
import { decodePrompt } from '../prompt.ts';
import { isUtf8, type Shell } from '../shell.ts';
import { attributeLetters, declaration } from '../show-variable.ts';
import { decodeAnsiC } from '../syntax/ansi-c.ts';
import type { ParameterPart } from '../syntax/tree.ts';
import { convertCase } from '../text.ts';
import { elementsOf, findVariable, resolveName, splitReference } from '../variables.ts';
import type { Value } from './parameter.ts';
import { keyQuote, transformQuote } from './quote.ts';

export function transform(
  shell: Shell,
  reference: ByteString,
  text: ByteString | undefined,
  letter: string,
): MaybePromise<ByteString | undefined> {
  const name = resolveName(shell, splitReference(reference)?.name ?? reference);
  const variable = findVariable(shell, name);
  if (letter === 'a') return variable ? attributeLetters(variable) : '';
  if (letter === 'A') {
    if (!variable) return text === undefined ? '' : undefined;
    const letters = attributeLetters(variable);
    if (text === undefined) return letters === '' ? '' : `declare -${letters} ${name}`;
    return letters === ''
      ? `${name}=${transformQuote(text, isUtf8(shell))}`
      : `declare -${letters} ${name}=${transformQuote(text, isUtf8(shell))}`;
  }
  return text === undefined ? undefined : transformText(shell, text, letter);
}

function transformText(shell: Shell, text: ByteString, letter: string): MaybePromise<ByteString> {
  switch (letter) {
    case 'U':
      return convertCase(shell, text, 'upper');
    case 'L':
      return convertCase(shell, text, 'lower');
    case 'u': {
      const first = /^(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\s\S])/.exec(text)?.[0] ?? '';
      return convertCase(shell, first, 'upper') + text.slice(first.length);
    }
    case 'E':
      return decodeAnsiC(text);
    case 'P':
      return decodePrompt(shell, text, shell.state.interactive);
    default:
      return transformQuote(text, isUtf8(shell));
  }
}

/** On `$@` and arrays. */
export function transformList(
  shell: Shell,
  part: ParameterPart,
  items: readonly ByteString[],
  star: boolean,
  letter: string,
): MaybePromise<Value> {
  const utf8 = isUtf8(shell);
  const positional = part.name === '@' || part.name === '*';
  if (letter === 'A')
    return {
      list: false,
      text: positional ? `set -- ${items.map((item) => transformQuote(item, utf8)).join(' ')}` : declaration(shell, part.name),
    };
  if (letter === 'a') {
    const variable = findVariable(shell, resolveName(shell, part.name));
    return { list: true, items: items.map(() => (variable ? attributeLetters(variable) : '')), star };
  }
  if (letter === 'K' && !positional) {
    const pairs = elementsOf(shell, part.name).map(([key, value]) => `${keyQuote(key, utf8)} ${quoteK(value, utf8)}`);
    const associative = findVariable(shell, resolveName(shell, part.name))?.map !== undefined;
    return { list: false, text: pairs.join(' ') + (associative && pairs.length > 0 ? ' ' : '') };
  }
  if (letter === 'k' && !positional) return { list: true, items: elementsOf(shell, part.name).flat(), star };
  const changed = items.map((item) => transformText(shell, item, letter));
  if (changed.some((item) => item instanceof Promise)) return Promise.all(changed).then((done) => ({ list: true, items: done, star }));
  return { list: true, items: changed.filter((item) => typeof item === 'string'), star };
}

const quoteK = (text: ByteString, utf8: boolean): ByteString => {
  const quoted = transformQuote(text, utf8);
  return quoted.startsWith('$') ? quoted : `"${text.replace(/["\\$`]/g, '\\$&')}"`;
};
