import { expect, test } from 'vitest';
import { compileRegex, type RegexOptions } from '../../../src/shell/regex/compile.ts';
import { utf8 } from '../../../src/sim/fs/bytes.ts';

const match = (pattern: string, text: string, options: Partial<RegexOptions> = {}): string | undefined => {
  const found = compileRegex(pattern, { syntax: 'extended', ...options }).exec(text);
  return found && `${found.start}-${found.end} ${found.groups.map((group) => group ?? '∅').join(',')}`;
};

test.each([
  ['ab|abcd', 'xabcd', '1-5 abcd'],
  ['(a|ab)(c|bcd)(d*)', 'abcd', '0-4 abcd,a,bcd,'],
  ['(a*)(ab)*', 'aab', '0-3 aab,a,ab'],
  ['[0-9]+\\.?[0-9]*', 'v12.50x', '1-6 12.50'],
  ['(a|b)*c|(a|ab)*c', 'abc', '0-3 abc,b,∅'],
  ['^(.*)/([^/]*)$', '/usr/lib/x', '0-10 /usr/lib/x,/usr/lib,x'],
  ['a.*b.*c', 'xaabbccb', '1-7 aabbcc'],
  ['(foo|bar)+', 'foobarbaz', '0-6 foobar,bar'],
  ['x*', 'abc', '0-0 '],
  ['a{2,3}', 'caaaa', '1-4 aaa'],
  ['\\bis\\b', 'this is', '5-7 is'],
  ['[[:digit:]]{3}-[^[:space:]]+', 'call 555-1234 now', '5-13 555-1234'],
  ['(.)\\1', 'abccd', '2-4 cc,c'],
  ['(a*)*', 'aaa', '0-3 aaa,aaa'],
  ['()', 'x', '0-0 ,'],
  ['a]b', 'a]b', '0-3 a]b'],
  ['[]a]+', 'x]a', '1-3 ]a'],
  ['[a\\]+', 'a\\a', '0-3 a\\a'],
])('extended %s on %s', (pattern, text, expected) => {
  expect(match(pattern, text)).toBe(expected);
});

test.each([
  ['a\\|ab', 'ab', '0-2 ab'],
  ['\\(a\\)\\1', 'aa', '0-2 aa,a'],
  ['*a', '*a', '0-2 *a'],
  ['^*a', '*a', '0-2 *a'],
  ['a^b$c', 'a^b$c', '0-5 a^b$c'],
  ['a\\{2\\}', 'aaa', '0-2 aa'],
  ['a+', 'aa+', '1-3 a+'],
  ['a\\+', 'baa', '1-3 aa'],
  ['(a)', '(a)', '0-3 (a)'],
  ['\\<w', 'ow we', '3-4 w'],
])('basic %s on %s', (pattern, text, expected) => {
  expect(match(pattern, text, { syntax: 'basic' })).toBe(expected);
});

test('characters are bytes or UTF-8 as the locale says', () => {
  expect(match('^..$', utf8('é'))).toBe(`0-2 ${utf8('é')}`);
  expect(match('^.$', utf8('é'), { utf8: true })).toBe(`0-2 ${utf8('é')}`);
  expect(match(utf8('[é-ü]+'), utf8('aéüb'), { utf8: true })).toBe(`1-5 ${utf8('éü')}`);
  expect(match(utf8('^[^é]$'), utf8('ü'), { utf8: true })).toBe(`0-2 ${utf8('ü')}`);
  expect(match(utf8('É'), utf8('é'), { utf8: true, ignoreCase: true })).toBe(`0-2 ${utf8('é')}`);
  expect(match('[[:alpha:]]+', utf8('1été2'), { utf8: true })).toBe(`1-6 ${utf8('été')}`);
});

test('errors are in glibc words', () => {
  expect(() => compileRegex('[a', { syntax: 'extended' })).toThrow('Unmatched [, [^, [:, [., or [=');
  expect(() => compileRegex('(a', { syntax: 'extended' })).toThrow('Unmatched ( or \\(');
  expect(() => compileRegex('\\(a', { syntax: 'basic' })).toThrow('Unmatched ( or \\(');
  expect(() => compileRegex('a\\)', { syntax: 'basic' })).toThrow('Unmatched ) or \\)');
  expect(() => compileRegex('a\\', { syntax: 'basic' })).toThrow('Trailing backslash');
  expect(() => compileRegex('\\1', { syntax: 'basic' })).toThrow('Invalid back reference');
  expect(() => compileRegex('[b-a]', { syntax: 'basic' })).toThrow('Invalid range end');
  expect(() => compileRegex('*a', { syntax: 'extended', strict: true })).toThrow('Invalid preceding regular expression');
});

test('nested repeats end in linear time', () => {
  expect(match('(a*)*b', 'a'.repeat(5000))).toBeUndefined();
  expect(match('(a|aa)+$', `${'a'.repeat(5000)}b`)).toBeUndefined();
});

test('searching on sees what is before', () => {
  const regex = compileRegex('^a|b', { syntax: 'extended' });
  expect(regex.exec('aab', 1)?.start).toBe(2);
  expect(regex.exec('aab', 0, { notLineStart: true })?.start).toBe(2);
});
