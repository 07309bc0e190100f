/** sort's keys: `-k 2,3n`, and the options that say how texts are compared. As GNU coreutils 9.4 sort. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { UsageError } from '../../programs/usage-error.ts';

/** Letters of the options: b d f g h i M n R r V. */
export interface Ordering {
  skipStartBlanks: boolean;
  skipEndBlanks: boolean;
  dictionary: boolean;
  fold: boolean;
  printable: boolean;
  reverse: boolean;
  kind: 'text' | 'general' | 'human' | 'month' | 'number' | 'random' | 'version';
}

export interface KeySpec extends Ordering {
  /** From 0; fields first, then characters. */
  readonly startField: number;
  readonly startCharacter: number;
  /** How many fields the end skips; Infinity: to the line's end. */
  readonly endField: number;
  /** 0: the whole end field. */
  readonly endCharacter: number;
}

export const plainOrdering = (): Ordering => ({
  skipStartBlanks: false,
  skipEndBlanks: false,
  dictionary: false,
  fold: false,
  printable: false,
  reverse: false,
  kind: 'text',
});

const KINDS: Readonly<Record<string, Ordering['kind']>> = { g: 'general', h: 'human', M: 'month', n: 'number', R: 'random', V: 'version' };
/** In the order in which `options '-hn' are incompatible` names them. */
const KIND_LETTERS = 'ghMnRV';

/** Applies option letters; returns those that are none. `blanks`: whether b is for the start, the end or both. */
export function applyLetters(ordering: Ordering, letters: string, blanks: 'start' | 'end' | 'both'): string {
  const kinds = new Set<string>();
  for (const [i, letter] of [...letters].entries()) {
    if (letter === 'b') {
      if (blanks !== 'end') ordering.skipStartBlanks = true;
      if (blanks !== 'start') ordering.skipEndBlanks = true;
    } else if (letter === 'd') ordering.dictionary = true;
    else if (letter === 'f') ordering.fold = true;
    else if (letter === 'i') ordering.printable = true;
    else if (letter === 'r') ordering.reverse = true;
    else if (KINDS[letter]) {
      kinds.add(letter);
      ordering.kind = KINDS[letter];
    } else return letters.slice(i);
  }
  checkKinds(kinds, ordering);
  return '';
}

export function checkKinds(kinds: ReadonlySet<string>, { dictionary, printable }: Ordering): void {
  const both = [...KIND_LETTERS].filter((letter) => kinds.has(letter));
  const clash = both.length > 1 || (both.length === 1 && !/[RV]/.test(both.join('')) && (dictionary || printable));
  if (!clash) return;
  const all = `${dictionary ? 'd' : ''}${both.join('')}${printable ? 'i' : ''}`;
  throw new UsageError(`options '-${[...all].sort((a, b) => a.toLowerCase().localeCompare(b.toLowerCase())).join('')}' are incompatible`, {
    hint: false,
  });
}

/** Reads `POS1[,POS2]`. A key without letters of its own takes the global ones. Throws UsageError. */
export function parseKey(text: ByteString, globals: Ordering): KeySpec {
  const scanner = { at: 0, text };
  const startField = takeNumber(scanner, 'invalid number at field start') - 1;
  if (startField < 0) throw badField('field number is zero', text);
  let startCharacter = 0;
  if (takeMark(scanner, '.')) {
    startCharacter = takeNumber(scanner, "invalid number after '.'") - 1;
    if (startCharacter < 0) throw badField('character offset is zero', text);
  }
  const ordering = plainOrdering();
  const startLetters = takeLetters(scanner);
  applyChecked(ordering, startLetters, 'start', text);
  let [endField, endCharacter, endLetters] = [Number.POSITIVE_INFINITY, 0, ''];
  if (takeMark(scanner, ',')) {
    endField = takeNumber(scanner, "invalid number after ','") - 1;
    if (endField < 0) throw badField('field number is zero', text);
    if (takeMark(scanner, '.')) endCharacter = takeNumber(scanner, "invalid number after '.'");
    endLetters = takeLetters(scanner);
    applyChecked(ordering, endLetters, 'end', text);
  }
  if (scanner.at < text.length) throw badField('stray character in field spec', text);
  const own = startLetters !== '' || endLetters !== '';
  if (endCharacter === 0) endField++;
  return { ...(own ? ordering : globals), startField, startCharacter, endField, endCharacter };
}

interface KeyScanner {
  at: number;
  readonly text: ByteString;
}

const badField = (why: string, text: ByteString): UsageError =>
  new UsageError(`${why}: invalid field specification ${localeQuoted(text)}`, { hint: false });

function takeNumber(scanner: KeyScanner, why: string): number {
  const digits = /^\d+/.exec(scanner.text.slice(scanner.at))?.[0];
  if (digits === undefined)
    throw new UsageError(`${why}: invalid count at start of ${localeQuoted(scanner.text.slice(scanner.at))}`, { hint: false });
  scanner.at += digits.length;
  return Number(digits);
}

function takeMark(scanner: KeyScanner, mark: string): boolean {
  if (scanner.text[scanner.at] !== mark) return false;
  scanner.at++;
  return true;
}

function takeLetters(scanner: KeyScanner): string {
  const letters = /^[A-Za-z]*/.exec(scanner.text.slice(scanner.at))?.[0] ?? '';
  scanner.at += letters.length;
  return letters;
}

function applyChecked(ordering: Ordering, letters: string, blanks: 'start' | 'end', text: ByteString): void {
  if (applyLetters(ordering, letters, blanks) !== '') throw badField('stray character in field spec', text);
}
