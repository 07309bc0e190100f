/** dash's words for bash's syntax errors. As synexpect and synerror of dash's parser.c. */
import type { ByteString } from '../../sim/fs/bytes.ts';

const RESERVED = /^(?:then|do|done|fi|elif|else|esac|if|while|until|for|case|in|!|[{}]|[;&|()]+)$/;

/** `text`: bash's message; `expecting`: what would have been right. */
export function dashSyntaxWords(text: ByteString, expecting: string | undefined): ByteString {
  const awaited = expecting === undefined ? '' : ` (expecting "${expecting}")`;
  const token = /unexpected token `(.*)'$/.exec(text)?.[1];
  if (token !== undefined) return `Syntax error: ${named(token)} unexpected${awaited}`;
  const open = /looking for matching `(.)'/.exec(text)?.[1];
  if (open === undefined) return `Syntax error: end of file unexpected${awaited}`;
  if (open === '"' || open === "'") return 'Syntax error: Unterminated quoted string';
  if (open === '}') return "Syntax error: Missing '}'";
  if (open === '`') return 'Syntax error: EOF in backquote substitution';
  return 'Syntax error: end of file unexpected (expecting ")")';
}

function named(token: string): string {
  if (token === 'newline') return 'newline';
  if (/^[<>]/.test(token)) return 'redirection';
  return RESERVED.test(token) ? `"${token}"` : 'word';
}
