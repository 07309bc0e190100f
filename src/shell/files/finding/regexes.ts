/** find -regex and -iregex over the whole path; -regextype chooses basic or extended expressions. As GNU findutils 4.9.0. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { findError, type Test } from './visit.ts';
import type { TestMaker } from './tests.ts';

const TYPES = [
  'findutils-default',
  'ed',
  'emacs',
  'gnu-awk',
  'grep',
  'posix-awk',
  'awk',
  'posix-basic',
  'posix-egrep',
  'egrep',
  'posix-extended',
  'posix-minimal-basic',
  'sed',
];

/** -regex, -iregex and -regextype of one expression, which share the chosen type. */
export function findRegexes(): Readonly<Record<string, TestMaker>> {
  let type = 'findutils-default';
  const test =
    (ignoreCase: boolean): TestMaker =>
    (_context, pattern) => {
      const expression = compile(pattern, type, ignoreCase);
      return ({ path }) => expression.test(path);
    };
  return {
    '-regex': test(false),
    '-iregex': test(true),
    '-regextype': (_context, name): Test => {
      if (!TYPES.includes(name))
        throw findError(`Unknown regular expression type ${localeQuoted(name)}; valid types are ${TYPES.map(localeQuoted).join(', ')}.`);
      type = name;
      return () => true;
    },
  };
}

const EXTENDED = /^(posix-extended|posix-egrep|egrep|awk|posix-awk|gnu-awk)$/;
const EMACS = /^(findutils-default|emacs)$/;

/** To a JavaScript expression: whole paths only, so leftmost-longest and leftmost-first agree. */
function compile(pattern: ByteString, type: string, ignoreCase: boolean): RegExp {
  let text = '';
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern.charAt(i);
    if (c === '[') {
      const end = bracketEnd(pattern, i);
      text += pattern
        .slice(i, end + 1)
        .replace(/^\[(\^?)\]/, '[$1\\]')
        .replace(/\[:(\w+):\]/g, (_, name: string) => CLASSES[name] ?? '')
        .replace(/\\(?!\])/g, '\\\\');
      i = end;
    } else if (c === '\\') text += escaped(pattern.charAt(++i), type);
    else if (/[(){}|]/.test(c)) text += EXTENDED.test(type) ? c : `\\${c}`;
    else if (/[+?]/.test(c)) text += EXTENDED.test(type) || EMACS.test(type) ? c : `\\${c}`;
    else text += c === '/' ? '\\/' : c;
  }
  try {
    return new RegExp(`^(?:${text})$`, ignoreCase ? 'is' : 's');
  } catch {
    throw findError('invalid regular expression');
  }
}

/** In basic and emacs syntax a backslash makes groups and bars, in extended it takes their meaning away. */
function escaped(c: string, type: string): string {
  if (/[(){}|]/.test(c)) return EXTENDED.test(type) || (EMACS.test(type) && /[{}]/.test(c)) ? `\\${c}` : c;
  if (/[+?]/.test(c)) return EXTENDED.test(type) || EMACS.test(type) ? `\\${c}` : c;
  return /[\dwWbBsS]/.test(c) ? `\\${c}` : c.replace(/[^a-zA-Z<>'`]/, '\\$&');
}

const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'a-zA-Z',
  digit: '0-9',
  alnum: 'a-zA-Z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  blank: ' \\t',
  xdigit: '0-9A-Fa-f',
  punct: '!-\\/:-@\\[-`{-~',
};

function bracketEnd(pattern: ByteString, start: number): number {
  let i = start + 1;
  if (pattern.charAt(i) === '^') i++;
  if (pattern.charAt(i) === ']') i++;
  while (i < pattern.length && pattern.charAt(i) !== ']') i += pattern.startsWith('[:', i) ? pattern.indexOf(':]', i) - i + 2 : 1;
  return i;
}
