// grep: lines that match patterns. As GNU grep 3.11.
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { RegexError } from '../../regex/regex-error.ts';
import { createLineMatcher, type LineMatcher, type PatternSyntax } from '../../text/line-matcher.ts';
import { defineProgram } from '../define-program.ts';
import { lastOf } from '../getopt.ts';
import type { ProgramIo } from '../program-io.ts';
import { lineGroups, readAll } from '../program-io.ts';
import { fromBytes } from '../../../sim/fs/bytes.ts';
import { fnmatch } from '../../formats/fnmatch.ts';
import { UsageError } from '../usage-error.ts';

const count = (text: ByteString): number => {
  if (!/^\d+$/.test(text)) throw new UsageError(`${text}: invalid context length argument`, { hint: false, status: 2 });
  return Number(text);
};

export default defineProgram({
  name: 'grep',
  usage: '[OPTION]... PATTERNS [FILE]...',
  summary: 'Search for PATTERNS in each FILE.',
  suite: 'GNU grep 3.11',
  usageStatus: 2,
  rewrite: (words) => words.map((word) => word.replace(/^-(\d+)$/, '-C$1')),
  options: {
    syntax: lastOf({
      extended: { short: 'E', long: 'extended-regexp', help: 'PATTERNS are extended regular expressions' },
      fixed: { short: 'F', long: 'fixed-strings', help: 'PATTERNS are strings' },
      basic: { short: 'G', long: 'basic-regexp', help: 'PATTERNS are basic regular expressions' },
    }),
    perl: { short: 'P', long: 'perl-regexp', notSimulated: true, help: 'PATTERNS are Perl regular expressions' },
    patterns: { short: 'e', long: 'regexp', argument: 'PATTERNS', repeat: true, help: 'use PATTERNS for matching' },
    files: { short: 'f', long: 'file', argument: 'FILE', repeat: true, help: 'take PATTERNS from FILE' },
    ignoreCase: lastOf({ yes: { short: 'iy', long: 'ignore-case', help: 'ignore case distinctions' }, no: { long: 'no-ignore-case', help: 'do not ignore case' } }),
    words: { short: 'w', long: 'word-regexp', help: 'match only whole words' },
    wholeLines: { short: 'x', long: 'line-regexp', help: 'match only whole lines' },
    zero: { short: 'z', long: 'null-data', help: 'a data line ends in 0 byte, not newline' },
    quietErrors: { short: 's', long: 'no-messages', help: 'suppress error messages' },
    invert: { short: 'v', long: 'invert-match', help: 'select non-matching lines' },
    most: { short: 'm', long: 'max-count', argument: 'NUM', type: maxCount, help: 'stop after NUM selected lines' },
    byteOffset: { short: 'b', long: 'byte-offset', help: 'print the byte offset with output lines' },
    lineNumber: { short: 'n', long: 'line-number', help: 'print line number with output lines' },
    lineBuffered: { long: 'line-buffered', help: 'flush output on every line' },
    filename: lastOf({ always: { short: 'H', long: 'with-filename', help: 'print file name with output lines' }, never: { short: 'h', long: 'no-filename', help: 'suppress the file name' } }),
    label: { long: 'label', argument: 'LABEL', help: 'use LABEL as the standard input file name' },
    onlyMatching: { short: 'o', long: 'only-matching', help: 'show only nonempty parts of lines that match' },
    quiet: { short: 'q', long: ['quiet', 'silent'], help: 'suppress all normal output' },
    binaryFiles: { long: 'binary-files', argument: 'TYPE', help: 'assume that binary files are TYPE' },
    text: { short: 'a', long: 'text', help: 'equivalent to --binary-files=text' },
    skipBinary: { short: 'I', help: 'equivalent to --binary-files=without-match' },
    directories: { short: 'd', long: 'directories', argument: 'ACTION', help: 'how to handle directories' },
    recursive: lastOf({ yes: { short: 'r', long: 'recursive', help: 'search directories' }, follow: { short: 'R', long: 'dereference-recursive', help: 'likewise, but follow all symlinks' } }),
    include: { long: 'include', argument: 'GLOB', repeat: true, help: 'search only files that match GLOB' },
    exclude: { long: 'exclude', argument: 'GLOB', repeat: true, help: 'skip files that match GLOB' },
    excludeDir: { long: 'exclude-dir', argument: 'GLOB', repeat: true, help: 'skip directories that match GLOB' },
    list: lastOf({ without: { short: 'L', long: 'files-without-match', help: 'print only names of FILEs with no selected lines' }, with: { short: 'l', long: 'files-with-matches', help: 'print only names of FILEs with selected lines' } }),
    count: { short: 'c', long: 'count', help: 'print only a count of selected lines per FILE' },
    initialTab: { short: 'T', long: 'initial-tab', help: 'make tabs line up' },
    nullName: { short: 'Z', long: 'null', help: 'print 0 byte after FILE name' },
    before: { short: 'B', long: 'before-context', argument: 'NUM', type: count, help: 'print NUM lines of leading context' },
    after: { short: 'A', long: 'after-context', argument: 'NUM', type: count, help: 'print NUM lines of trailing context' },
    context: { short: 'C', long: 'context', argument: 'NUM', type: count, help: 'print NUM lines of output context' },
    color: { long: ['color', 'colour'], argument: 'WHEN', optional: true, help: 'use markers to highlight the matching strings' },
    binary: { short: 'U', long: 'binary', help: 'do not strip CR characters at EOL' },
  },
  async run(io, options, operands) {
    const given = await patternsOf(io, options.patterns, options.files);
    const patterns = given ?? operands.slice(0, 1);
    if (given === undefined && operands.length === 0) throw new UsageError('', { status: 2 });
    const files = given ? operands : operands.slice(1);
    const style: Style = {
      invert: options.invert,
      most: options.most ?? Number.POSITIVE_INFINITY,
      byteOffset: options.byteOffset,
      lineNumber: options.lineNumber,
      onlyMatching: options.onlyMatching,
      quiet: options.quiet,
      list: options.list,
      count: options.count,
      names: options.filename === 'always' || (options.filename !== 'never' && (files.length > 1 || options.recursive !== undefined)),
      nameEnd: options.nullName ? '\0' : undefined,
      initialTab: options.initialTab,
      before: options.before ?? options.context ?? 0,
      after: options.after ?? options.context ?? 0,
      separates: options.before !== undefined || options.after !== undefined || options.context !== undefined,
      delimiter: options.zero ? '\0' : '\n',
      binary: options.text || options.binaryFiles === 'text' ? 'text' : options.skipBinary || options.binaryFiles === 'without-match' ? 'skip' : 'note',
      colors: usesColor(io, options.color),
      lineBuffered: options.lineBuffered,
    };
    const matcher = compile(io, patterns, options.syntax ?? 'basic', { ignoreCase: options.ignoreCase === 'yes', words: options.words, lines: options.wholeLines });
    const search = new Search(io, matcher, style, options.quietErrors);
    const filter = { include: options.include.map((g) => fnmatch(g)), exclude: options.exclude.map((g) => fnmatch(g)), excludeDir: options.excludeDir.map((g) => fnmatch(g)) };
    const roots = files.length > 0 ? files : options.recursive ? ['.'] : ['-'];
    for (const root of roots) {
      await searchRoot(search, root, { label: options.label ?? '(standard input)', recursive: options.recursive ?? (options.directories === 'recurse' ? 'yes' : undefined), skipDirectories: options.directories === 'skip', filter, isImplied: files.length === 0 });
      if (search.done) break;
    }
    if (search.failed && !(options.quiet && search.found)) return 2;
    return search.found ? 0 : 1;
  },
});

