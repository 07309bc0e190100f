/** The right side of `s`: groups, `&`, escapes and GNU's changes of case. As GNU sed 4.9. */
import { type ByteString, decodeUtf8, isAscii, utf8 } from '../../sim/fs/bytes.ts';
import type { RegexMatch } from '../regex/compile.ts';
import { readEscape } from './scanner.ts';
import type { ReplacementPart } from './script.ts';

export function parseReplacement(text: ByteString): readonly ReplacementPart[] {
  const parts: ReplacementPart[] = [];
  let plain = '';
  const push = (part: ReplacementPart): void => {
    if (plain !== '') parts.push({ kind: 'text', text: plain });
    plain = '';
    parts.push(part);
  };
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === '&') push({ kind: 'group', group: 0 });
    else if (character !== '\\') plain += character;
    else {
      const escaped = text.charAt(++i);
      const special = readEscape(text, i);
      if (/^\d$/.test(escaped)) push({ kind: 'group', group: Number(escaped) });
      else if (isCaseChange(escaped)) push({ kind: 'case', change: escaped });
      else if (special) {
        plain += special.character;
        i += special.length - 1;
      } else plain += escaped;
    }
  }
  if (plain !== '') parts.push({ kind: 'text', text: plain });
  return parts;
}

const isCaseChange = (letter: string): letter is 'U' | 'L' | 'u' | 'l' | 'E' => /^[ULulE]$/.test(letter);

/** What a match is replaced by. */
export type Filler = (match: RegexMatch) => ByteString;

export function createFiller(parts: readonly ReplacementPart[], unicode: boolean): Filler {
  const [only] = parts;
  if (!only) return () => '';
  if (parts.length === 1 && only.kind === 'text') return () => only.text;
  if (parts.some(({ kind }) => kind === 'case')) return (match) => fillWithCase(parts, match, unicode);
  return (match) => {
    let out = '';
    for (const part of parts) out += part.kind === 'text' ? part.text : part.kind === 'group' ? (match.groups[part.group] ?? '') : '';
    return out;
  };
}

function fillWithCase(parts: readonly ReplacementPart[], match: RegexMatch, unicode: boolean): ByteString {
  let out = '';
  let mode: 'U' | 'L' | 'E' = 'E';
  let once: 'u' | 'l' | undefined;
  for (const part of parts) {
    if (part.kind === 'case') {
      if (part.change === 'u' || part.change === 'l') once = part.change;
      else {
        mode = part.change;
        once = undefined;
      }
      continue;
    }
    const text = part.kind === 'text' ? part.text : (match.groups[part.group] ?? '');
    if (text === '') continue;
    const changed = mode === 'U' ? upper(text, unicode) : mode === 'L' ? lower(text, unicode) : text;
    if (once) {
      const first = firstCharacter(text, unicode);
      out += (once === 'u' ? upper : lower)(first, unicode) + changed.slice(first.length);
    } else out += changed;
    once = undefined;
  }
  return out;
}

const firstCharacter = (text: ByteString, unicode: boolean): ByteString =>
  (unicode && /^[\xc2-\xf4][\x80-\xbf]+/.exec(text)?.[0]) || text.charAt(0);

/** In the C locale only ASCII letters have cases. */
export function upper(text: ByteString, unicode: boolean): ByteString {
  if (isAscii(text)) return text.toUpperCase();
  return unicode ? utf8(decodeUtf8(text).toUpperCase()) : text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

export function lower(text: ByteString, unicode: boolean): ByteString {
  if (isAscii(text)) return text.toLowerCase();
  return unicode ? utf8(decodeUtf8(text).toLowerCase()) : text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
