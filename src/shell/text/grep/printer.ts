/** Prints the selected lines of one file and their context. As GNU grep 3.11's prline and prpending. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import type { MaybePromise } from '../../../sim/kernel/types.ts';
import type { ProgramIo } from '../../programs/program-io.ts';
import type { LineMatcher, Span } from '../line-matcher.ts';
import { paint, paintWith, type Style, startColor } from './style.ts';

/** A line with its place in the file. */
export interface Line {
  readonly text: ByteString;
  /** From 1. */
  readonly number: number;
  /** Of its first byte. */
  readonly offset: number;
}

export class Printer {
  readonly #io: ProgramIo;
  readonly #style: Style;
  readonly #matcher: LineMatcher;
  readonly #name: ByteString;
  readonly #width: number;
  readonly #startGroup: () => ByteString;
  #before: Line[] = [];
  #afterLeft = 0;
  #lastPrinted = 0;

  /** `width` is that of numbers with -T; `startGroup` gives what stands before a group of lines. */
  constructor(io: ProgramIo, style: Style, matcher: LineMatcher, name: ByteString, width: number, startGroup: () => ByteString) {
    this.#width = width;
    this.#io = io;
    this.#style = style;
    this.#matcher = matcher;
    this.#name = name;
    this.#startGroup = startGroup;
  }

  /** No line of trailing context is wanted any more. */
  get isDone(): boolean {
    return this.#afterLeft === 0;
  }

  select(line: Line): MaybePromise<void> {
    let text = '';
    const first = this.#before[0]?.number ?? line.number;
    if (this.#lastPrinted === 0 || first > this.#lastPrinted + 1) text += this.#startGroup();
    for (const context of this.#before) text += this.#format(context, '-', false);
    if (this.#before.length > 0) this.#before = [];
    this.#afterLeft = this.#style.after;
    this.#lastPrinted = line.number;
    return this.#io.out(text + this.#format(line, ':', true));
  }

  pass(line: Line): MaybePromise<void> {
    if (this.#afterLeft > 0) {
      this.#afterLeft--;
      this.#lastPrinted = line.number;
      return this.#io.out(this.#format(line, '-', false));
    }
    if (this.#style.before === 0) return;
    this.#before.push(line);
    if (this.#before.length > this.#style.before) this.#before.shift();
  }

  /** `name:` when names are printed. */
  prefixName(mark: string): ByteString {
    const { names, nameEnd, colors } = this.#style;
    if (!names) return '';
    return paint(this.#name, colors, 'fn') + (nameEnd ?? paint(mark, colors, 'se'));
  }

  #prefix(line: Line, mark: string, offset: number): ByteString {
    const { names, lineNumber, byteOffset, colors, initialTab } = this.#style;
    if (!names && !lineNumber && !byteOffset) return '';
    const numeral = (value: number, color: 'ln' | 'bn'): ByteString =>
      paint(initialTab ? String(value).padStart(this.#width) : String(value), colors, color) + paint(mark, colors, 'se');
    const number = lineNumber ? numeral(line.number, 'ln') : '';
    const place = byteOffset ? numeral(offset, 'bn') : '';
    return this.prefixName(mark) + number + place + (initialTab ? '\t' : '');
  }

  #format(line: Line, mark: string, selected: boolean): ByteString {
    const { onlyMatching, invert, colors, delimiter } = this.#style;
    const matches = selected !== invert;
    if (onlyMatching) return matches && selected ? this.#formatMatches(line, mark) : '';
    const text = colors ? this.#highlight(line.text, selected, matches) : line.text;
    return `${this.#prefix(line, mark, line.offset)}${text}${delimiter}`;
  }

  #formatMatches(line: Line, mark: string): ByteString {
    const { colors, delimiter } = this.#style;
    return this.#spans(line.text)
      .map(({ start, end }) => {
        const match = paint(line.text.slice(start, end), colors, 'ms');
        return `${this.#prefix(line, mark, line.offset + start)}${match}${delimiter}`;
      })
      .join('');
  }

  #spans(text: ByteString): readonly Span[] {
    const spans: Span[] = [];
    for (let at = 0; at <= text.length; ) {
      const span = this.#matcher.find(text, at);
      if (!span) break;
      if (span.end > span.start) spans.push(span);
      at = span.end > span.start ? span.end : span.end + 1;
    }
    return spans;
  }

  #highlight(text: ByteString, selected: boolean, matches: boolean): ByteString {
    const { colors, invert } = this.#style;
    if (!colors) return text;
    const asSelected = colors.rv && invert ? !selected : selected;
    const line = asSelected ? colors.sl : colors.cx;
    let [out, at] = ['', 0];
    for (const { start, end } of matches ? this.#spans(text) : []) {
      out += startColor(line, colors) + text.slice(at, start) + paint(text.slice(start, end), colors, selected ? 'ms' : 'mc');
      at = end;
    }
    const rest = text.slice(at);
    return out + (line && rest !== '' ? paintWith(rest, line, colors) : rest);
  }
}
