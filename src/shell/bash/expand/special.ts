/** The special parameters: `$?`, `$#`, `$-`, `$1` and so on, as text. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { SET_OPTIONS } from '../options.ts';
import type { Shell } from '../shell.ts';
import { getValue } from '../variables.ts';

/** A parameter's value; undefined when it is unset. `@` and `*` are not for here. */
export function parameterValue(shell: Shell, name: ByteString): ByteString | undefined {
  const first = name.charCodeAt(0);
  if (first === 95 || (first >= 97 && first <= 122) || (first >= 65 && first <= 90)) return getValue(shell, name);
  const { state } = shell;
  switch (name) {
    case '?':
      return String(state.lastStatus);
    case '#':
      return String(state.positional.length);
    case '$':
      return String(state.shellPid);
    case '!':
      return state.lastBackground === undefined ? undefined : String(state.lastBackground);
    case '-':
      return optionLetters(shell);
    case '0':
      return state.name;
    default:
      return state.positional[Number(name) - 1];
  }
}

/** dash knows fewer, in its own order. */
function shLetters({ state }: Shell): ByteString {
  const known = SET_OPTIONS.filter(([name, letter]) => /^[efmnxvCabu]$/.test(letter) && state.options[name]).map(
    ([, letter]) => letter as string,
  );
  const order = 'efIimnsxvVECabuqp';
  const letters = [...known, ...(state.interactive ? ['i'] : []), ...(state.readsStandardInput ? ['s'] : [])];
  return letters.sort((a, b) => order.indexOf(a) - order.indexOf(b)).join('');
}

/** `$-`. */
function optionLetters(shell: Shell): ByteString {
  const { state } = shell;
  if (shell.dialect === 'sh') return shLetters(shell);
  const letters = SET_OPTIONS.filter(([name, letter]) => letter !== '' && state.options[name]).map(([, letter]) => letter as string);
  if (state.interactive) letters.push('i');
  const order = (letter: string): string => (letter >= 'a' ? `0${letter}` : `1${letter}`);
  letters.sort((a, b) => (order(a) < order(b) ? -1 : 1));
  const source = state.commandString !== undefined ? 'c' : state.readsStandardInput ? 's' : '';
  return letters.join('') + source;
}
