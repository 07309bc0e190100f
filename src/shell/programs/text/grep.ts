/** grep: lines that match patterns. As GNU grep 3.11. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { oneOf } from '../../formats/choices.ts';
import { fnmatch } from '../../formats/fnmatch.ts';
import { compilePatterns, readFile, readPatterns } from '../../text/grep/patterns.ts';
import { Search } from '../../text/grep/search.ts';
import { type Colors, parseColors, type Style } from '../../text/grep/style.ts';
import { searchOperand, type WalkOptions } from '../../text/grep/walk.ts';
import { defineProgram } from '../define-program.ts';
import { lastOf, type OptionValues, StandardRequest } from '../getopt.ts';
import type { ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

const oneOfDirectories = oneOf('--directories', { read: ['read'], recurse: ['recurse'], skip: ['skip'] });

const options = {
  syntax: lastOf({
    extended: { short: 'E', long: 'extended-regexp', help: 'PATTERNS are extended regular expressions' },
    fixed: { short: 'F', long: 'fixed-strings', help: 'PATTERNS are strings' },
    perl: { short: 'P', long: 'perl-regexp', help: 'PATTERNS are Perl regular expressions' },
    basic: { short: 'G', long: 'basic-regexp', help: 'PATTERNS are basic regular expressions' },
  }),
  patterns: { short: 'e', long: 'regexp', argument: 'PATTERNS', repeat: true, help: 'use PATTERNS for matching' },
  files: { short: 'f', long: 'file', argument: 'FILE', repeat: true, help: 'take PATTERNS from FILE' },
  ignoreCase: lastOf({
    yes: { short: 'iy', long: 'ignore-case', help: 'ignore case distinctions' },
    no: { long: 'no-ignore-case', help: 'do not ignore case distinctions' },
  }),
  words: { short: 'w', long: 'word-regexp', help: 'match only whole words' },
  wholeLines: { short: 'x', long: 'line-regexp', help: 'match only whole lines' },
  zero: { short: 'z', long: 'null-data', help: 'a data line ends in 0 byte, not newline' },
  quietErrors: { short: 's', long: 'no-messages', help: 'suppress error messages' },
  invert: { short: 'v', long: 'invert-match', help: 'select non-matching lines' },
  '--version': { short: 'V', long: 'version', help: 'display version information and exit' },
  most: { short: 'm', long: 'max-count', argument: 'NUM', type: maxCount, help: 'stop after NUM selected lines' },
  byteOffset: { short: 'b', long: 'byte-offset', help: 'print the byte offset with output lines' },
  lineNumber: { short: 'n', long: 'line-number', help: 'print line number with output lines' },
  lineBuffered: { long: 'line-buffered', help: 'flush output on every line' },
  filename: lastOf({
    always: { short: 'H', long: 'with-filename', help: 'print file name with output lines' },
    never: { short: 'h', long: 'no-filename', help: 'suppress the file name prefix on output' },
  }),
  label: { long: 'label', argument: 'LABEL', help: 'use LABEL as the standard input file name' },
  onlyMatching: { short: 'o', long: 'only-matching', help: 'show only nonempty parts of lines that match' },
  quiet: { short: 'q', long: ['quiet', 'silent'], help: 'suppress all normal output' },
  binaryFiles: lastOf({
    as: {
      long: 'binary-files',
      argument: 'TYPE',
      type: binaryType,
      help: "assume that binary files are TYPE: 'binary', 'text' or 'without-match'",
    },
    text: { short: 'a', long: 'text', help: 'equivalent to --binary-files=text' },
    skip: { short: 'I', help: 'equivalent to --binary-files=without-match' },
  }),
  directories: lastOf({
    action: {
      short: 'd',
      long: 'directories',
      argument: 'ACTION',
      type: oneOfDirectories,
      help: "how to handle directories: 'read', 'recurse' or 'skip'",
    },
    recursive: { short: 'r', long: 'recursive', help: 'like --directories=recurse' },
    follow: { short: 'R', long: 'dereference-recursive', help: 'likewise, but follow all symlinks' },
  }),
  devices: {
    short: 'D',
    long: 'devices',
    argument: 'ACTION',
    type: deviceAction,
    help: "how to handle devices, FIFOs and sockets: 'read' or 'skip'",
  },
  include: { long: 'include', argument: 'GLOB', repeat: true, help: 'search only files that match GLOB' },
  exclude: { long: 'exclude', argument: 'GLOB', repeat: true, help: 'skip files that match GLOB' },
  excludeFrom: { long: 'exclude-from', argument: 'FILE', repeat: true, help: 'skip files that match any pattern of FILE' },
  excludeDirectories: { long: 'exclude-dir', argument: 'GLOB', repeat: true, help: 'skip directories that match GLOB' },
  list: lastOf({
    without: { short: 'L', long: 'files-without-match', help: 'print only names of FILEs with no selected lines' },
    with: { short: 'l', long: 'files-with-matches', help: 'print only names of FILEs with selected lines' },
  }),
  count: { short: 'c', long: 'count', help: 'print only a count of selected lines per FILE' },
  initialTab: { short: 'T', long: 'initial-tab', help: 'make tabs line up (if needed)' },
  nullName: { short: 'Z', long: 'null', help: 'print 0 byte after FILE name' },
  before: { short: 'B', long: 'before-context', argument: 'NUM', type: contextLength, help: 'print NUM lines of leading context' },
  after: { short: 'A', long: 'after-context', argument: 'NUM', type: contextLength, help: 'print NUM lines of trailing context' },
  context: { short: 'C', long: 'context', argument: 'NUM', type: contextLength, help: 'print NUM lines of output context' },
  separator: lastOf({
    text: { long: 'group-separator', argument: 'SEP', help: 'print SEP on a line between matches with context' },
    none: { long: 'no-group-separator', help: 'do not print a separator for matches with context' },
  }),
  color: {
    long: ['color', 'colour'],
    argument: 'WHEN',
    optional: true,
    type: colorWhen,
    help: "mark the matching strings: 'always', 'never' or 'auto'",
  },
  binary: { short: 'U', long: 'binary', help: 'do not strip CR characters at EOL (elsewhere)' },
} as const;

export default defineProgram({
  name: 'grep',
  usage: '[OPTION]... PATTERNS [FILE]...',
  summary: 'Search for PATTERNS in each FILE.',
  suite: 'GNU grep 3.11',
  usageStatus: 2,
  hint: "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n",
  rewrite: contextDigits,
  options,
  async run(io, values, operands) {
    const given = await readPatterns(io, values.patterns, values.files);
    const [first] = operands;
    if (given === undefined && first === undefined) throw new UsageError('');
    const patterns = given ?? (first ?? '').split('\n');
    const files = given ? operands : operands.slice(1);
    const walk = await walkOptions(io, values);
    const style = styleOf(
      io,
      values,
      files.length > 1 || (walk.directories === 'recurse' && (files.length === 0 || isFolder(io, files[0]))),
    );
    const matcher = await compilePatterns(io, patterns, {
      syntax: values.syntax ?? 'basic',
      ignoreCase: values.ignoreCase === 'yes',
      words: values.words,
      lines: values.wholeLines,
      utf8: io.unicode,
    });
    const search = new Search(io, matcher, style, values.quietErrors);
    const implied = files.length === 0;
    for (const root of implied ? [walk.directories === 'recurse' ? '.' : '-'] : files) {
      await searchOperand(search, root, implied, walk);
      if (search.done) break;
    }
    return search.failed && !(values.quiet && search.found) ? 2 : search.found ? 0 : 1;
  },
});

type Values = OptionValues<typeof options>;

function isFolder(io: ProgramIo, path: ByteString | undefined): boolean {
  return path !== undefined && path !== '-' && io.fs.exists(path) && io.fs.stat(path).type === 'directory';
}

/** `-5` and `-25` are context lengths; digits bundled with other letters too. */
function contextDigits(words: readonly ByteString[]): readonly ByteString[] {
  const end = words.indexOf('--');
  return words.map((word, i) =>
    (end >= 0 && i > end) || /^-[A-Za-z]*[efmdDBAC]$/.test(words[i - 1] ?? '') ? word : word.replace(/^-([A-Za-z]*)(\d+)$/, withContext),
  );
}

