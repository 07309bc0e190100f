/** The right side of `s`: groups, `&`, escapes and GNU's changes of case. As GNU sed 4.9. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import type { RegexMatch } from '../regex/compile.ts';
import type { ReplacementPart } from './script.ts';

const ESCAPES: Readonly<Record<string, string>> = { a: '\x07', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

export function parseReplacement(text: ByteString): ReplacementPart[] {
  const parts: ReplacementPart[] = [];
  const add = (piece: ByteString) => {
    const last = parts.at(-1);
    if (last?.kind === 'text') parts[parts.length - 1] = { kind: 'text', text: last.text + piece };
    else parts.push({ kind: 'text', text: piece });
  };
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === '&') parts.push({ kind: 'group', group: 0 });
    else if (character !== '\\') add(character);
    else {
      const escaped = text.charAt(++i);
      const number = /^(?:x([0-9A-Fa-f]{1,2})|o([0-7]{1,3})|d(\d{1,3}))/.exec(text.slice(i));
      if (/[0-9]/.test(escaped)) parts.push({ kind: 'group', group: Number(escaped) });
      else if (isCaseChange(escaped)) parts.push({ kind: 'case', change: escaped });
      else if (number) {
        add(String.fromCharCode(number[1] ? Number.parseInt(number[1], 16) : number[2] ? Number.parseInt(number[2], 8) : Number(number[3])));
        i += number[0].length - 1;
      } else add(ESCAPES[escaped] ?? escaped);
    }
  }
  return parts;
}

const isCaseChange = (letter: string): letter is 'U' | 'L' | 'u' | 'l' | 'E' => /^[ULulE]$/.test(letter);

/** What a match is replaced by. */
export function fillReplacement(parts: readonly ReplacementPart[], match: RegexMatch): ByteString {
  let out = '';
  let [mode, once] = ['', ''];
  for (const part of parts) {
    if (part.kind === 'case') {
      if (part.change === 'u' || part.change === 'l') once = part.change;
      else {
        mode = part.change === 'E' ? '' : part.change;
        once = '';
      }
      continue;
    }
    let text = part.kind === 'text' ? part.text : (match.groups[part.group] ?? '');
    if (text === '') continue;
    if (mode === 'U') text = upper(text);
    else if (mode === 'L') text = lower(text);
    if (once !== '') text = (once === 'u' ? upper : lower)(text.charAt(0)) + text.slice(1);
    once = '';
    out += text;
  }
  return out;
}

const upper = (text: ByteString) => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
const lower = (text: ByteString) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