function maxCount(text: ByteString): number {
  if (!/^-?\d+$/.test(text)) throw new UsageError('invalid max count', { hint: false, status: 2 });
  return Number(text) < 0 ? Number.POSITIVE_INFINITY : Number(text);
}

/** Patterns of -e and -f, a line each; undefined when neither was given. */
async function patternsOf(io: ProgramIo, patterns: readonly ByteString[], files: readonly ByteString[]): Promise<readonly ByteString[] | undefined> {
  if (patterns.length === 0 && files.length === 0) return undefined;
  const all = patterns.flatMap((pattern) => pattern.split('\n'));
  for (const file of files) {
    const text = file === '-' ? fromBytes(await readAll(io.process, 0)) : readPatternFile(io, file);
    if (text !== '') all.push(...text.replace(/\n$/, '').split('\n'));
  }
  return all;
}

function readPatternFile(io: ProgramIo, file: ByteString): ByteString {
  try {
    return fromBytes(io.fs.readFile(file));
  } catch (error) {
    if (error instanceof FsError) throw new UsageError(`${file}: ${error.text}`, { hint: false, status: 2 });
    throw error;
  }
}

function compile(io: ProgramIo, patterns: readonly ByteString[], syntax: PatternSyntax, how: { ignoreCase: boolean; words: boolean; lines: boolean }): LineMatcher {
  try {
    return createLineMatcher(patterns.flatMap((pattern) => pattern.split('\n')), { syntax, ...how, utf8: io.unicode });
  } catch (error) {
    if (error instanceof RegexError) throw new UsageError(error.message, { hint: false, status: 2 });
    throw error;
  }
}