const TAKES_ARGUMENT = /[efmdDBAC]/;
const withContext = (word: string, letters: string, digits: string): string =>
  TAKES_ARGUMENT.test(letters) ? word : `-${letters}C${digits}`;

function styleOf(io: ProgramIo, values: Values, severalFiles: boolean): Style {
  const { before, after, context, separator, binaryFiles, filename } = values;
  const hasContext = before !== undefined || after !== undefined || context !== undefined;
  const between = separator === undefined ? '--' : separator === 'none' ? undefined : separator.text;
  return {
    invert: values.invert,
    most: values.most ?? Number.POSITIVE_INFINITY,
    byteOffset: values.byteOffset,
    lineNumber: values.lineNumber,
    onlyMatching: values.onlyMatching,
    quiet: values.quiet,
    list: values.list,
    count: values.count,
    names: filename === 'always' || (filename !== 'never' && severalFiles),
    nameEnd: values.nullName ? '\0' : undefined,
    initialTab: values.initialTab,
    before: values.onlyMatching ? 0 : (before ?? context ?? 0),
    after: values.onlyMatching ? 0 : (after ?? context ?? 0),
    separator: hasContext ? between : undefined,
    delimiter: values.zero ? '\0' : '\n',
    binary: binaryFiles === 'text' ? 'text' : binaryFiles === 'skip' ? 'skip' : (binaryFiles?.as ?? 'note'),
    utf8: io.unicode,
    colors: colorsOf(io, values.color),
    lineBuffered: values.lineBuffered,
  };
}

