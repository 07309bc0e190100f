/** xargs' reading of its input: blanks, newlines, quotes and backslashes, or one separator. As GNU findutils 4.9.0. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import type { Process } from '../../sim/kernel/types.ts';
import { lineGroups } from '../programs/program-io.ts';
import { UsageError } from '../programs/usage-error.ts';

export interface Item {
  readonly text: ByteString;
  /** It is the last of a non-blank line (a blank at the line's end joins the next line to it). */
  readonly endsLine: boolean;
}

export interface ItemStyle {
  /** Items are what stands between these, nothing is special. */
  readonly delimiter: ByteString | undefined;
  /** A line is one item (-I): leading blanks go, quotes count. */
  readonly wholeLines: boolean;
  /** -E: this word ends the input. */
  readonly endOfFile: ByteString | undefined;
}

/** Throws UsageError for a quote that does not end. */
export async function* readItems(
  process: Process,
  fd: number,
  { delimiter, wholeLines, endOfFile }: ItemStyle,
): AsyncGenerator<Item, void> {
  for await (const lines of lineGroups(process, fd, delimiter ?? '\n')) {
    for (const line of lines) {
      const text = line.endsWith(delimiter ?? '\n') ? line.slice(0, -1) : line;
      if (delimiter !== undefined) {
        yield { text, endsLine: true };
        continue;
      }
      const words = wholeLines ? wholeLine(text) : splitLine(text);
      const continued = !wholeLines && /[ \t]$/.test(text);
      for (const [i, word] of words.entries()) {
        if (endOfFile !== undefined && word === endOfFile) return;
        yield { text: word, endsLine: i === words.length - 1 && !continued };
      }
    }
  }
}

function wholeLine(line: ByteString): readonly ByteString[] {
  const text = line.replace(/^[ \t]+/, '');
  return text === '' ? [] : [unquote(text)];
}

const WORD = /(?:[^ \t\n'"\\]|\\[\s\S]|"[^"]*"|'[^']*')+/g;

function splitLine(line: ByteString): readonly ByteString[] {
  const words = line.match(WORD) ?? [];
  const stray = line.replace(WORD, '').trim();
  if (stray !== '') throw unmatched(stray.charAt(0));
  return words.map(unquote);
}

function unquote(word: ByteString): ByteString {
  const text = word.replace(
    /\\([\s\S])|"([^"]*)"|'([^']*)'|(["'])/g,
    (_, plain?: string, double?: string, single?: string, stray?: string) => {
      if (stray !== undefined) throw unmatched(stray);
      return plain ?? double ?? single ?? '';
    },
  );
  return text;
}

const unmatched = (quote: string): UsageError =>
  new UsageError(
    `unmatched ${quote === '"' ? 'double' : 'single'} quote; by default quotes are special to xargs unless you use the -0 option`,
    { hint: false },
  );