function usesColor(io: ProgramIo, when: ByteString | true | undefined): boolean {
  if (when === 'always') return true;
  if (when === undefined || when === 'never') return false;
  const term = io.process.environment.get('TERM');
  return io.process.terminal(1) !== undefined && term !== undefined && term !== 'dumb';
}

interface RootOptions {
  readonly label: ByteString;
  readonly recursive: 'yes' | 'follow' | undefined;
  readonly skipDirectories: boolean;
  readonly isImplied: boolean;
  readonly filter: { readonly include: readonly Test[]; readonly exclude: readonly Test[]; readonly excludeDir: readonly Test[] };
}
type Test = (name: ByteString) => boolean;

async function searchRoot(search: Search, root: ByteString, options: RootOptions): Promise<void> {
  if (root === '-') return search.file(0, options.label);
  await search.guard(root, async () => {
    const { type } = search.io.fs.stat(root);
    if (type !== 'directory') {
      if (isWanted(root, options)) await search.path(root, root);
    } else if (options.recursive) await searchFolder(search, root, options);
    else if (!options.skipDirectories) await search.complain(`${root}: Is a directory`, false);
  });
}

const baseName = (path: ByteString) => path.replace(/\/+$/, '').replace(/^.*\//, '');

function isWanted(path: ByteString, { filter }: RootOptions): boolean {
  const name = baseName(path);
  if (filter.exclude.some((test) => test(name))) return false;
  return filter.include.length === 0 || filter.include.some((test) => test(name));
}

async function searchFolder(search: Search, folder: ByteString, options: RootOptions): Promise<void> {
  const prefix = options.isImplied && folder === '.' ? '' : folder.endsWith('/') ? folder : `${folder}/`;
  for (const { name, type } of search.io.fs.readDir(folder)) {
    if (search.done) return;
    const path = prefix + name;
    await search.guard(path, async () => {
      const kind = type === 'symlink' && options.recursive === 'follow' ? search.io.fs.stat(path).type : type;
      if (kind === 'directory') {
        if (!options.filter.excludeDir.some((test) => test(name))) await searchFolder(search, path, { ...options, isImplied: false });
      } else if (kind === 'file' && isWanted(path, options)) await search.path(path, path);
    });
  }
}

interface Style {
  readonly invert: boolean;
  readonly most: number;
  readonly byteOffset: boolean;
  readonly lineNumber: boolean;
  readonly onlyMatching: boolean;
  readonly quiet: boolean;
  readonly list: 'with' | 'without' | undefined;
  readonly count: boolean;
  readonly names: boolean;
  readonly nameEnd: string | undefined;
  readonly initialTab: boolean;
  readonly before: number;
  readonly after: number;
  readonly separates: boolean;
  readonly delimiter: string;
  readonly binary: 'text' | 'skip' | 'note';
  readonly colors: boolean;
  readonly lineBuffered: boolean;
}

/** A line with its place in the file. */
interface Line {
  readonly text: ByteString;
  readonly number: number;
  readonly offset: number;
}

/** One run over all files: what was found and what failed. */
class Search {
  readonly io: ProgramIo;
  readonly #matcher: LineMatcher;
  readonly #style: Style;
  readonly #quietErrors: boolean;
  found = false;
  failed = false;
  /** -q has its answer. */
  done = false;
  #printedBefore = false;

  constructor(io: ProgramIo, matcher: LineMatcher, style: Style, quietErrors: boolean) {
    this.io = io;
    this.#matcher = matcher;
    this.#style = style;
    this.#quietErrors = quietErrors;
  }

  async guard(path: ByteString, body: () => Promise<void>): Promise<void> {
    try {
      await body();
    } catch (error) {
      if (!(error instanceof FsError) || error.errno === 'EPIPE') throw error;
      await this.complain(`${path}: ${error.text}`, true);
    }
  }

  async complain(text: ByteString, fails: boolean): Promise<void> {
    if (fails) this.failed = true;
    await this.io.flush();
    if (!this.#quietErrors) await this.io.complain(text);
  }

  async path(path: ByteString, name: ByteString): Promise<void> {
    const fd = await this.io.process.open(path, { read: true });
    try {
      await this.file(fd, name);
    } finally {
      this.io.process.close(fd);
    }
  }

  async file(fd: number, name: ByteString): Promise<void> {
    const style = this.#style;
    const silent = style.quiet || style.count || style.list !== undefined;
    const printer = new Printer(this.io, style, this.#matcher, name, () => this.#separator());
    const selected = await this.#scan(fd, printer, silent, name);
    if (selected > 0 !== (style.list === 'without')) this.found = true;
    if (style.quiet) this.done ||= selected > 0;
    else if (style.list) {
      if (selected > 0 === (style.list === 'with')) await this.io.out(paint(name, '35', style.colors) + (style.nameEnd ?? '\n'));
    } else if (style.count) await this.io.out(`${printer.prefixName(':')}${selected}\n`);
  }

  #separator(): ByteString {
    const separator = this.#style.separates && this.#printedBefore ? `${paint('--', '36', this.#style.colors)}\n` : '';
    this.#printedBefore = true;
    return separator;
  }

  /** How many lines are selected; prints them unless `silent`. */
  async #scan(fd: number, printer: Printer, silent: boolean, name: ByteString): Promise<number> {
    const { invert, most, delimiter, binary, quiet, list } = this.#style;
    let [selected, number, offset, isBinary] = [0, 0, 0, false];
    if (most === 0) return 0;
    for await (const group of lineGroups(this.io.process, fd, delimiter)) {
      if (!isBinary && number === 0 && binary !== 'text' && delimiter === '\n' && group.some((line) => line.includes('\0'))) {
        if (binary === 'skip') return 0;
        isBinary = true;
      }
      for (const line of group) {
        const text = line.endsWith(delimiter) ? line.slice(0, -1) : line;
        number++;
        const isSelected = selected < most && this.#matcher.test(text) !== invert;
        if (isSelected) selected++;
        if (isSelected && (quiet || list)) return selected;
        if (isBinary && isSelected && !silent) {
          await this.io.out(`${this.io.name}: ${name}: binary file matches\n`);
          return selected;
        }
        if (!silent) {
          const printing = printer.take({ text, number, offset }, isSelected);
          if (printing) await printing;
        }
        offset += line.length;
        if (selected >= most && (silent || printer.isDone)) return selected;
      }
      if (this.#style.lineBuffered) await this.io.flush();
    }
    return selected;
  }
}

/** Prints selected lines and their context for one file. */
class Printer {
  readonly #io: ProgramIo;
  readonly #style: Style;
  readonly #matcher: LineMatcher;
  readonly #name: ByteString;
  readonly #separator: () => ByteString;
  #before: Line[] = [];
  #afterLeft = 0;
  #lastPrinted = 0;

  constructor(io: ProgramIo, style: Style, matcher: LineMatcher, name: ByteString, separator: () => ByteString) {
    this.#io = io;
    this.#style = style;
    this.#matcher = matcher;
    this.#name = name;
    this.#separator = separator;
  }

  get isDone(): boolean {
    return this.#afterLeft === 0;
  }

  take(line: Line, isSelected: boolean): Promise<void> | undefined | void {
    if (isSelected) {
      let text = '';
      const first = this.#before[0]?.number ?? line.number;
      if (this.#lastPrinted === 0 || first > this.#lastPrinted + 1) text += this.#separator();
      for (const context of this.#before) text += this.#format(context, '-');
      this.#before = [];
      this.#afterLeft = this.#style.after;
      this.#lastPrinted = line.number;
      return this.#io.out(text + this.#formatSelected(line));
    }
    if (this.#afterLeft > 0) {
      this.#afterLeft--;
      this.#lastPrinted = line.number;
      return this.#io.out(this.#format(line, '-'));
    }
    if (this.#style.before > 0) {
      this.#before.push(line);
      if (this.#before.length > this.#style.before) this.#before.shift();
    }
    return undefined;
  }

  /** `name:` when names are printed. */
  prefixName(mark: string): ByteString {
    const { names, nameEnd, colors } = this.#style;
    if (!names) return '';
    return paint(this.#name, '35', colors) + (nameEnd ?? paint(mark, '36', colors));
  }

  #prefix(line: Line, mark: string, offset: number): ByteString {
    const { lineNumber, byteOffset, colors, initialTab } = this.#style;
    const number = lineNumber ? paint(initialTab ? String(line.number).padStart(4) : String(line.number), '32', colors) + paint(mark, '36', colors) : '';
    const place = byteOffset ? paint(String(offset), '32', colors) + paint(mark, '36', colors) : '';
    const prefix = this.prefixName(mark) + number + place;
    return initialTab && prefix !== '' ? `${prefix}\t` : prefix;
  }

  #format(line: Line, mark: string): ByteString {
    return this.#style.onlyMatching ? '' : `${this.#prefix(line, mark, line.offset)}${line.text}${this.#style.delimiter}`;
  }

  #formatSelected(line: Line): ByteString {
    const { onlyMatching, invert, colors, delimiter } = this.#style;
    if (!onlyMatching) return `${this.#prefix(line, ':', line.offset)}${colors && !invert ? this.#highlight(line.text) : line.text}${delimiter}`;
    if (invert) return '';
    return this.#spans(line.text)
      .map(({ start, end }) => `${this.#prefix(line, ':', line.offset + start)}${paint(line.text.slice(start, end), '01;31', colors)}${delimiter}`)
      .join('');
  }

  #spans(text: ByteString): { start: number; end: number }[] {
    const spans: { start: number; end: number }[] = [];
    for (let at = 0; at <= text.length; ) {
      const span = this.#matcher.find(text, at);
      if (!span) break;
      if (span.end > span.start) spans.push(span);
      at = span.end > span.start ? span.end : span.end + 1;
    }
    return spans;
  }

  #highlight(text: ByteString): ByteString {
    let [out, at] = ['', 0];
    for (const { start, end } of this.#spans(text)) {
      out += text.slice(at, start) + paint(text.slice(start, end), '01;31', true);
      at = end;
    }
    return out + text.slice(at);
  }
}

const paint = (text: ByteString, color: string, on: boolean): ByteString => (on ? `\x1b[${color}m\x1b[K${text}\x1b[m\x1b[K` : text);