async function walkOptions(
  io: ProgramIo,
  { label, directories, devices, include, exclude, excludeFrom, excludeDirectories }: Values,
): Promise<WalkOptions> {
  const tests = (globs: readonly ByteString[]) => globs.map((glob) => fnmatch(glob.replace(/(.)\/+$/, '$1')));
  const texts = await Promise.all(excludeFrom.map((file) => readFile(io, file)));
  const fromFiles = texts.flatMap((text) => text.split('\n')).filter((line) => line !== '');
  const recursive = directories === 'recursive' || directories === 'follow';
  return {
    label: label ?? '(standard input)',
    directories: recursive ? 'recurse' : typeof directories === 'object' ? directories.action : 'read',
    follow: directories === 'follow',
    skipDevices: devices === 'skip',
    include: tests(include),
    exclude: tests([...exclude, ...fromFiles]),
    excludeDirectories: tests(excludeDirectories),
  };
}

function colorsOf({ process }: ProgramIo, when: 'always' | 'never' | 'auto' | true | undefined): Colors | undefined {
  if (when === undefined || when === 'never') return undefined;
  const term = process.environment.get('TERM');
  if (when !== 'always' && !(process.terminal(1) && term !== undefined && term !== 'dumb')) return undefined;
  return parseColors(process.environment.get('GREP_COLORS'));
}

function contextLength(text: ByteString): number {
  if (!/^\d+$/.test(text)) throw new UsageError(`${text}: invalid context length argument`, { hint: false });
  return Number(text);
}

function maxCount(text: ByteString): number {
  if (!/^-?\d+$/.test(text)) throw new UsageError('invalid max count', { hint: false });
  return Number(text) < 0 ? Number.POSITIVE_INFINITY : Number(text);
}

function binaryType(text: ByteString): 'text' | 'skip' | 'note' {
  if (text === 'text') return 'text';
  if (text === 'without-match') return 'skip';
  if (text === 'binary') return 'note';
  throw new UsageError('unknown binary-files type', { hint: false });
}

function deviceAction(text: ByteString): 'read' | 'skip' {
  if (text === 'read' || text === 'skip') return text;
  throw new UsageError('unknown devices method', { hint: false });
}

function colorWhen(text: ByteString): 'always' | 'never' | 'auto' {
  if (/^(always|yes|force)$/.test(text)) return 'always';
  if (/^(never|no|none)$/.test(text)) return 'never';
  if (/^(auto|tty|if-tty)$/.test(text)) return 'auto';
  throw new StandardRequest('help');
}
