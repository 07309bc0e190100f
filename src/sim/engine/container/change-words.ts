/** Words, quotes and variables of Dockerfile lines. As moby/buildkit's frontend/dockerfile parser and shell lexer. */

/** `A=b C="d e"` → its words, quotes kept. */
export function splitWords(text: string): string[] {
  return text.match(/(?:\\.|'[^']*'|"(?:\\.|[^"\\])*"|[^\s])+/g) ?? [];
}

/** A word without its quotes, `$NAME`, `${NAME}`, `${NAME:-word}` and `${NAME:+word}` put in. */
export function expandWord(word: string, variables: ReadonlyMap<string, string>): string {
  let result = '';
  let quote = '';
  for (let at = 0; at < word.length; at++) {
    const character = word.charAt(at);
    if (character === quote) quote = '';
    else if (quote === '' && (character === "'" || character === '"')) quote = character;
    else if (character === '\\' && quote !== "'") result += escaped(word.charAt(++at), quote);
    else if (character === '$' && quote !== "'") {
      const found = /^\$(?:\{(\w+)(?::([-+])([^}]*))?\}|(\w+))/.exec(word.slice(at));
      result += found ? valueIn(found, variables) : '$';
      at += (found?.[0].length ?? 1) - 1;
    } else result += character;
  }
  return result;
}

const escaped = (character: string, quote: string): string => (quote === '"' && !'"$\\'.includes(character) ? `\\${character}` : character);

function valueIn([, braced, operator, word = '', plain]: RegExpExecArray, variables: ReadonlyMap<string, string>): string {
  const value = variables.get(braced ?? plain ?? '') ?? '';
  if (operator === '-') return value === '' ? expandWord(word, variables) : value;
  if (operator === '+') return value === '' ? '' : expandWord(word, variables);
  return value;
}

/** `["a", "b"]` as the exec form; undefined for anything else. */
export function execForm(text: string): readonly string[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const words: unknown = JSON.parse(text);
    return Array.isArray(words) && words.every((word) => typeof word === 'string') ? (words as string[]) : undefined;
  } catch {
    return undefined;
  }
}
