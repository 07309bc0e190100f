/** grep -P: Perl's regular expressions by JavaScript's, which are near to them. What only PCRE knows is refused. As GNU grep 3.11 with PCRE2. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { NotSimulated } from '../../programs/getopt.ts';
import type { Regex, RegexMatch } from '../../regex/compile.ts';

const CLASSES: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  blank: ' \\t',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\s',
  upper: 'A-Z',
  word: '\\w',
  xdigit: '0-9A-Fa-f',
};

/** Throws NotSimulated. */
export function compilePerl(pattern: ByteString, ignoreCase: boolean): Regex {
  const flags = /^\(\?([ims]+)\)/.exec(pattern);
  const source = translate(flags ? pattern.slice(flags[0].length) : pattern);
  try {
    const regex = new RegExp(source, `g${ignoreCase || flags?.[1]?.includes('i') ? 'i' : ''}${flags?.[1]?.includes('s') ? 's' : ''}`);
    const exec = (text: string, from = 0): RegexMatch | undefined => {
      regex.lastIndex = from;
      const found = regex.exec(text);
      return found ? { start: found.index, end: found.index + found[0].length, groups: found } : undefined;
    };
    return { groupCount: 0, exec, test: (text) => exec(text) !== undefined };
  } catch (error) {
    if (error instanceof SyntaxError) throw new NotSimulated(`-P ${pattern}`);
    throw error;
  }
}

/** Perl's spellings that JavaScript writes differently. */
function translate(pattern: string): string {
  const source = pattern.replace(
    /\[\[:(\^?)(\w+):\]\]|\[:(\w+):\]|\\Q([\s\S]*?)(?:\\E|$)|\\([\s\S])/g,
    (all, not?: string, whole?: string, inner?: string, quoted?: string, letter?: string) => {
      if (whole !== undefined && CLASSES[whole]) return `[${not}${CLASSES[whole]}]`;
      if (inner !== undefined && CLASSES[inner]) return CLASSES[inner];
      if (quoted !== undefined) return quoted.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
      return (letter !== undefined && ESCAPES[letter]) || all;
    },
  );
  const keep = source.indexOf('\\K');
  const kept = keep < 0 ? source : `(?<=${source.slice(0, keep)})${source.slice(keep + 2)}`;
  return kept.replace(/\(\?P<(\w+)>/g, '(?<$1>').replace(/\(\?P=(\w+)\)/g, '\\k<$1>');
}

const ESCAPES: Readonly<Record<string, string>> = {
  h: '[ \\t]',
  H: '[^ \\t]',
  A: '^',
  z: '$',
  Z: '$',
  R: '(?:\\r\\n|[\\n-\\r])',
  e: '\\x1b',
  a: '\\x07',
  '<': '<',
  '>': '>',
};
