/** One run of grep over its files: what was found and what failed. As GNU grep 3.11. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { type ProgramIo, WriteError } from '../../programs/program-io.ts';
import type { LineMatcher } from '../line-matcher.ts';
import { LineReader } from '../line-reader.ts';
import { scanLiteral } from './literal.ts';
import { Printer } from './printer.ts';
import { paint, type Style } from './style.ts';

/** Bytes that are no UTF-8: a lead without its continuation bytes, or a continuation byte by itself. */
const NOT_UTF8 =
  /[\xc0\xc1\xf5-\xff]|[\xc2-\xdf](?![\x80-\xbf])|[\xe0-\xef](?![\x80-\xbf]{2})|[\xf0-\xf4](?![\x80-\xbf]{3})|(?<![\xc2-\xf4]|[\xe0-\xf4][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{2})[\x80-\xbf]/;

export class Search {
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

  /** Runs `body`; an FsError of `path` is said and the search goes on. */
  async guard(path: ByteString, body: () => Promise<void>): Promise<void> {
    try {
      await body();
    } catch (error) {
      if (!(error instanceof FsError) || error instanceof WriteError || error.errno === 'EPIPE') throw error;
      await this.complain(`${path}: ${error.text}`);
    }
  }

  async complain(text: ByteString): Promise<void> {
    this.failed = true;
    await this.io.flush();
    if (!this.#quietErrors) await this.io.complain(text);
  }

  async path(path: ByteString): Promise<void> {
    const opening = this.io.process.open(path, { read: true });
    const fd = opening instanceof Promise ? await opening : opening;
    try {
      await this.file(fd, path);
    } finally {
      this.io.process.close(fd);
    }
  }

  async file(fd: number, name: ByteString): Promise<void> {
    const style = this.#style;
    if (this.#isOutput(fd)) return this.complain(`input file ${this.io.quoted(name)} is also the output`);
    const printer = new Printer(this.io, style, this.#matcher, name, this.#numberWidth(fd), () => this.#startGroup());
    const selected = await this.#scan(fd, printer, name);
    if (selected > 0) this.found = true;
    if (style.quiet) this.done ||= selected > 0;
    else if (style.list) {
      if (selected > 0 === (style.list === 'with')) await this.io.out(paint(name, style.colors, 'fn') + (style.nameEnd ?? '\n'));
    } else if (style.count) await this.io.out(`${printer.prefixName(':')}${selected}\n`);
  }

  /** A file that grows by being searched would never end. */
  #isOutput(fd: number): boolean {
    const { quiet, list, most } = this.#style;
    const { process } = this.io;
    if (quiet || list || most <= 1 || !process.isOpen(1)) return false;
    const [from, to] = [process.fstat(fd), process.fstat(1)];
    return from.type === 'file' && from.ino === to.ino && from.dev === to.dev;
  }

  /** -T: as many digits as the numbers of this file can have; of a stream any. */
  #numberWidth(fd: number): number {
    if (!this.#style.initialTab) return 0;
    const { type, size } = this.io.process.fstat(fd);
    return type === 'file' ? String(size + (this.#style.lineNumber ? 1 : 0)).length : 20;
  }

  #startGroup(): ByteString {
    const { separator, colors } = this.#style;
    const text = separator !== undefined && this.#printedBefore ? `${paint(separator, colors, 'se')}\n` : '';
    this.#printedBefore = true;
    return text;
  }

  /** How many lines are selected; prints them when that is asked. */
  async #scan(fd: number, printer: Printer, name: ByteString): Promise<number> {
    const { invert, most, delimiter, quiet, list, count, binary, lineBuffered } = this.#style;
    if (most === 0) return 0;
    const scan: Scan = { selected: 0, number: 0, offset: 0, isBinary: false, isOver: false };
    const reader = new LineReader(this.io.process, fd, delimiter);
    const literal = this.#literal();
    while (!scan.isOver) {
      const reading = reader.nextLines();
      const lines = await reading;
      if (lineBuffered) await this.io.flush();
      if (lines === undefined) break;
      if (literal !== undefined && !NOT_PLAIN.test(lines)) {
        const found = scanLiteral(lines, literal, invert, !count);
        scan.selected += found.count;
        if (scan.selected > 0 && (quiet || list)) break;
        if (found.text !== '') await this.io.out(found.text);
      } else await this.#scanLines(lines, scan, printer, name);
      if (scan.unread) reader.unread(scan.unread);
    }
    if (scan.isOver) reader.giveBack();
    return binary === 'skip' && scan.isBinary ? 0 : scan.selected;
  }

  /** The pattern, when plain lines can be found by it alone. */
  #literal(): ByteString | undefined {
    const { most, onlyMatching, byteOffset, lineNumber, names, colors, before, after, separator, delimiter } = this.#style;
    const plain = most === Number.POSITIVE_INFINITY && !(onlyMatching || byteOffset || lineNumber || names || colors) && delimiter === '\n';
    return plain && before === 0 && after === 0 && separator === undefined ? this.#matcher.literal : undefined;
  }

  /** Line by line. What stands behind the last line that is wanted is left in `scan.unread`. */
  async #scanLines(lines: ByteString, scan: Scan, printer: Printer, name: ByteString): Promise<void> {
    const { invert, most, delimiter, quiet, list, count, binary } = this.#style;
    const onlyCounts = quiet || count || list !== undefined;
    for (let at = 0; at < lines.length; ) {
      const found = lines.indexOf(delimiter, at);
      const end = found < 0 ? lines.length : found;
      const text = lines.slice(at, end);
      const line = { text, number: ++scan.number, offset: scan.offset };
      scan.offset += end + 1 - at;
      at = end + 1;
      if (!scan.isBinary && binary !== 'text' && delimiter === '\n' && text.includes('\0')) scan.isBinary = true;
      if (scan.isBinary && binary === 'skip') return stop(scan, '');
      const isSelected = scan.selected < most && (scan.isBinary ? this.#selectsPiece(text) : this.#matcher.test(text) !== invert);
      if (isSelected) {
        scan.selected++;
        if (quiet || list) return stop(scan, lines.slice(at));
        if (!count && (scan.isBinary || this.#isGarbled(text))) return this.#noteBinary(name, scan);
      }
      if (!onlyCounts) {
        const printing = isSelected ? printer.select(line) : printer.pass(line);
        if (printing) await printing;
      }
      if (scan.selected >= most && (onlyCounts || printer.isDone)) return stop(scan, lines.slice(at));
    }
  }

  /** In a binary file zero bytes end lines too. */
  #selectsPiece(text: ByteString): boolean {
    return text.split('\0').some((piece) => piece !== '' && this.#matcher.test(piece) !== this.#style.invert);
  }

  #isGarbled(text: ByteString): boolean {
    return this.#style.utf8 && this.#style.binary !== 'text' && NOT_UTF8.test(text);
  }

  async #noteBinary(name: ByteString, scan: Scan): Promise<void> {
    scan.isOver = true;
    if (this.#style.binary === 'skip') {
      scan.isBinary = true;
      return;
    }
    await this.io.flush();
    if (!this.#quietErrors) await this.io.complain(`${name}: binary file matches`);
  }
}

/** Where a search is in its file. */
interface Scan {
  selected: number;
  number: number;
  offset: number;
  isBinary: boolean;
  isOver: boolean;
  /** Read, but behind what was looked at. */
  unread?: ByteString;
}

function stop(scan: Scan, unread: ByteString): void {
  scan.isOver = true;
  if (unread !== '') scan.unread = unread;
}

/** What the short way does not know: zero bytes, and bytes that may not be UTF-8. */
const NOT_PLAIN = /[\0\x80-\xff]/;
