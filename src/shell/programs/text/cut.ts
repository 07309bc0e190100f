/** cut: parts of each line. As GNU coreutils 9.4 cut, whose characters are bytes. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { LineReader } from '../../text/line-reader.ts';
import { defineProgram } from '../define-program.ts';
import { forEachInput } from '../inputs.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'cut',
  usage: 'OPTION... [FILE]...',
  summary: 'Print selected parts of lines from each FILE to standard output.',
  suite: 'GNU coreutils 9.4',
  options: {
    bytes: { short: 'b', long: 'bytes', argument: 'LIST', help: 'select only these bytes' },
    characters: { short: 'c', long: 'characters', argument: 'LIST', help: 'select only these characters' },
    delimiter: { short: 'd', long: 'delimiter', argument: 'DELIM', help: 'use DELIM instead of TAB for field delimiter' },
    fields: { short: 'f', long: 'fields', argument: 'LIST', help: 'select only these fields' },
    whole: { short: 'n', help: '(ignored)' },
    complement: { long: 'complement', help: 'complement the set of selected bytes, characters or fields' },
    onlyDelimited: { short: 's', long: 'only-delimited', help: 'do not print lines not containing delimiters' },
    outputDelimiter: { long: 'output-delimiter', argument: 'STRING', help: 'use STRING as the output delimiter' },
    zero: { short: 'z', long: 'zero-terminated', help: 'line delimiter is NUL, not newline' },
  },
  async run(io, options, operands) {
    const lists = [options.bytes, options.characters, options.fields].filter((list) => list !== undefined);
    if (lists.length > 1) throw new UsageError('only one list may be specified');
    const [list] = lists;
    if (list === undefined) throw new UsageError('you must specify a list of bytes, characters, or fields');
    const byFields = options.fields !== undefined;
    const { delimiter = '\t' } = options;
    if (delimiter.length > 1) throw new UsageError('the delimiter must be a single character');
    if (!byFields && options.delimiter !== undefined)
      throw new UsageError('an input delimiter may be specified only when operating on fields');
    if (!byFields && options.onlyDelimited) {
      throw new UsageError('suppressing non-delimited lines makes sense\n\tonly when operating on fields');
    }
    const ranges = options.complement ? complement(parseList(list, byFields)) : parseList(list, byFields);
    const separator = delimiter === '' ? '\0' : delimiter;
    const cutLine = byFields
      ? fieldCutter(ranges, separator, options.outputDelimiter ?? separator, options.onlyDelimited)
      : byteCutter(ranges, options.outputDelimiter ?? '');
    const end = options.zero ? '\0' : '\n';
    return forEachInput(io, operands, async ({ fd }) => {
      const reader = new LineReader(io.process, fd, end);
      for (;;) {
        const reading = reader.next();
        const line = reading instanceof Promise ? await reading : reading;
        if (line === undefined) return;
        const part = cutLine(line);
        const writing = part === undefined ? undefined : io.out(part + end);
        if (writing) await writing;
      }
    });
  },
});

/** First and last, from 1, both included; ascending, apart. */
type Range = readonly [number, number];

function parseList(list: ByteString, byFields: boolean): readonly Range[] {
  const ranges = list.split(/[, \t]/).map((item) => parseRange(item, byFields));
  const sorted = ranges.toSorted((a, b) => a[0] - b[0]);
  const merged: [number, number][] = [];
  for (const [first, last] of sorted) {
    const previous = merged.at(-1);
    if (previous && first <= previous[1]) previous[1] = Math.max(previous[1], last);
    else merged.push([first, last]);
  }
  return merged;
}

function parseRange(item: ByteString, byFields: boolean): Range {
  const kind = byFields ? 'field' : 'byte/character position';
  const match = /^(\d*)(-?)(\d*)$/.exec(item);
  if (!match) {
    if (/^\d*-\d*-/.test(item)) throw new UsageError(byFields ? 'invalid field range' : 'invalid byte or character range');
    throw new UsageError(`invalid ${byFields ? 'field value' : kind} ${localeQuoted(item.replace(/^[\d-]+/, ''))}`);
  }
  const [, from = '', dash = '', to = ''] = match;
  if (item === '-') throw new UsageError('invalid range with no endpoint: -');
  const first = from === '' ? 1 : Number(from);
  const last = dash === '' ? first : to === '' ? Number.POSITIVE_INFINITY : Number(to);
  if (first === 0 || (from === '' && dash === '') || last === 0) {
    throw new UsageError(`${byFields ? 'fields' : 'byte/character positions'} are numbered from 1`);
  }
  if (last < first) throw new UsageError('invalid decreasing range');
  return [first, last];
}

function complement(ranges: readonly Range[]): readonly Range[] {
  const gaps: Range[] = [];
  let next = 1;
  for (const [first, last] of ranges) {
    if (first > next) gaps.push([next, first - 1]);
    next = last + 1;
  }
  if (next !== Number.POSITIVE_INFINITY) gaps.push([next, Number.POSITIVE_INFINITY]);
  return gaps;
}

const byteCutter =
  (ranges: readonly Range[], separator: ByteString) =>
  (line: ByteString): ByteString =>
    ranges
      .filter(([first]) => first <= line.length)
      .map(([first, last]) => line.slice(first - 1, last))
      .join(separator);

/** undefined: the line is not printed. */
function fieldCutter(ranges: readonly Range[], delimiter: string, separator: ByteString, onlyDelimited: boolean) {
  return (line: ByteString): ByteString | undefined => {
    if (!line.includes(delimiter)) return onlyDelimited ? undefined : line;
    const fields = line.split(delimiter);
    if (ranges.length === 1 && ranges[0]) return fields.slice(ranges[0][0] - 1, ranges[0][1]).join(separator);
    return ranges.flatMap(([first, last]) => fields.slice(first - 1, last)).join(separator);
  };
}
