/** nl: numbers lines. As GNU coreutils 9.4 nl. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { compileRegex } from '../../regex/compile.ts';
import { RegexError } from '../../regex/regex-error.ts';
import { eachLine } from '../../text/each-line.ts';
import { defineProgram } from '../define-program.ts';
import { forEachInput } from '../inputs.ts';
import { UsageError } from '../usage-error.ts';

type Style = (line: ByteString) => boolean;

const styleOf =
  (section: string) =>
  (text: ByteString): Style => {
    if (text === 'a') return () => true;
    if (text === 't') return (line) => line !== '';
    if (text === 'n') return () => false;
    if (!text.startsWith('p')) throw new UsageError(`invalid ${section} numbering style: ${localeQuoted(text)}`);
    try {
      const regex = compileRegex(text.slice(1), { syntax: 'basic' });
      return (line) => regex.test(line);
    } catch (error) {
      if (error instanceof RegexError) throw new UsageError(error.message, { hint: false });
      throw error;
    }
  };

const number =
  (what: string, least: number) =>
  (text: ByteString): number => {
    if (!/^-?\d+$/.test(text)) throw new UsageError(`invalid ${what}: ${localeQuoted(text)}`, { hint: false });
    if (Number(text) < least)
      throw new UsageError(`invalid ${what}: ${localeQuoted(text)}: Numerical result out of range`, { hint: false });
    return Number(text);
  };

const FORMATS: Readonly<Record<string, (value: string, width: number) => string>> = {
  ln: (value, width) => value.padEnd(width),
  rn: (value, width) => value.padStart(width),
  rz: (value, width) => (value.startsWith('-') ? `-${value.slice(1).padStart(width - 1, '0')}` : value.padStart(width, '0')),
};

export default defineProgram({
  name: 'nl',
  usage: '[OPTION]... [FILE]...',
  summary: 'Write each FILE to standard output, with line numbers added.',
  suite: 'GNU coreutils 9.4',
  options: {
    body: { short: 'b', long: 'body-numbering', argument: 'STYLE', type: styleOf('body'), help: 'use STYLE for numbering body lines' },
    delimiter: { short: 'd', long: 'section-delimiter', argument: 'CC', help: 'use CC for logical page delimiters' },
    footer: {
      short: 'f',
      long: 'footer-numbering',
      argument: 'STYLE',
      type: styleOf('footer'),
      help: 'use STYLE for numbering footer lines',
    },
    header: {
      short: 'h',
      long: 'header-numbering',
      argument: 'STYLE',
      type: styleOf('header'),
      help: 'use STYLE for numbering header lines',
    },
    increment: {
      short: 'i',
      long: 'line-increment',
      argument: 'NUMBER',
      type: number('line number increment', Number.NEGATIVE_INFINITY),
      help: 'line number increment at each line',
    },
    joinBlank: {
      short: 'l',
      long: 'join-blank-lines',
      argument: 'NUMBER',
      type: number('line number of blank lines', 1),
      help: 'group of NUMBER empty lines counted as one',
    },
    format: { short: 'n', long: 'number-format', argument: 'FORMAT', type: formatOf, help: 'insert line numbers according to FORMAT' },
    noRenumber: { short: 'p', long: 'no-renumber', help: 'do not reset line numbers for each section' },
    separator: { short: 's', long: 'number-separator', argument: 'STRING', help: 'add STRING after (possible) line number' },
    start: {
      short: 'v',
      long: 'starting-line-number',
      argument: 'NUMBER',
      type: number('starting line number', Number.NEGATIVE_INFINITY),
      help: 'first line number for each section',
    },
    width: {
      short: 'w',
      long: 'number-width',
      argument: 'NUMBER',
      type: number('line number field width', 1),
      help: 'use NUMBER columns for line numbers',
    },
  },
  async run(io, options, operands) {
    const { increment = 1, joinBlank = 1, format = FORMATS['rn'], separator = '\t', start = 1, width = 6 } = options;
    const never: Style = () => false;
    const styles = {
      header: options.header ?? never,
      body: options.body ?? ((line: ByteString) => line !== ''),
      footer: options.footer ?? never,
    };
    const pair = (options.delimiter ?? '\\:').padEnd(2, ':');
    const marks = new Map([
      [pair.repeat(3), 'header'],
      [pair.repeat(2), 'body'],
      [pair, 'footer'],
    ] as const);
    let [section, line, blanks]: ['header' | 'body' | 'footer', number, number] = ['body', start, 0];
    return forEachInput(io, operands, ({ fd }) =>
      eachLine(io.process, fd, '\n', (text) => {
        const mark = marks.get(text);
        if (mark) {
          section = mark;
          if (!options.noRenumber) line = start;
          return io.out('\n');
        }
        blanks = text === '' ? blanks + 1 : 0;
        const counts = styles[section](text) && (text !== '' || blanks % joinBlank === 0);
        if (!counts) return io.out(`${' '.repeat(width + separator.length)}${text}\n`);
        const shown = format?.(String(line), width) ?? '';
        line += increment;
        return io.out(`${shown}${separator}${text}\n`);
      }),
    );
  },
});

function formatOf(text: ByteString): (value: string, width: number) => string {
  const format = FORMATS[text];
  if (!format) throw new UsageError(`invalid line numbering format: ${localeQuoted(text)}`);
  return format;
}
