/** Numbers in long double, as glibc prints them, and formats with the dialect's errors. */
import { expect, test } from 'vitest';
import { formatPrintf, type PrintfDialect } from '../../../src/shell/formats/printf.ts';

function printf(format: string, ...words: string[]): { readonly text: string; readonly errors: readonly string[] } {
  const errors: string[] = [];
  const dialect: PrintfDialect = {
    bash: false,
    numberError: (argument, why) => errors.push(`${argument} ${why}`),
    directiveError: (specification) => errors.push(specification),
    quote: (text) => `<${text}>`,
  };
  return { text: formatPrintf(format, words, dialect).text, errors };
}

test.each([
  ['%.20f', '0.1', '0.10000000000000000000'],
  ['%.0f', '2.5', '2'],
  ['%e', '12345.678', '1.234568e+04'],
  ['%g', '0.00001', '1e-05'],
  ['%a', '1', '0x8p-3'],
  ['%#x', '255', '0xff'],
  ['%d', "'A", '65'],
  ['%5.2f|', '2.675', ' 2.67|'],
])('%s of %s is %s', (format, word, text) => {
  expect(printf(format, word)).toEqual({ text, errors: [] });
});

test('the format is used again until the arguments are', () => {
  expect(printf('%s-%s\n', 'a', 'b', 'c').text).toBe('a-b\nc-\n');
});

test('what is no number is told, and the format goes on', () => {
  expect(printf('%d %d\n', 'x', '12y')).toEqual({ text: '0 12\n', errors: ['x invalid', '12y trailing'] });
});
