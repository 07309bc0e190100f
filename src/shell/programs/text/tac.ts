/** tac: lines in reverse order. As GNU coreutils 9.4 tac. */
import { type ByteString, fromBytes } from '../../../sim/fs/bytes.ts';
import { compileRegex } from '../../regex/compile.ts';
import { RegexError } from '../../regex/regex-error.ts';
import { defineProgram } from '../define-program.ts';
import { forEachInput } from '../inputs.ts';
import { type ProgramIo, readAll } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'tac',
  usage: '[OPTION]... [FILE]...',
  summary: 'Write each FILE to standard output, last line first.',
  suite: 'GNU coreutils 9.4',
  options: {
    before: { short: 'b', long: 'before', help: 'attach the separator before instead of after' },
    regex: { short: 'r', long: 'regex', help: 'interpret the separator as a regular expression' },
    separator: { short: 's', long: 'separator', argument: 'STRING', help: 'use STRING as the separator instead of newline' },
  },
  async run(io, { before, regex, separator = '\n' }, operands) {
    const cut = regex ? cutByRegex(separator, before) : (text: ByteString) => cutByText(text, separator === '' ? '\0' : separator, before);
    return forEachInput(
      io,
      operands,
      async ({ fd }) => {
        const pieces = cut(fromBytes(await readAll(io.process, fd)));
        for (let end = pieces.length; end > 0; end -= PIECES) await printReversed(io, pieces.slice(Math.max(0, end - PIECES), end));
      },
      { describe: (name) => `failed to open ${io.quoted(name)} for reading` },
    );
  },
});

const PIECES = 512;

async function printReversed(io: ProgramIo, pieces: readonly ByteString[]): Promise<void> {
  await io.out(pieces.toReversed().join(''));
  const pause = io.process.tick(pieces.length);
  if (pause) await pause;
}

/** Each piece with the separator behind it (or before it). */
function cutByText(text: ByteString, separator: ByteString, before: boolean): readonly ByteString[] {
  const pieces: ByteString[] = [];
  let start = 0;
  for (let at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, at + separator.length)) {
    const end = before ? at : at + separator.length;
    pieces.push(text.slice(start, end));
    start = end;
  }
  if (start < text.length) pieces.push(text.slice(start));
  return pieces;
}

function cutByRegex(source: ByteString, before: boolean): (text: ByteString) => readonly ByteString[] {
  try {
    const regex = compileRegex(source, { syntax: 'basic' });
    return (text) => {
      const pieces: ByteString[] = [];
      let start = 0;
      for (
        let match = regex.exec(text, 0);
        match && match.start < text.length;
        match = regex.exec(text, Math.max(match.end, match.start + 1))
      ) {
        const end = before ? match.start : match.end;
        pieces.push(text.slice(start, end));
        start = end;
      }
      if (start < text.length) pieces.push(text.slice(start));
      return pieces;
    };
  } catch (error) {
    if (error instanceof RegexError) throw new UsageError(error.message, { hint: false });
    throw error;
  }
}
