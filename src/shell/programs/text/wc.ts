/** wc: counts lines, words, bytes and characters. As GNU coreutils 9.4 wc. */
import { type ByteString, decodeUtf8, fromBytes } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { oneOf } from '../../formats/choices.ts';
import { displayWidth } from '../../formats/display-width.ts';
import { readNames } from '../../text/files0-from.ts';
import { defineProgram } from '../define-program.ts';
import { forEachInput } from '../inputs.ts';
import { blocks, type ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

const oneOfTotals = oneOf('--total', { auto: ['auto'], always: ['always'], only: ['only'], never: ['never'] });

export default defineProgram({
  name: 'wc',
  usage: '[OPTION]... [FILE]...\n  or:  wc [OPTION]... --files0-from=F',
  summary: 'Print newline, word, and byte counts for each FILE, and a total line if more than one FILE is specified.',
  suite: 'GNU coreutils 9.4',
  options: {
    bytes: { short: 'c', long: 'bytes', help: 'print the byte counts' },
    characters: { short: 'm', long: 'chars', help: 'print the character counts' },
    lines: { short: 'l', long: 'lines', help: 'print the newline counts' },
    files: { long: 'files0-from', argument: 'F', help: 'read input from the files specified by NUL-terminated names in file F' },
    width: { short: 'L', long: 'max-line-length', help: 'print the maximum display width' },
    words: { short: 'w', long: 'words', help: 'print the word counts' },
    total: {
      long: 'total',
      argument: 'WHEN',
      type: oneOfTotals,
      help: "when to print a line with total counts: 'auto', 'always', 'only' or 'never'",
    },
  },
  async run(io, options, operands) {
    if (options.files !== undefined && operands[0] !== undefined) {
      throw new UsageError(`extra operand ${io.quoted(operands[0])}\nfile operands cannot be combined with --files0-from`);
    }
    const names = options.files === undefined ? operands : await readNames(io, options.files);
    const plain = !(options.bytes || options.characters || options.lines || options.width || options.words);
    const wanted = plain ? { ...options, bytes: true, lines: true, words: true } : options;
    const shown = ORDER.filter((kind) => wanted[kind]);
    const when = options.total ?? 'auto';
    const width = when === 'only' || options.files === '-' ? 1 : numberWidth(io, names, shown.length);
    const total: Counts = { lines: 0, words: 0, characters: 0, bytes: 0, width: 0 };
    const print = (counts: Counts, name: ByteString | undefined) => {
      const numbers = shown.map((kind) => String(counts[kind]).padStart(width)).join(' ');
      return io.out(`${numbers}${name === undefined ? '' : ` ${name.includes('\n') ? io.shellQuoted(name) : name}`}\n`);
    };
    const status = await forEachInput(
      io,
      names,
      async ({ fd, name }) => {
        const counts = emptyCounts();
        try {
          await count(io, fd, wanted, counts);
        } finally {
          addTo(total, counts);
          if (when !== 'only') await print(counts, names.length === 0 ? undefined : name);
        }
      },
      { describe: (name) => (name === '-' ? 'standard input' : io.shellQuoted(name)) },
    );
    if (when === 'always' || when === 'only' || (when === 'auto' && names.length > 1))
      await print(total, when === 'only' ? undefined : 'total');
    return status;
  },
});

const ORDER = ['lines', 'words', 'characters', 'bytes', 'width'] as const;
type Counts = { -readonly [K in (typeof ORDER)[number]]: number };
type Wanted = Readonly<Record<(typeof ORDER)[number], boolean>>;

const emptyCounts = (): Counts => ({ lines: 0, words: 0, characters: 0, bytes: 0, width: 0 });

function addTo(total: Counts, counts: Counts): void {
  for (const kind of ORDER) total[kind] = kind === 'width' ? Math.max(total.width, counts.width) : total[kind] + counts[kind];
}

/** As wide as the sum of all files' sizes; at least 7 when one of them is no regular file. */
function numberWidth(io: ProgramIo, names: readonly ByteString[], columns: number): number {
  if (columns === 1 && names.length <= 1) return 1;
  let [sum, least] = [0, 1];
  for (const name of names.length === 0 ? ['-'] : names) {
    try {
      const { type, size } = name === '-' ? io.process.fstat(0) : io.fs.stat(name);
      if (type === 'file') sum += size;
      else least = 7;
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
    }
  }
  return Math.max(least, String(sum).length);
}

async function count(io: ProgramIo, fd: number, wanted: Wanted, counts: Counts): Promise<void> {
  const state = { inWord: false, rest: '', column: 0 };
  for await (const block of blocks(io.process, fd)) {
    counts.bytes += block.length;
    if (wanted.lines) counts.lines += newlines(block);
    if (wanted.words || wanted.characters || wanted.width) countText(fromBytes(block), io.unicode, wanted, counts, state);
    const pause = io.process.tick(block.length >> 8);
    if (pause) await pause;
  }
  counts.width = Math.max(counts.width, state.column);
}

function newlines(block: Uint8Array): number {
  let lines = 0;
  for (let at = block.indexOf(10); at >= 0; at = block.indexOf(10, at + 1)) lines++;
  return lines;
}

interface State {
  inWord: boolean;
  /** An unfinished UTF-8 character. */
  rest: ByteString;
  column: number;
}

function countText(block: ByteString, unicode: boolean, wanted: Wanted, counts: Counts, state: State): void {
  const whole = state.rest + block;
  const cut = unicode ? (/(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})$/.exec(whole)?.[0].length ?? 0) : 0;
  state.rest = whole.slice(whole.length - cut);
  const text = whole.slice(0, whole.length - cut);
  if (wanted.words) countWords(text, unicode, counts, state);
  if (wanted.characters)
    counts.characters += unicode
      ? decodeUtf8(text)
          .replace(/\ufffd/g, '')
          .replace(/[\udc00-\udfff]/g, '').length
      : text.length;
  if (wanted.width) measure(text, unicode, counts, state);
}

const UNICODE_SPACE = /\xe1\x9a\x80|\xe2\x80[\x80-\x86\x88-\x8a\xa8\xa9]|\xe2\x81\x9f|\xe3\x80\x80/g;

function countWords(text: ByteString, unicode: boolean, counts: Counts, state: State): void {
  const spaced = unicode ? text.replace(UNICODE_SPACE, ' ') : text;
  let inWord = state.inWord;
  for (let i = 0; i < spaced.length; i++) {
    const code = spaced.charCodeAt(i);
    const space = code === 32 || (code >= 9 && code <= 13);
    if (!space && !inWord) counts.words++;
    inWord = !space;
  }
  state.inWord = inWord;
}

function measure(text: ByteString, unicode: boolean, counts: Counts, state: State): void {
  for (const piece of text.match(/[\n\r\f\t]|[^\n\r\f\t]+/g) ?? []) {
    if (piece === '\t') state.column += 8 - (state.column % 8);
    else if (piece === '\n' || piece === '\r' || piece === '\f') {
      counts.width = Math.max(counts.width, state.column);
      state.column = 0;
    } else state.column += displayWidth(unicode ? piece : piece.replace(/[^ -~]/g, ''), unicode);
  }
}
