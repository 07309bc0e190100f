/** Awk's regular expressions: POSIX's extended ones with awk's escapes, over bytes. As mawk 1.3.4 rexp. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { compileRegex, type Regex } from '../regex/compile.ts';
import { RegexError } from '../regex/regex-error.ts';

/** A pattern that is none, in mawk's words: the second line is the pattern. */
export class AwkRegexError extends Error {}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f', v: '\v', a: '\x07', b: '\b' };

/** Throws AwkRegexError. */
export function compileAwkRegex(source: ByteString): Regex {
  try {
    return compileRegex(translate(source), { syntax: 'extended', strict: true });
  } catch (error) {
    if (!(error instanceof RegexError)) throw error;
    throw new AwkRegexError(`regular expression compile failed (${wordsFor(error.message)})\n${source}`);
  }
}

function wordsFor(message: string): string {
  if (message.startsWith('Unmatched (')) return "missing ')'";
  if (message.startsWith('Unmatched )')) return "missing '('";
  if (message.startsWith('Invalid preceding')) return 'missing operand';
  if (message.startsWith('Unmatched [')) return 'bad class -- [], [^] or [';
  return message.toLowerCase();
}

/** mawk has none of GNU's `\w`, `\b`, `\<`: a backslash before an ordinary character means nothing. */
function translate(source: ByteString): ByteString {
  if (!source.includes('\\')) return source;
  let out = '';
  let inBracket = false;
  for (let i = 0; i < source.length; i++) {
    const character = source.charAt(i);
    if (character !== '\\') {
      if (character === '[' && !inBracket) {
        inBracket = true;
        const start = /^\[\^?\]?/.exec(source.slice(i))?.[0] ?? '[';
        out += start;
        i += start.length - 1;
        continue;
      }
      if (character === ']') inBracket = false;
      out += character;
      continue;
    }
    const octal = /^[0-7]{1,3}/.exec(source.slice(i + 1))?.[0];
    const next = source.charAt(i + 1);
    const plain = octal ? String.fromCharCode(Number.parseInt(octal, 8) & 255) : (ESCAPES[next] ?? next);
    i += octal?.length ?? 1;
    if (inBracket) out += plain === ']' ? '[.].]' : plain;
    else out += /[\^$.[\]|()*+?{}\\]/.test(plain) ? `\\${plain}` : plain;
  }
  return out;
}
