/** The regular expressions of a sed script: addresses, and what `s` and `y` have between their delimiters. As GNU sed 4.9. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { compileRegex, type Regex } from '../regex/compile.ts';
import { RegexError } from '../regex/regex-error.ts';
import { parseReplacement } from './replacement.ts';
import { readEscape, type Scanner } from './scanner.ts';
import type { Address, RangeEnd, RegexAddress, Substitution } from './script.ts';

export interface RegexDialect {
  readonly extended: boolean;
  readonly utf8: boolean;
}

/** An address; undefined when there is none. */
export function parseAddress(scanner: Scanner, dialect: RegexDialect): RangeEnd | undefined {
  const mark = scanner.peek();
  if (mark === '/' || mark === '\\') return regexAddress(scanner, dialect);
  if (mark === '$') {
    scanner.at++;
    return { kind: 'last' };
  }
  if (mark === '+' || mark === '~') {
    scanner.at++;
    scanner.skipBlanks();
    const number = scanner.number() ?? 0;
    return mark === '+' ? { kind: 'count', count: number } : { kind: 'multiple', of: number };
  }
  const number = scanner.number();
  return number === undefined ? undefined : lineOrStep(scanner, number);
}

function lineOrStep(scanner: Scanner, line: number): Address {
  scanner.skipBlanks();
  if (scanner.peek() !== '~') return { kind: 'line', line };
  scanner.at++;
  scanner.skipBlanks();
  const step = scanner.number() ?? 0;
  return step > 0 ? { kind: 'step', first: line, step } : { kind: 'line', line };
}

function regexAddress(scanner: Scanner, dialect: RegexDialect): RegexAddress {
  const mark = scanner.next();
  const pattern = scanner.delimited(mark === '\\' ? scanner.next() : mark, true) ?? scanner.fail('unterminated address regex');
  let flags = '';
  for (scanner.skipBlanks(); /[IM]/.test(scanner.peek()); scanner.skipBlanks()) flags += scanner.next();
  return { kind: 'regex', regex: compile(scanner, pattern, flags, dialect) };
}

/** undefined for an empty pattern. */
function compile(scanner: Scanner, pattern: ByteString, flags: string, { extended, utf8 }: RegexDialect): Regex | undefined {
  if (pattern === '') {
    if (flags !== '') scanner.fail('cannot specify modifiers on empty regexp');
    return undefined;
  }
  try {
    return compileRegex(readEscapes(pattern), {
      syntax: extended ? 'extended' : 'basic',
      ignoreCase: flags.includes('I'),
      multiline: flags.includes('M'),
      utf8,
    });
  } catch (error) {
    if (error instanceof RegexError) return scanner.fail(error.message);
    throw error;
  }
}

/** `\t`, `\x41` … become their characters, which then mean what they mean in a pattern. */
function readEscapes(pattern: ByteString): ByteString {
  let text = '';
  for (let i = 0; i < pattern.length; i++) {
    const special = pattern[i] === '\\' ? readEscape(pattern, i + 1) : undefined;
    if (!special) {
      text += pattern.charAt(i);
      if (pattern[i] === '\\') text += pattern.charAt(++i);
      continue;
    }
    text += special.character;
    i += special.length;
  }
  return text;
}

interface SubstitutionFlags {
  regexFlags: string;
  global: boolean;
  nth: number | undefined;
  print: boolean;
  evaluate: boolean;
  file: ByteString | undefined;
}

/** After `s`. */
export function parseSubstitution(scanner: Scanner, dialect: RegexDialect): Substitution {
  const delimiter = scanner.next();
  const unterminated = "unterminated `s' command";
  const pattern =
    (delimiter !== '' && scanner.delimited(delimiter, true)) ||
    (scanner.text[scanner.at - 1] === delimiter ? '' : scanner.fail(unterminated));
  const replacement = parseReplacement(scanner.delimited(delimiter, false) ?? scanner.fail(unterminated));
  const { regexFlags, nth, ...flags } = parseFlags(scanner);
  const regex = compile(scanner, pattern, regexFlags, dialect);
  const highest = Math.max(0, ...replacement.map((part) => (part.kind === 'group' ? part.group : 0)));
  if (regex && highest > regex.groupCount) scanner.fail(`invalid reference \\${highest} on \`s' command's RHS`);
  const isPlain = pattern !== '' && regexFlags === '' && nth === undefined && flags.global && !/[.[\]\\*^$+?(){}|\n]/.test(pattern);
  return { regex, replacement, nth: nth ?? 1, literal: isPlain ? pattern : undefined, ...flags };
}

function parseFlags(scanner: Scanner): SubstitutionFlags {
  const flags: SubstitutionFlags = { regexFlags: '', global: false, nth: undefined, print: false, evaluate: false, file: undefined };
  for (;;) {
    const flag = scanner.nextNonBlank();
    if (flag === '' || flag === '\n' || flag === ';') return flags;
    if (flag === '}' || flag === '#') {
      scanner.at--;
      return flags;
    }
    if (flag === 'w') {
      flags.file = scanner.fileName();
      return flags;
    }
    if (/\d/.test(flag)) takeNumber(scanner, flags);
    else if (flag === 'g') {
      if (flags.global) scanner.fail("multiple `g' options to `s' command");
      flags.global = true;
    } else if (flag === 'p') {
      if (flags.print) scanner.fail("multiple `p' options to `s' command");
      flags.print = true;
    } else if (flag === 'e') flags.evaluate = true;
    else if (/[iImM]/.test(flag)) flags.regexFlags += flag.toUpperCase();
    else scanner.fail("unknown option to `s'");
  }
}

function takeNumber(scanner: Scanner, flags: SubstitutionFlags): void {
  if (flags.nth !== undefined) scanner.fail("multiple number options to `s' command");
  scanner.at--;
  flags.nth = scanner.number() ?? 0;
  if (flags.nth === 0) scanner.fail("number option to `s' command may not be zero");
}

/** After `y`. */
export function parseTransliteration(scanner: Scanner, { utf8 }: RegexDialect): ReadonlyMap<ByteString, ByteString> {
  const delimiter = scanner.next();
  const from = scanner.delimited(delimiter, false);
  const to = from === undefined ? undefined : scanner.delimited(delimiter, false);
  if (from === undefined || to === undefined) return scanner.fail("unterminated `y' command");
  const [keys, values] = [characters(from, utf8), characters(to, utf8)];
  if (keys.length !== values.length) scanner.fail("strings for `y' command are different lengths");
  const map = new Map<ByteString, ByteString>();
  for (const [i, key] of keys.entries()) if (!map.has(key)) map.set(key, values[i] ?? '');
  scanner.endCommand();
  return map;
}

function characters(text: ByteString, utf8: boolean): readonly ByteString[] {
  let plain = '';
  for (let i = 0; i < text.length; i++) {
    const special = text[i] === '\\' ? readEscape(text, i + 1) : undefined;
    if (special) {
      plain += special.character;
      i += special.length;
    } else if (text[i] === '\\' && /[\\\n]/.test(text.charAt(i + 1))) plain += text.charAt(++i);
    else plain += text.charAt(i);
  }
  return utf8 ? (plain.match(/[\xc2-\xf4][\x80-\xbf]+|[\s\S]/g) ?? []) : [...plain];
}
